import {
  type Actor,
  type ActorOptions,
  type AnyStateMachine,
  createActor,
  type EventFrom,
  type InputFrom,
  type SnapshotFrom,
} from 'xstate';
import { restoreActor } from '../../machines/restore.js';

/** A running flow, as `attach` gets it. */
export type FlowActor<T extends AnyStateMachine> = Actor<T>;

/** What a hook can be told about its flow, beside the input. */
export interface FlowOptions<T extends AnyStateMachine> {
  /** What `getPersistedSnapshot()` gave, as JSON text or parsed: the flow goes on from there. */
  readonly stored?: unknown;
  /** The name of the flow in an inspector. */
  readonly id?: string;
  /** Looks on: a `createInspection` of `tve-auth-flow/inspect`. */
  readonly inspect?: NonNullable<ActorOptions<T>['inspect']>;
  /**
   * Called when the flow has started, and again when it has started anew: for `watchViewer`, for `wakeOn`,
   * and for storing its snapshots. What it returns is called before the flow stops.
   */
  readonly attach?: (actor: FlowActor<T>) => (() => void) | void;
}

/** What a hook gives. The same object until the flow changes. */
export interface Flow<T extends AnyStateMachine, TView> {
  readonly view: TView;
  /** Sends an event. Before the flow has started, and while it rests, the event waits. */
  readonly send: (event: EventFrom<T>) => void;
  /** Whether the flow does something with this event just now. */
  readonly can: (event: EventFrom<T>) => boolean;
}

/** What a component renders. Every change of the flow makes another. */
export interface FlowState<T extends AnyStateMachine> {
  readonly snapshot: SnapshotFrom<T>;
}

/** A flow that runs while a component is mounted. */
export interface FlowStore<T extends AnyStateMachine> {
  readonly subscribe: (onChange: () => void) => () => void;
  readonly getState: () => FlowState<T>;
  /** What a server renders, and a browser before it has taken over. */
  readonly getServerState: () => FlowState<T>;
  readonly send: (event: EventFrom<T>) => void;
  /** Whether it is the flow of this chart with this input, whatever the services. */
  readonly fits: (machine: T, input: string | undefined) => boolean;
  /** Its next requests are made by the services of this machine. */
  readonly follow: (machine: T, options: FlowOptions<T>) => void;
}

// XState derives what `createActor` takes from the machine, which is any of them here.
const create = <T extends AnyStateMachine>(machine: T, options: object): Actor<T> =>
  createActor(machine, options as never);

/** Makes the store of a flow. Nothing runs before somebody subscribes, so that a server can render it. */
export function createFlowStore<T extends AnyStateMachine>(
  machine: T,
  input: InputFrom<T> | undefined,
  first: FlowOptions<T>,
): FlowStore<T> {
  const key = JSON.stringify(input);
  // A machine of its own, whose services can be replaced while it runs.
  const own = machine.provide({}) as T;
  const stateOf = (actor: Actor<T>): FlowState<T> => ({ snapshot: actor.getSnapshot() });
  const begin = (from: unknown, options: object = {}): Actor<T> =>
    from === undefined ? create(own, { ...options, input }) : restoreActor(own, from, options);

  const listeners = new Set<() => void>();
  const waiting: Array<EventFrom<T>> = [];
  let options = first;
  let resting: unknown = options.stored;
  let state = stateOf(begin(resting));
  const serverState = resting === undefined ? state : stateOf(begin(undefined));
  let running: { readonly actor: Actor<T>; readonly stop: () => void } | undefined;

  function start(): void {
    const { id, inspect, attach } = options;
    const actor = begin(resting, { ...(id && { id }), ...(inspect && { inspect }) });
    const subscription = actor.subscribe((snapshot) => {
      state = { snapshot };
      for (const listener of listeners) listener();
    });
    actor.start();
    const detach = attach?.(actor);
    running = {
      actor,
      stop() {
        detach?.();
        subscription.unsubscribe();
        // What broke can't go on: it begins anew.
        const last = actor.getPersistedSnapshot();
        resting = last.status === 'error' ? undefined : last;
        actor.stop();
        running = undefined;
      },
    };
    for (const event of waiting.splice(0)) actor.send(event);
  }

  return {
    getState: () => state,
    getServerState: () => serverState,
    subscribe(onChange) {
      listeners.add(onChange);
      if (!running) start();
      return () => {
        listeners.delete(onChange);
        // StrictMode subscribes again at once: then the flow runs on, and repeats no request.
        void Promise.resolve().then(() => listeners.size === 0 && running?.stop());
      };
    },
    send(event) {
      if (running) running.actor.send(event);
      else waiting.push(event);
    },
    fits: (other, otherKey) => other.config === machine.config && otherKey === key,
    follow(other, others) {
      own.implementations = other.implementations;
      options = others;
    },
  };
}
