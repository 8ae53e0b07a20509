import type { ConformanceClock } from './clock/clock.js';
import { pause } from './clock/turn.js';
import { ConformanceFailure } from './failure.js';

/** Milliseconds of the clock that anything may take which the app is asked for. */
const LIMIT = 60_000;

/** Milliseconds of the clock after which it may be real time that is lacking. */
export const SOON = 10_000;

/** Milliseconds between two looks. */
const STEP = 100;

/**
 * What an act of the app comes to; time goes by while it waits.
 *
 * @throws ConformanceFailure where it comes to nothing
 */
export async function ended<T>(
  clock: ConformanceClock,
  name: string,
  act: () => T | Promise<T>,
): Promise<T> {
  let isOver = false;
  const result = (async () => act())();
  const over = () => {
    isOver = true;
  };
  result.then(over, over);
  for (let looks = 0; looks < 5 && !isOver; looks++) await clock.pass(0);
  for (let waited = 0; !isOver; waited += STEP) {
    if (waited >= LIMIT)
      throw new ConformanceFailure(`${name} has not ended after ${LIMIT / 1000} seconds.`);
    await clock.pass(STEP);
    if (waited >= SOON) await pause(2);
  }
  const value = await result;
  // What it has set off may go on.
  await clock.pass(0);
  return value;
}
