import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createEmptyActor,
  type EventObject,
} from 'xstate';
import { errors } from './errors.js';
import { memoryOf } from './history.js';

/** An event; those of actors have an output, an error or a snapshot. */
export interface Event extends EventObject {
  readonly [field: string]: unknown;
}

export interface Exploration {
  readonly machine: AnyStateMachine;
  readonly input: object;
  readonly view: (snapshot: never) => { readonly phase: string };
  /** The phases that the view may have, all of which are reached. */
  readonly phases: readonly string[];
  /** What people may send, wrong things included. */
  readonly events: readonly Event[];
  /** What each actor may end with, by its name. */
  readonly outputs: Readonly<Record<string, readonly unknown[]>>;
  /** What each machine that is an actor may tell of itself, by its name. */
  readonly snapshots?: Readonly<Record<string, readonly unknown[]>>;
  /** Members of the context that make no difference to where a flow can go, beside `error`. */
  readonly ignored?: readonly string[];
  /** What of the context makes a difference, where that is less. */
  readonly essence?: (context: never) => object;
  /** Whether it makes a difference which states were left: where a retry leads back to them. */
  readonly remembers?: boolean;
  /** States that this input never leads to. */
  readonly unreached?: readonly string[];
  /** Where a person gets to in the end, if the machine has no end. */
  readonly isEnd?: (view: { readonly phase: string }) => boolean;
}

export interface Edge {
  readonly event: Event;
  readonly state: AnyMachineSnapshot;
  /** The key of that state. */
  readonly to: string;
}

export interface Vertex {
  readonly key: string;
  readonly state: AnyMachineSnapshot;
  readonly edges: readonly Edge[];
}

/** What of a value makes a difference: what is there and what it says, not when or how often. */
function shape(value: unknown): unknown {
  if (typeof value === 'number') return value >= 1e6 ? 'late' : value > 0 ? 'some' : 0;
  if (Array.isArray(value)) return value.slice(0, 2).map(shape);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shape(part)]));
}

/** Whether an event comes from an actor, and not from a person. */
export const isOfAnActor = ({ type }: EventObject): boolean => type.startsWith('xstate.');

/** All that the actors of a state may tell it. */
function actorEvents(
  { outputs, snapshots = {} }: Exploration,
  { children }: AnyMachineSnapshot,
): readonly Event[] {
  return Object.entries(children).flatMap(([id, child]) => {
    const name = String((child as { src?: unknown } | undefined)?.src);
    return [
      ...(outputs[name] ?? []).map((output) => ({
        type: `xstate.done.actor.${id}`,
        actorId: id,
        output,
      })),
      ...errors.map((error) => ({ type: `xstate.error.actor.${id}`, actorId: id, error })),
      ...(snapshots[name] ?? []).map((snapshot) => ({ type: `xstate.snapshot.${id}`, snapshot })),
    ];
  });
}

/** What the pure functions of XState run in: what they spawn never starts. */
function scopeOfNobody(): AnyActorScope {
  const self = createEmptyActor();
  return {
    self,
    logger: () => {},
    id: '',
    sessionId: 'x:0',
    defer: () => {},
    system: self.system,
    stopChild: () => {},
    emit: () => {},
    actionExecutor: () => {},
  } as unknown as AnyActorScope;
}

/** More than any machine has. */
const MOST_STATES = 20_000;

/**
 * Every state that any order of events leads to, with where each event leads from there. One after the other:
 * all the snapshots of a life at once would keep the garbage collector busy.
 */
export function* explore(exploration: Exploration): Generator<Vertex> {
  const { machine, input, events, ignored = [], essence, remembers } = exploration;
  const others = (context: object) =>
    Object.fromEntries(
      Object.entries(context).filter(([name]) => name !== 'error' && !ignored.includes(name)),
    );
  const remembered = remembers ? memoryOf(machine) : () => null;
  const keyOf = (state: AnyMachineSnapshot) =>
    JSON.stringify([
      state.value,
      shape(essence?.(state.context as never) ?? others(state.context as object)),
      remembered(state),
    ]);
  const scope = scopeOfNobody();
  const follow = (state: AnyMachineSnapshot, event: Event): AnyMachineSnapshot => {
    try {
      return machine.transition(state, event, scope);
    } catch (cause) {
      throw new Error(`${JSON.stringify(state.value)} throws at ${JSON.stringify(event)}`, {
        cause,
      });
    }
  };
  const initial = machine.getInitialSnapshot(scope, input as never);
  const queue = [{ key: keyOf(initial), state: initial }];
  const seen = new Set(queue.map(({ key }) => key));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { key, state } = next;
    const possible =
      state.status === 'active' ? [...events, ...actorEvents(exploration, state)] : [];
    const edges = possible.map((event): Edge => {
      const led = follow(state, event);
      return { event, state: led, to: led === state ? key : keyOf(led) };
    });
    for (const { to, state: led } of edges) {
      if (seen.has(to)) continue;
      seen.add(to);
      queue.push({ key: to, state: led });
    }
    if (seen.size > MOST_STATES) throw new Error('There is no end to its states');
    yield { key, state, edges };
  }
}
