import { virtualClock } from '../../src/conformance/clock/virtual-clock.js';
import { settle, turn } from '../../src/conformance/clock/turn.js';
import { START } from './devices.js';
import type { ScenarioClock } from './scenario.js';

/**
 * Calls back now and then, with the real milliseconds since the last time, until what it gives is
 * called. It must use timers that it had before the clock took their place.
 */
export type Ticker = (tick: (elapsed: number) => void) => () => void;

/** Milliseconds: a page that was asleep does not catch up. */
const LONGEST_TICK = 1000;

/** A clock that stands still, is stepped, or runs at a speed. */
export interface PacedClock extends Required<ScenarioClock> {
  /** Epoch milliseconds of the next timer; `Infinity` where there is none. */
  readonly next: () => number;
  /** Goes on to the next timer; stays where it is where there is none. */
  readonly step: () => Promise<void>;
  /** Milliseconds of this clock in a real one; 0 while it stands still. */
  readonly speed: () => number;
  /** Runs at a speed from now on; 0 lets it stand still. @throws RangeError without a ticker */
  readonly run: (speed: number) => void;
  /**
   * The same time for a story that is told while somebody else runs or steps this clock: its `pass`
   * waits until the time has gone by.
   */
  readonly onlooker: ScenarioClock;
  /** Stands still, and gives back the timers and the dates that the clock has taken the place of. */
  readonly restore: () => void;
}

/**
 * A clock for scenarios. It takes the place of the timers and of `Date`, until `restore`.
 *
 * @param start epoch milliseconds
 * @param ticker what drives it while it runs
 */
export function scenarioClock({
  start = START,
  ticker,
}: { readonly start?: number; readonly ticker?: Ticker } = {}): PacedClock {
  const virtual = virtualClock(start);
  const { now, next } = virtual;
  let speed = 0;
  let stopTicker: (() => void) | undefined;
  let owed = 0;
  let isCatchingUp = false;
  const held = new Set<() => boolean>();

  /** Lets answers that are on their way arrive, with what comes of them. */
  async function quiet(): Promise<void> {
    const isHeld = () => [...held].some((isBusy) => isBusy());
    while (isHeld()) {
      await turn();
      if (!isHeld()) await settle();
    }
  }

  async function go(milliseconds: number): Promise<void> {
    const end = now() + milliseconds;
    await settle();
    await quiet();
    while (next() <= end) {
      await virtual.pass(Math.max(next() - now(), 0));
      await quiet();
    }
    await virtual.pass(end - now());
  }

  // One after the other: two that go on at the same time would fire timers out of order.
  let last: Promise<void> = Promise.resolve();

  function pass(milliseconds: () => number): Promise<void> {
    const done = last.then(() => go(milliseconds()));
    last = done.catch(() => {});
    return done;
  }

  async function catchUp(elapsed: number): Promise<void> {
    owed += Math.min(elapsed, LONGEST_TICK) * speed;
    if (isCatchingUp) return;
    isCatchingUp = true;
    try {
      await pass(() => {
        const due = Math.trunc(owed);
        owed -= due;
        return due;
      });
    } finally {
      isCatchingUp = false;
    }
  }

  function run(wanted: number): void {
    if (wanted > 0 && !ticker) throw new RangeError('A clock that runs needs a ticker');
    stopTicker?.();
    speed = Math.max(wanted, 0);
    owed = 0;
    stopTicker = speed > 0 ? ticker?.((elapsed) => void catchUp(elapsed)) : undefined;
  }

  function holdWhile(isBusy: () => boolean): () => void {
    held.add(isBusy);
    return () => held.delete(isBusy);
  }

  return {
    now,
    next,
    holdWhile,
    pass: (milliseconds) => pass(() => milliseconds),
    step: () => pass(() => (next() === Infinity ? 0 : Math.max(next() - now(), 0))),
    speed: () => speed,
    run,
    onlooker: {
      now,
      holdWhile,
      async pass(milliseconds) {
        if (milliseconds > 0)
          await new Promise((resolve) => void setTimeout(resolve, milliseconds));
        await settle();
        await quiet();
      },
    },
    restore() {
      run(0);
      virtual.restore();
    },
  };
}
