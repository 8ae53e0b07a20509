import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createMachine,
  type setup as xstateSetup,
} from 'xstate';

export interface Told {
  readonly type: string;
  readonly output?: unknown;
  readonly error?: unknown;
  readonly snapshot?: unknown;
}

/** XState's events in the name of an actor. */
export const OF_ACTOR = /^xstate\.(done|error|snapshot)(?:\.actor)?\.(.*)$/;

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
  return what === 'snapshot'
    ? snapshot !== event.snapshot
    : status !== what || output !== event.output || error !== event.error;
}

/** What a machine does in its own way: some of its methods. */
type Adapt = (machine: AnyStateMachine) => object;

/** The same machine, for which an event in the name of its actors counts only where it is one of theirs. */
function guarded<T extends AnyStateMachine>(machine: T, adapt: Adapt): T {
  Object.assign(machine, adapt(machine));
  const transition = machine.transition.bind(machine);
  const provide = machine.provide.bind(machine);
  return Object.assign(machine, {
    transition(snapshot: AnyMachineSnapshot, event: Told, scope: AnyActorScope) {
      // With XState's pure functions there is no running actor: their caller answers for the event.
      const isRunning = scope.self.getSnapshot() === snapshot;
      return isRunning && isForged(snapshot, event) ? snapshot : transition(snapshot, event, scope);
    },
    provide: (implementations: object) => guarded(provide(implementations), adapt),
  });
}

/** What `setup` takes, and a member that is ours. */
interface Own {
  readonly actors?: object;
  readonly actions?: object;
  readonly guards?: object;
  readonly adapt?: Adapt;
}

/**
 * XState's `setup`, as far as the machines here need it: XState's own brings every action creator into
 * each app, 0.8 kB after gzip.
 */
export const setup = (({ actors = {}, actions = {}, guards = {}, adapt = () => ({}) }: Own) => ({
  createStateConfig: (config: object) => config,
  createMachine: (config: object) =>
    guarded(createMachine(config as never, { actors, actions, guards }), adapt),
})) as unknown as typeof xstateSetup;
