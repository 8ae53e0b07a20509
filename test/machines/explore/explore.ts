import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { errors } from './errors.js';

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

/** Every state that any order of events leads to, with where each event leads from there. */
export function explore(exploration: Exploration): readonly Vertex[] {
  const { machine, input, events, ignored = [], essence, remembers } = exploration;
  const others = (context: object) =>
    Object.fromEntries(
      Object.entries(context).filter(([name]) => name !== 'error' && !ignored.includes(name)),
    );
  const keys = new WeakMap<AnyMachineSnapshot, string>();
  const keyOf = (state: AnyMachineSnapshot) => {
    const { value, context, historyValue } = state;
    const left = Object.values(historyValue).map((states) => states.map(({ id }) => id));
    const key =
      keys.get(state) ??
      JSON.stringify([
        value,
        shape(essence?.(context as never) ?? others(context as object)),
        remembers && left,
      ]);
    keys.set(state, key);
    return key;
  };
  let numbers = 0;
  const map = getAdjacencyMap(
    {
      getInitialSnapshot: (scope: never, given: never) => machine.getInitialSnapshot(scope, given),
      transition: (snapshot: AnyMachineSnapshot, event: Event, scope: never) => {
        try {
          return machine.transition(snapshot, event, scope);
        } catch (cause) {
          const where = JSON.stringify(snapshot.value);
          throw new Error(`${where} throws at ${JSON.stringify(event)}`, { cause });
        }
      },
    } as never,
    {
      input: input as never,
      events: (state: AnyMachineSnapshot) =>
        state.status === 'active' ? [...events, ...actorEvents(exploration, state)] : [],
      serializeState: keyOf,
      // Errors look alike as JSON.
      serializeEvent: () => `${(numbers += 1)}`,
      limit: 400_000,
    },
  ) as unknown as Record<
    string,
    {
      readonly state: AnyMachineSnapshot;
      readonly transitions: Record<string, { event: Event; state: AnyMachineSnapshot }>;
    }
  >;
  return Object.entries(map).map(([key, { state, transitions }]) => ({
    key,
    state,
    edges: Object.values(transitions).map(({ event, state: next }) => ({
      event,
      state: next,
      to: keyOf(next),
    })),
  }));
}
