import {
  type AnyActorRef,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  transition,
} from 'xstate';
import type { Json, SeenSnapshot } from '../observation.js';
import type { FlightActor, FlightRecord, FlightStep } from '../recorder/flight-record.js';
import { reviveEvent, startOf } from './revive.js';

/** Where a machine stands, or stood. */
export interface Stand {
  readonly status: SeenSnapshot['status'];
  readonly value: Json;
}

/** A step that leads elsewhere than the record says. */
export interface Divergence {
  /** Go there to see it: `goTo(position)`. */
  readonly position: number;
  /** The `sessionId` of the actor. */
  readonly actor: string;
  readonly event: string;
  /** What the record says. */
  readonly expected: Stand;
  /** Where the machine goes. */
  readonly found: Stand;
}

/** What an actor came to, from this position on. */
interface Frame {
  readonly position: number;
  readonly snapshot: AnyMachineSnapshot;
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => name in right && isSame(left[name], right[name]))
  );
}

/** All that machines do with the events of a record, worked out by pure transitions. */
export class Course {
  readonly divergences: Divergence[] = [];
  readonly #machines: ReadonlyMap<string, AnyStateMachine>;
  readonly #actors: ReadonlyMap<string, FlightActor>;
  readonly #frames = new Map<string, Frame[]>();
  /** Which actor of the record stands behind a child that XState has made here. */
  readonly #behind = new WeakMap<object, string>();

  constructor(record: FlightRecord, machines: ReadonlyMap<string, AnyStateMachine>) {
    const { actors, steps } = record;
    this.#machines = machines;
    this.#actors = new Map(actors.map((actor) => [actor.sessionId, actor]));
    const begins = new Set(
      steps.flatMap(({ actor, event }) => (event.type === 'xstate.init' ? [actor] : [])),
    );
    for (const { sessionId } of actors) if (!begins.has(sessionId)) this.#start(sessionId, 0);
    for (const index of steps.keys()) this.#take(steps, index);
  }

  /** What an actor had come to at a position; its children say what they had come to then. */
  snapshotAt(sessionId: string, position: number): AnyMachineSnapshot | undefined {
    const snapshot = this.#frameAt(sessionId, position)?.snapshot;
    if (!snapshot?.children) return snapshot;
    const children = Object.entries(snapshot.children as Record<string, AnyActorRef>).map(
      ([id, ref]): [string, AnyActorRef] => {
        const child = this.#behind.get(ref);
        if (child === undefined) return [id, ref];
        const getSnapshot = () =>
          this.snapshotAt(child, position) ?? (ref.getSnapshot() as unknown);
        return [id, Object.create(ref, { getSnapshot: { value: getSnapshot } }) as AnyActorRef];
      },
    );
    return { ...snapshot, children: Object.fromEntries(children) } as AnyMachineSnapshot;
  }

  #frameAt(sessionId: string, position: number): Frame | undefined {
    const frames = this.#frames.get(sessionId) ?? [];
    // The last that is not later, found by halves.
    let [low, high] = [0, frames.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (frames[middle]!.position <= position) low = middle + 1;
      else high = middle;
    }
    return frames[low - 1];
  }

  #note(sessionId: string, frame: Frame): void {
    const frames = this.#frames.get(sessionId) ?? [];
    frames.push(frame);
    this.#frames.set(sessionId, frames);
  }

  #start(sessionId: string, position: number): AnyMachineSnapshot | undefined {
    const machine = this.#machines.get(sessionId);
    const actor = this.#actors.get(sessionId);
    if (!machine || !actor) return undefined;
    const snapshot = startOf(actor, machine, this.#actors);
    this.#note(sessionId, { position, snapshot });
    for (const [id, child] of Object.entries(actor.snapshot.children ?? {}))
      this.#tie(snapshot, id, child.sessionId);
    const { parentId, id } = actor;
    const parent = parentId === undefined ? undefined : this.#frameAt(parentId, position);
    if (parent) this.#tie(parent.snapshot, id, sessionId);
    return snapshot;
  }

  #tie({ children = {} }: AnyMachineSnapshot, id: string, sessionId: string): void {
    const ref = (children as Record<string, object | undefined>)[id];
    if (ref) this.#behind.set(ref, sessionId);
  }

  #take(steps: readonly FlightStep[], index: number): void {
    const { actor, event, brought, value, status } = steps[index]!;
    const position = index + 1;
    const found =
      event.type === 'xstate.init'
        ? this.#start(actor, position)
        : this.#next(actor, this.#eventOf(steps, event, brought));
    if (!found) return;
    if (event.type !== 'xstate.init') this.#note(actor, { position, snapshot: found });
    const stand: Stand = { status: found.status, value: (found.value ?? null) as Json };
    const expected: Stand = { status, value };
    if (isSame(stand, expected)) return;
    this.divergences.push({ position, actor, event: event.type, expected, found: stand });
  }

  /** As the machine was sent it: with the child as it was then. */
  #eventOf(
    steps: readonly FlightStep[],
    event: FlightStep['event'],
    brought: number | undefined,
  ): { type: string } {
    if (brought === undefined || event.type.indexOf('xstate.snapshot.') !== 0)
      return reviveEvent(event);
    const snapshot = this.snapshotAt(steps[brought]!.actor, brought + 1);
    return Object.assign({}, event, { snapshot });
  }

  #next(sessionId: string, event: { type: string }): AnyMachineSnapshot | undefined {
    const machine = this.#machines.get(sessionId);
    const before = this.#frames.get(sessionId)?.slice(-1)[0]?.snapshot;
    if (!machine || !before) return undefined;
    try {
      return transition(machine, before, event as never)[0] as AnyMachineSnapshot;
    } catch (error) {
      // As an actor does with what its machine throws.
      return { ...before, status: 'error', error } as unknown as AnyMachineSnapshot;
    }
  }
}
