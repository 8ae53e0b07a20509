import type { AnyActorRef, AnyMachineSnapshot, AnyStateNode, EventObject } from 'xstate';
import { sendToApp } from '../attach/attach.js';
import { activePaths, type ShownActor } from '../session/actor.js';
import { session } from '../session/session.js';
import { shownFrame, page } from '../session/state.js';
import { payloadOf } from './payloads.js';

/** An event that an actor may take now. */
export interface OfferedEvent {
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Nothing where nobody knows: the guards of another app run there. */
  readonly can: boolean | undefined;
}

/** Live actors of the scenario, by their shown ids: the ids from the root down. */
function refOf(actor: ShownActor): AnyActorRef | undefined {
  const stage = session()?.stage;
  if (!stage) return undefined;
  if (actor.parentId === undefined) return actor.id === 'phone' ? stage.phone() : stage.tv;
  const parent = shownFrame(page.get()).actors.find(
    ({ sessionId }) => sessionId === actor.parentId,
  );
  const above = parent && refOf(parent);
  const { children } = (above?.getSnapshot() ?? {}) as Partial<AnyMachineSnapshot>;
  return (children as Record<string, AnyActorRef> | undefined)?.[actor.id];
}

/** The events that the active states name. */
function namedEvents({ chart, value }: ShownActor): readonly string[] {
  if (!chart) return [];
  const nodes = activePaths(value).map((path) =>
    path
      .split('.')
      .reduce<AnyStateNode | undefined>((node, key) => node?.states[key], chart.machine.root),
  );
  const types = [...nodes, chart.machine.root].flatMap((node) => node?.ownEvents ?? []);
  return [...new Set(types.map(String))].filter(
    (type) => type !== '*' && type !== '' && !type.startsWith('xstate.'),
  );
}

/** What an actor may be sent now. */
export function offeredEvents(actor: ShownActor): readonly OfferedEvent[] {
  if (actor.status !== 'active') return [];
  const { mode } = page.get();
  const frame = shownFrame(page.get());
  const ref = mode === 'scenario' ? refOf(actor) : undefined;
  const snapshot = ref?.getSnapshot() as AnyMachineSnapshot | undefined;
  return namedEvents(actor).map((type) => {
    const payload = payloadOf(type, frame);
    return { type, payload, can: snapshot?.can({ type, ...payload }) };
  });
}

/** Sends an event to an actor, of the scenario or of an app that is attached. */
export function sendEvent(actor: ShownActor, event: EventObject): void {
  if (page.get().mode === 'attached') sendToApp(actor.sessionId, event);
  else refOf(actor)?.send(event);
}
