import { settle } from '../../../../src/conformance/clock/turn.js';
import type { ScenarioClock, Stage } from '../../../scenarios/index.js';
import { applySpeed, hold, setBoost, wasStepped } from '../time/control.js';
import { pause } from '../time/real-time.js';
import type { Session } from './session.js';
import { page } from './state.js';

/** Real milliseconds between two acts, and that waiting takes at most. */
const PACE = 1000;
const LONGEST_WAIT = 2500;
const GLANCE = 50;

/** Somebody else goes on. */
class TakenOver extends Error {}

const isTold = (session: Session) =>
  page.get().telling === 'told' && page.get().scenario === session.scenario;

function check(session: Session): void {
  if (!isTold(session)) throw new TakenOver();
}

/** Gives the reader time. Stands still while the clock is stopped, until somebody steps on. */
async function breathe(session: Session): Promise<void> {
  hold(true);
  for (let left = PACE; left > 0 && isTold(session) && !wasStepped();) {
    await pause(GLANCE);
    const { speed, past } = page.get();
    if (past === null) left -= speed === 0 ? 0 : speed > 1 ? 4 * GLANCE : GLANCE;
  }
  hold(false);
}

/** The time of a story that is shown as it is told. */
const shownTime = (session: Session): ScenarioClock => ({
  now: () => session.clock.now(),
  async pass(milliseconds) {
    check(session);
    if (milliseconds === 0) {
      await breathe(session);
    } else {
      const { speed } = page.get();
      setBoost(milliseconds < 1000 ? 3 : Math.max(1, milliseconds / LONGEST_WAIT / (speed || 1)));
      await session.clock.onlooker.pass(milliseconds);
      setBoost(1);
    }
    await settle();
    check(session);
  },
});

/** The time of a story that is told at once, up to a time. */
const hurriedTime = (session: Session, end: number): ScenarioClock => ({
  now: () => session.clock.now(),
  async pass(milliseconds) {
    check(session);
    const left = end - session.clock.now();
    await session.clock.pass(Math.min(milliseconds, Math.max(left, 0)));
    if (milliseconds >= left && left !== Infinity) throw new TakenOver();
  },
});

/** The time of a story that is told at once, up to a row of the sequence: from timer to timer. */
const timeUpToRow = (session: Session, row: number): ScenarioClock => ({
  now: () => session.clock.now(),
  async pass(milliseconds) {
    const end = session.clock.now() + milliseconds;
    await session.clock.pass(0);
    for (;;) {
      check(session);
      if (session.history.count() >= row) throw new TakenOver();
      const { clock } = session;
      if (clock.now() >= end) return;
      await clock.pass(Math.max(Math.min(clock.next(), end) - clock.now(), 0));
    }
  },
});

/** The stage with another clock, whose pages are shown. */
function storyStage(session: Session, clock: ScenarioClock, isShown: boolean): Stage {
  const { stage } = session;
  const told: Partial<Stage> = {
    clock,
    async openLogin(url, on) {
      const login = await stage.openLogin(url, on);
      const { mvpd } = login;
      session.show({ on, mvpd, typed: false }, login);
      const act = async <T>(done: () => Promise<T>): Promise<T> => {
        session.show({ on, mvpd, typed: true }, login);
        if (isShown) await breathe(session);
        const ended = await done();
        session.show(undefined);
        return ended;
      };
      return {
        ...login,
        submit: (credentials) => act(() => login.submit(credentials)),
        cancel: () => act(() => login.cancel()),
      };
    },
  };
  return new Proxy(stage, {
    get: (target, name) =>
      name in told ? Reflect.get(told, name) : (Reflect.get(target, name) as unknown),
  });
}

async function tell(session: Session, clock: ScenarioClock, isShown: boolean): Promise<void> {
  page.set({ telling: 'told' });
  try {
    await session.scenario.tell(storyStage(session, clock, isShown));
    if (isTold(session)) page.set({ telling: 'over', caption: 'That was the story.' });
  } catch (error) {
    if (!isTold(session)) return;
    if (error instanceof TakenOver) page.set({ telling: 'taken' });
    else page.set({ telling: 'broken', caption: error instanceof Error ? error.message : '' });
  } finally {
    setBoost(1);
    applySpeed();
  }
}

/** Tells the story at a pace that can be followed. */
export const tellStory = (session: Session): Promise<void> =>
  tell(session, shownTime(session), true);

/** Tells the story at once, up to so many milliseconds after its start. */
export const tellUntil = (session: Session, milliseconds: number): Promise<void> =>
  tell(session, hurriedTime(session, session.clock.now() + milliseconds), false);

/** Tells the story at once, up to the moment at which the sequence had so many rows. */
export async function tellUpTo(session: Session, row: number): Promise<void> {
  await tell(session, timeUpToRow(session, row), false);
  // Several rows of one act come at once: the one that is wanted is a moment before its end.
  const moment = session.history.frameOf(row);
  if (session.history.count() > row && moment >= 0) session.history.lookAt(moment);
}

/** The story is not told any further: the viewer goes on by hand. */
export function takeOver(): void {
  if (page.get().telling === 'told') page.set({ telling: 'taken', caption: '' });
}
