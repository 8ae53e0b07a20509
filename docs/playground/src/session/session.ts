import { entitlementView, secondScreenView } from '../../../../src/index.js';
import {
  createInspection,
  type FlightRecord,
  recorderSink,
} from '../../../../src/inspect/index.js';
import type { OpenLogin } from '../../../../src/simulator/index.js';
import {
  openStage,
  type PacedClock,
  type Scenario,
  scenarioClock,
  type Stage,
} from '../../../scenarios/index.js';
import { ticker } from '../time/real-time.js';
import { createHistory, type History, KEPT } from './history.js';
import type { OpenPage } from './pages.js';
import { page } from './state.js';
import { trafficOf } from './traffic.js';
import { watchActors } from './watch-actors.js';

/** The scenario that is on. */
export interface Session {
  readonly scenario: Scenario;
  readonly stage: Stage;
  readonly clock: PacedClock;
  readonly history: History;
  /** Shows the page of a provider, or takes it away. */
  readonly show: (opened: OpenPage | undefined, login?: OpenLogin) => void;
  /** The page that is shown. */
  readonly opened: () => OpenPage | undefined;
  /** The login page that is open. */
  readonly login: () => OpenLogin | undefined;
  /** What it has done so far. */
  readonly record: () => FlightRecord;
  readonly close: () => void;
}

let running: Session | undefined;
/** Lets go of what is shown in place of a scenario. */
let leave = () => {};

/** The scenario that is on, if one is. */
export const session = (): Session | undefined => running;

/** Sets a scenario up, in place of the former one. */
export function openSession(scenario: Scenario): Session {
  closeSession();
  const clock = scenarioClock({ ticker });
  // Whoever looks on does so before it is set up.
  const on: { stage?: Stage } = {};
  let opened: OpenPage | undefined;
  let login: OpenLogin | undefined;
  const history: History = createHistory(clock.now, () => {
    const phone = on.stage?.phone();
    return {
      television: on.stage && entitlementView(on.stage.tv.getSnapshot()),
      phone:
        phone && phone.getSnapshot().status !== 'stopped'
          ? secondScreenView(phone.getSnapshot())
          : undefined,
      page: opened,
      actors: actors.list(),
    };
  });
  const actors = watchActors(history);
  const recorder = recorderSink({ limit: KEPT, now: clock.now });
  const traffic = trafficOf(history);
  page.set({
    mode: 'scenario',
    scenario,
    telling: 'none',
    caption: '',
    rows: [],
    frames: [],
    past: null,
    now: clock.now(),
    next: Infinity,
    start: clock.now(),
    skipping: false,
    selected: undefined,
    follows: true,
    opened: undefined,
    faults: [],
  });
  const stage = openStage(scenario, {
    clock,
    inspect: createInspection({ sinks: [actors.sink, recorder], now: clock.now }),
    ...traffic,
    fetch: (fetch, from) => traffic.fetch(recorder.fetch(fetch), from),
    onSay(who, text) {
      const from = who === 'server' ? 'adobe' : who === 'time' ? 'viewer' : who;
      page.set({ caption: text });
      history.write({ kind: 'said', from, to: from, title: text, result: '', tone: 'plain' });
    },
  });
  on.stage = stage;
  running = {
    scenario,
    stage,
    clock,
    history,
    show(shown, to) {
      opened = shown;
      login = to;
      history.touch();
    },
    opened: () => opened,
    login: () => login,
    record: recorder.record,
    close() {
      history.close();
      clock.restore();
      stage.close();
    },
  };
  history.touch();
  return running;
}

function closeSession(): void {
  running?.close();
  running = undefined;
  const gone = leave;
  leave = () => {};
  gone();
}

/** Shows something else in place of a scenario. @param onLeave Called once, as soon as that gives way in turn */
export function placeInstead(onLeave: () => void): void {
  closeSession();
  leave = onLeave;
}
