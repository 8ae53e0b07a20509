import { settle } from './turn.js';

/** What tells a conformance case the time, and lets it go by. */
export interface ConformanceClock {
  /** Epoch milliseconds, which the simulator goes by. */
  readonly now: () => number;
  /** Lets this many milliseconds go by, and what happens in them happen. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Called at the end of each case, also of one that fails. */
  readonly restore?: () => void;
}

/**
 * The clock on the wall, for an app in another process: cases about expiry then take as long as they
 * say.
 */
export function realClock(): ConformanceClock {
  const { setTimeout: later } = globalThis;
  return {
    now: () => Date.now(),
    pass: (milliseconds) => new Promise((resolve) => void later(resolve, milliseconds)),
  };
}

/** Milliseconds that go by at once. */
const STRIDE = 1000;

/** A clock of whatever make that waits for answers on its way. */
export const patient = (clock: ConformanceClock): ConformanceClock => ({
  now: () => clock.now(),
  async pass(milliseconds) {
    for (let left = milliseconds; ; left -= STRIDE) {
      await clock.pass(Math.min(left, STRIDE));
      await settle();
      if (left <= STRIDE) return;
    }
  },
});
