import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import {
  type FlightActor,
  type FlightStep,
  type Json,
  type Replay,
  type SeenSnapshot,
  transitionId,
} from '../../../../src/inspect/index.js';
import type { ShownActor } from '../session/actor.js';

/** What there is to see of a snapshot; its children are actors of their own. */
function seen({ status, value, context, tags, output, error }: AnyMachineSnapshot): SeenSnapshot {
  const shown = { status, value, context, tags: [...tags], output, error } as Json;
  return shown as unknown as SeenSnapshot;
}

/** What an event takes in a snapshot. */
function takenBy(event: { readonly type: string }, before: AnyMachineSnapshot | undefined) {
  if (!before || before.status !== 'active') return [];
  try {
    const transitions = (before.machine as AnyStateMachine).getTransitionData(before, event);
    return transitions.map(transitionId);
  } catch {
    // Of a record that somebody has changed.
    return [];
  }
}

/** The actors of a record, as they come and go. */
export interface RecordedActors {
  readonly list: () => readonly ShownActor[];
  /** Takes a step that the replay has not taken yet. */
  readonly take: (step: FlightStep, position: number) => void;
}

/** @param flow At its beginning */
export function recordedActors(flow: Replay, recorded: readonly FlightActor[]): RecordedActors {
  let actors: ReadonlyMap<string, ShownActor> = new Map();

  function place(actor: FlightActor, taken: readonly string[]): void {
    const { sessionId, id, parentId, src } = actor;
    const snapshot = flow.snapshot(sessionId);
    if (!snapshot) return;
    const machine = snapshot.machine as AnyStateMachine;
    const shown: ShownActor = {
      sessionId,
      id,
      ...(parentId !== undefined && { parentId }),
      ...(src !== undefined && { src }),
      chart: { id: machine.id, machine, isForeign: false },
      status: snapshot.status,
      value: snapshot.value as Json,
      taken,
      snapshot: () => seen(snapshot),
    };
    actors = new Map(actors).set(sessionId, shown);
  }

  /** What a machine has no more was stopped. */
  function stopChildrenOf(sessionId: string): void {
    const { children } = flow.snapshot(sessionId) ?? { children: {} };
    for (const child of actors.values())
      if (child.parentId === sessionId && child.status === 'active' && !(child.id in children))
        actors = new Map(actors).set(child.sessionId, { ...child, status: 'stopped' });
  }

  /** An app that is started again takes the place of the former one. */
  function giveWay({ id, parentId }: FlightActor): void {
    if (parentId !== undefined) return;
    const former = [...actors.values()].find((one) => one.id === id && !one.parentId);
    const isOf = (actor: ShownActor | undefined): boolean =>
      actor !== undefined && (actor === former || isOf(actors.get(actor.parentId ?? '')));
    if (former) actors = new Map([...actors].filter(([, actor]) => !isOf(actor)));
  }

  for (const actor of recorded) place(actor, []);
  return {
    list: () => [...actors.values()],
    take({ actor: sessionId, event }, position) {
      const actor = recorded.find((one) => one.sessionId === sessionId);
      if (!actor) return;
      const before = flow.goTo(position - 1).snapshot(sessionId);
      flow.goTo(position);
      if (event.type === 'xstate.init') giveWay(actor);
      place(actor, takenBy(event, before));
      stopChildrenOf(sessionId);
    },
  };
}
