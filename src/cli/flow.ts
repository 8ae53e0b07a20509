// oxlint-disable typescript/no-unsafe-type-assertion -- A view is told from its phase, which the type of a generic one cannot say.
import type {
  Actor,
  AnyMachineSnapshot,
  AnyStateMachine,
  EventFromLogic,
  SnapshotFrom,
} from 'xstate';
import { FlowEnded } from './flow-ended.js';
import type { Entry, Screen } from './screen/index.js';
import { stateOf } from './state-name.js';

interface View {
  readonly phase: string;
}

/** What is said when a flow comes to a phase. */
export type Told = Pick<Entry, 'text' | 'next'> & { readonly kind?: Entry['kind'] };
/** What is said of each phase of a view. */
export type Narration<V extends View> = {
  readonly [P in V['phase']]?: (view: Extract<V, { phase: P }>) => Told;
};

/** Where a flow is shown, and what ends it. */
export interface Surroundings {
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/** A flow that runs, and is shown as it goes. */
export interface Flow<V extends View, TEvent> {
  readonly send: (event: TEvent) => void;
  /**
   * Ends with the first view of these phases, now or later.
   *
   * @param within Milliseconds.
   * @throws FlowEnded where the flow ends in another phase, fails, or takes too long
   */
  readonly until: <P extends V['phase']>(
    phases: readonly P[],
    within?: number,
  ) => Promise<Extract<V, { phase: P }>>;
  /** Cancels it, where it has not ended. */
  readonly stop: () => void;
}

/** What is shown of a flow. */
export interface FlowStory<V extends View> {
  readonly step: string;
  readonly machine: string;
  readonly narration: Narration<V>;
  /** Called for every transition. */
  readonly onView?: (view: V) => void;
}

/** Starts a flow and shows it: each transition to programs, each phase with its narration to people. */
export function startFlow<T extends AnyStateMachine, V extends View>(
  actor: Actor<T>,
  viewOf: (snapshot: SnapshotFrom<T>) => V,
  { step, machine, narration, onView }: FlowStory<V>,
  { screen, signal }: Surroundings,
): Flow<V, EventFromLogic<T>> {
  const view = () => viewOf(actor.getSnapshot());
  const isActive = () => (actor.getSnapshot() as AnyMachineSnapshot).status === 'active';
  let phase: string | undefined;
  let reported: string | undefined;
  /** Whoever waits for a phase. */
  const waiting = new Set<() => void>();
  const changed = () => waiting.forEach((look) => look());

  function report(now: V, state: string): void {
    // An invoked machine is heard of twice: when it starts, and when it says so.
    const line = JSON.stringify([state, now]);
    if (line === reported) return;
    reported = line;
    screen.transition({ at: Date.now(), step, machine, phase: now.phase, state, view: now });
  }

  function show(snapshot: SnapshotFrom<T>): void {
    const now = viewOf(snapshot);
    const state = stateOf(snapshot);
    report(now, state);
    if (now.phase !== phase) {
      phase = now.phase;
      const told = narration[phase as V['phase']]?.(now as Extract<V, { phase: V['phase'] }>);
      if (told) screen.entry({ kind: 'phase', label: phase, ...told });
    }
    onView?.(now);
    changed();
  }

  function stop(): void {
    signal.removeEventListener('abort', stop);
    // Every machine has this event.
    if (isActive()) actor.send({ type: 'cancel' } as EventFromLogic<T>);
    actor.stop();
    changed();
  }

  function until<P extends V['phase']>(phases: readonly P[], within?: number) {
    return new Promise<Extract<V, { phase: P }>>((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = (finish: () => void) => {
        clearTimeout(timer);
        waiting.delete(look);
        finish();
      };
      const look = () => {
        const now = view();
        if (phases.includes(now.phase as P)) end(() => resolve(now as Extract<V, { phase: P }>));
        else if (!isActive() || isStuck(now)) end(() => reject(new FlowEnded(now)));
      };
      waiting.add(look);
      if (within !== undefined) {
        const late = () => new FlowEnded(view(), `was still there after ${within / 1000} s`);
        timer = setTimeout(() => end(() => reject(late())), within);
      }
      look();
    });
  }

  signal.addEventListener('abort', stop, { once: true });
  actor.subscribe({ next: show, error: changed });
  actor.start();
  if (signal.aborted) stop();
  return { send: (event) => actor.send(event), until, stop };
}

const isStuck = ({ phase }: View) => phase === 'failed' || phase === 'expired';
