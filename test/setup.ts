import { afterAll, vi } from 'vitest';

const timers = ['setTimeout', 'setInterval', 'setImmediate', 'Date'] as const;
const REAL = Symbol.for('the timers of the worker');
const kept = globalThis as { [REAL]?: readonly unknown[] };
const now = () => timers.map((name) => globalThis[name]);
kept[REAL] ??= now();

// The files of a worker share their globals: none gets the clock or the platform of the one before.
afterAll(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  const left = timers.filter((_, index) => now()[index] !== kept[REAL]?.[index]);
  if (left.length > 0) throw new Error(`This file leaves a replaced ${left.join(', ')} behind`);
});
