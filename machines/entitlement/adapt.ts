import type { AnyActorScope, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { OF_ACTOR, type Told } from '../setup.js';
import type { EntitlementContext } from './entitlement.types.js';

/**
 * What an actor that was spawned, and not invoked, has come to. A machine that spawns actors handles
 * these: XState's own events have their ids in their types.
 */
export type RequestEvent =
  | { type: 'request.changed'; id: string; snapshot: unknown }
  | { type: 'request.settled'; id: string; output?: unknown; error?: unknown };

/** The event that a machine handles in the place of XState's, where an actor was spawned. */
function ofRequest({ _nodes }: AnyMachineSnapshot, event: Told): Told & { readonly id?: string } {
  const [, what, id] = OF_ACTOR.exec(event.type) ?? [];
  const isInvoked = _nodes.some(({ invoke }) => invoke.some((actor) => actor.id === id));
  if (id === undefined || isInvoked) return event;
  return { ...event, type: `request.${what === 'snapshot' ? 'changed' : 'settled'}`, id };
}

/** The option of `getPersistedSnapshot` for a host, whose flows live in what it stores. */
export const WHOLE = 'whole';

interface Stored {
  readonly context: EntitlementContext;
}

/** Hears of spawned actors by events of its own, and is stored without what can be asked for again. */
const adapt = (machine: AnyStateMachine) => {
  const transition = machine.transition.bind(machine);
  const persisted = machine.getPersistedSnapshot.bind(machine);
  return {
    transition: (snapshot: AnyMachineSnapshot, event: Told, scope: AnyActorScope) =>
      transition(snapshot, ofRequest(snapshot, event), scope),
    getPersistedSnapshot(snapshot: AnyMachineSnapshot, options?: unknown) {
      const stored = persisted(snapshot, options) as unknown as Stored;
      return options === WHOLE ? stored : { ...stored, context: { ...stored.context, marks: {} } };
    },
  };
};

/** For `setup`, which has no name for it in its types. */
export const own = { adapt };
