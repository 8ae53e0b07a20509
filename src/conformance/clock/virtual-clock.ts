import type { ConformanceClock } from './clock.js';
import { Timers } from './timers.js';
import { settle } from './turn.js';

/** A clock that stands still between the times it is told to go on. */
export interface VirtualClock extends ConformanceClock {
  /** Epoch milliseconds of the next timer; `Infinity` where there is none. */
  readonly next: () => number;
  /** Gives back what the clock has taken the place of. */
  readonly restore: () => void;
}

/** A `Date` that goes by another clock. */
function dateOf(now: () => number, Real: DateConstructor): DateConstructor {
  return new Proxy(Real, {
    construct: (target, values: unknown[], made) =>
      Reflect.construct(target, values.length > 0 ? values : [now()], made) as object,
    apply: () => new Real(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
}

/**
 * A clock that goes by itself only as far as it is told: it takes the place of `setTimeout`,
 * `setInterval`, what clears them, and `Date`, until `restore`. Hours pass at once.
 *
 * What took a reference to those before keeps the real ones, as `node:timers` does.
 *
 * @param start epoch milliseconds; the real time where left out
 *
 * @example
 * ```ts
 * import { virtualClock } from 'tve-auth-flow/conformance';
 *
 * const clock = virtualClock();
 * let minutes = 0;
 * setInterval(() => (minutes += 1), 60_000);
 * await clock.pass(3_600_000);
 * clock.restore();
 * console.log(minutes); // → 60
 * ```
 */
export function virtualClock(start: number = Date.now()): VirtualClock {
  let time = start;
  const now = () => time;
  const timers = new Timers(now);
  const names = ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'] as const;
  const real = names.map((name) => [name, globalThis[name]] as const);
  const clear = (timer: unknown) => timers.clear(timer);
  Object.assign(globalThis, {
    setTimeout: (work: unknown, delay?: unknown, ...values: unknown[]) =>
      timers.set(work, delay, values, false),
    setInterval: (work: unknown, delay?: unknown, ...values: unknown[]) =>
      timers.set(work, delay, values, true),
    clearTimeout: clear,
    clearInterval: clear,
    Date: dateOf(now, Date),
  });
  return {
    now,
    next: () => timers.next(),
    async pass(milliseconds) {
      const end = time + milliseconds;
      await settle();
      while (timers.next() <= end) {
        time = Math.max(time, timers.next());
        timers.fire();
        await settle();
      }
      time = Math.max(time, end);
    },
    restore() {
      Object.assign(globalThis, Object.fromEntries(real));
    },
  };
}
