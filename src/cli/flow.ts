// oxlint-disable typescript/no-unsafe-type-assertion -- A view is told from its phase, which the type of a generic one cannot say.
import type {
  Actor,
  AnyMachineSnapshot,
  AnyStateMachine,
  EventFromLogic,
  SnapshotFrom,
} from 'xstate';
import type { PassErrorData } from '../client/index.js';
import { FlowEnded } from './flow-ended.js';
import type { Entry, Screen } from './screen/index.js';
import { stateOf } from './state-name.js';

interface View {
  readonly phase: string;
  readonly error?: PassErrorData;
}

/** What is said when a flow comes to a phase. */
export type Told = Pick<Entry, 'text' | 'next' | 'rows'> & { readonly kind?: Entry['kind'] };
/** What is said of each phase of a view. */
export type Narration<V extends View> = {
  readonly [P in V['phase']]?: (view: Extract<V, { phase: P }>) => Told | undefined;
};

/** Something in a view that has a phase of its own, such as the view itself, or a play request in it. */
export interface Part extends Pick<Entry, 'label' | 'inner'> {
  readonly name: string;
  /** Nothing where it goes without saying. */
  readonly told?: Told | undefined;
}

/** Where a flow is shown, and what ends it. */
export interface Surroundings {
  readonly screen: Screen;
  readonly signal: AbortSignal;
  /** The clock that the transitions go by. @default Date.now */
  readonly now?: () => number;
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
  /** The same with whatever `find` finds in a view. */
  readonly when: <TFound>(
    find: (view: V) => TFound | undefined,
    within?: number,
  ) => Promise<TFound>;
  readonly view: () => V;
  /** Ends it, where it has not ended. */
  readonly stop: () => void;
}

/** What is shown of a flow. */
export interface FlowStory<V extends View> {
  readonly step: string;
  readonly machine: string;
  /** What it runs on, where there are several. */
  readonly device?: string;
  /** By phase, or for each part of a view that has one. */
  readonly narration: Narration<V> | ((view: V) => readonly Part[]);
  /** The view within a view that its flow waits for. @default the view itself */
  readonly innermost?: (view: V) => View;
  /** `false`: it is stopped as with its process, and not cancelled first. @default true */
  readonly cancels?: boolean;
  /** Called for every transition. */
  readonly onView?: (view: V) => void;
}

/** Starts a flow and shows it: each transition to programs, each phase with its narration to people. */
export function startFlow<T extends AnyStateMachine, V extends View>(
  actor: Actor<T>,
  viewOf: (snapshot: SnapshotFrom<T>) => V,
  story: FlowStory<V>,
  { screen, signal, now = Date.now }: Surroundings,
): Flow<V, EventFromLogic<T>> {
  const {
    machine,
    device,
    narration,
    cancels = true,
    innermost = (whole: V): View => whole,
    onView,
  } = story;
  const partsOf = typeof narration === 'function' ? narration : byPhase(narration);
  const view = () => viewOf(actor.getSnapshot());
  const isActive = () => (actor.getSnapshot() as AnyMachineSnapshot).status === 'active';
  /** What was shown of each part, by its name. */
  let shown: ReadonlyMap<string, string> = new Map();
  let reported: string | undefined;
  let isOver = false;
  /** Whoever waits for something. */
  const waiting = new Set<() => void>();
  const changed = () => waiting.forEach((look) => look());

  function report(current: V, state: string): void {
    // An invoked machine is heard of twice: when it starts, and when it says so.
    const line = JSON.stringify([state, current]);
    if (line === reported) return;
    reported = line;
    const { step } = story;
    const { phase } = current;
    screen.transition({ at: now(), step, machine, device, phase, state, view: current });
  }

  function tell(current: V): void {
    const parts = partsOf(current);
    const before = shown;
    shown = new Map(parts.map(({ name, label, inner = '' }) => [name, `${label} ${inner}`]));
    for (const { name, label, inner, told } of parts) {
      if (told && shown.get(name) !== before.get(name)) {
        screen.entry({ kind: 'phase', label, inner, ...told });
      }
    }
  }

  function show(snapshot: SnapshotFrom<T>): void {
    const current = viewOf(snapshot);
    report(current, stateOf(snapshot));
    if (!isOver) tell(current);
    onView?.(current);
    changed();
  }

  function stop(): void {
    isOver = true;
    signal.removeEventListener('abort', stop);
    // Every machine has this event.
    if (cancels && isActive()) actor.send({ type: 'cancel' } as EventFromLogic<T>);
    actor.stop();
    changed();
  }

  function when<TFound>(find: (view: V) => TFound | undefined, within?: number): Promise<TFound> {
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = (finish: () => void) => {
        clearTimeout(timer);
        waiting.delete(look);
        finish();
      };
      const look = () => {
        const found = find(view());
        const at = innermost(view());
        if (found !== undefined) end(() => resolve(found));
        else if (!isActive() || isStuck(at)) end(() => reject(new FlowEnded(at)));
      };
      waiting.add(look);
      if (within !== undefined) {
        const late = () =>
          new FlowEnded(innermost(view()), `was still there after ${within / 1000} s`);
        timer = setTimeout(() => end(() => reject(late())), within);
      }
      look();
    });
  }

  signal.addEventListener('abort', stop, { once: true });
  actor.subscribe({ next: show, error: changed });
  actor.start();
  if (signal.aborted) stop();
  return {
    send: (event) => actor.send(event),
    until: (phases, within) =>
      when((current) => {
        const isOne = (phases as readonly string[]).includes(current.phase);
        return isOne ? (current as Extract<V, { phase: (typeof phases)[number] }>) : undefined;
      }, within),
    when,
    view,
    stop,
  };
}

/** The whole view, for a machine that has phases alone. */
const byPhase =
  <V extends View>(narration: Narration<V>) =>
  (view: V): readonly Part[] => {
    const told = narration[view.phase as V['phase']]?.(view as Extract<V, { phase: V['phase'] }>);
    return [{ name: 'view', label: view.phase, told }];
  };

const isStuck = ({ phase }: View) => phase === 'failed' || phase === 'expired';
