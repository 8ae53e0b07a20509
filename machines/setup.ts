import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createMachine,
  type setup as xstateSetup,
} from 'xstate';

interface Told {
  readonly type: string;
  readonly output?: unknown;
  readonly error?: unknown;
  readonly snapshot?: unknown;
}

/** XState's events in the name of an actor. */
const OF_ACTOR = /^xstate\.(done\.actor|error\.actor|snapshot)\.(.*)$/;

/** Whether an event was not sent by whom its type names: by an actor of this flow that has come to this. */
function isForged({ children }: AnyMachineSnapshot, event: Told): boolean {
  if (event.type.startsWith('request.')) return true;
  const [, what, id] = OF_ACTOR.exec(event.type) ?? [];
  if (id === undefined) return false;
  const snapshot = (children as Record<string, { getSnapshot(): unknown } | undefined>)[
    id
  ]?.getSnapshot();
  const { status, output, error } = (snapshot ?? {}) as {
    status?: string;
    output?: unknown;
    error?: unknown;
  };
  if (what === 'done.actor') return status !== 'done' || output !== event.output;
  if (what === 'error.actor') return status !== 'error' || error !== event.error;
  return snapshot !== event.snapshot;
}

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
  const { output, error, snapshot } = event;
  return what === 'snapshot'
    ? { type: 'request.changed', id, snapshot }
    : { type: 'request.settled', id, output, error };
}

/** A stored machine, as far as it is changed here. */
interface MachineSnapshotData {
  readonly context: object;
}

/** What the `meta` of a machine's root may say. */
interface MachineMeta {
  /** Members of the context that are stored as this: what can be asked for again. */
  readonly storedAs?: object;
}

/** The option of `getPersistedSnapshot` for a host, whose flows live in what it stores. */
export const WHOLE = { whole: true } as const;

/**
 * The same machine, for which an event in the name of its actors counts only where it is one of theirs, and
 * which leaves what can be asked for again out of a stored flow.
 */
function guarded<T extends AnyStateMachine>(machine: T): T {
  const transition = machine.transition.bind(machine);
  const provide = machine.provide.bind(machine);
  const persisted = machine.getPersistedSnapshot.bind(machine);
  const { storedAs } = (machine.root.meta ?? {}) as MachineMeta;
  return Object.assign(machine, {
    getPersistedSnapshot(snapshot: AnyMachineSnapshot, options?: unknown) {
      const stored = persisted(snapshot, options) as unknown as MachineSnapshotData;
      return options === WHOLE
        ? stored
        : { ...stored, context: { ...stored.context, ...storedAs } };
    },
    transition(snapshot: AnyMachineSnapshot, event: Told, scope: AnyActorScope) {
      // With XState's pure functions there is no running actor: their caller answers for the event.
      const isRunning = scope.self.getSnapshot() === snapshot;
      if (isRunning && isForged(snapshot, event)) return snapshot;
      return transition(snapshot, ofRequest(snapshot, event), scope);
    },
    provide: (implementations: object) => guarded(provide(implementations)),
  });
}

/**
 * XState's `setup`, as far as the machines here need it: XState's own brings every action creator into
 * each app, 0.8 kB after gzip.
 */
export const setup = (({ actors = {}, actions = {}, guards = {} }) => ({
  createStateConfig: (config: object) => config,
  createMachine: (config: object) =>
    guarded(createMachine(config as never, { actors, actions, guards } as never)),
})) as typeof xstateSetup;
