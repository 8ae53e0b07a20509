import type { Ticker } from '../../../scenarios/index.js';

// Taken before the clock of a scenario takes their place.
const { setTimeout: later, setInterval: every, clearInterval: stop } = globalThis;
const wallClock = Date.now;

/** Milliseconds between two ticks: twenty in a second. */
const TICK = 50;

/** Epoch milliseconds on the wall. */
export const wallTime = (): number => wallClock();

/** So many real milliseconds. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void later(resolve, milliseconds));

/** Drives a clock by the real time. */
export const ticker: Ticker = (tick) => {
  let last = performance.now();
  const timer = every(() => {
    const now = performance.now();
    tick(now - last);
    last = now;
  }, TICK);
  return () => stop(timer);
};
