import { expect, it, vi } from 'vitest';
import { createCensus } from '../../src/service/census.js';
import { simulateTime } from '../support/world.js';

simulateTime();

/** A host of many flows, every fourth of which waits. */
function hostOf(flows: number) {
  let viewed = 0;
  let listed = 0;
  const all = Array.from({ length: flows }, (_, index) => ({
    key: String(index),
    machine: index % 10 === 0 ? 'logout' : 'authentication',
    seq: 1,
    isDone: index < 100,
  }));
  return {
    viewed: () => viewed,
    listed: () => listed,
    list: async () => {
      listed += 1;
      return all;
    },
    view: async (key: string) => {
      viewed += 1;
      const phase = Number(key) % 4 === 0 ? 'waiting' : 'running';
      return { seq: 1, view: { phase }, isDone: false };
    },
  };
}

const sum = (counted: ReadonlyMap<string, number>) =>
  [...counted.values()].reduce((one, other) => one + other, 0);

it('counts few flows as they are', async () => {
  const census = createCensus(hostOf(180));
  expect(census().size).toBe(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(Object.fromEntries(census())).toEqual({
    'logout ended': 10,
    'authentication ended': 90,
    'logout waiting': 4,
    'logout running': 4,
    'authentication waiting': 16,
    'authentication running': 56,
  });
});

it('estimates the phases of many from some, and never counts more than once a minute', async () => {
  const host = hostOf(100_000);
  const census = createCensus(host);
  census();
  await vi.advanceTimersByTimeAsync(0);
  for (let count = 0; count < 10; count += 1) census();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(host.listed()).toBe(1);
  expect(host.viewed()).toBeLessThanOrEqual(210);
  const counted = census();
  expect(sum(counted)).toBeCloseTo(100_000);
  expect(counted.get('authentication ended')).toBe(90);
  const waiting =
    (counted.get('authentication waiting') ?? 0) + (counted.get('logout waiting') ?? 0);
  expect(waiting).toBeGreaterThan(5_000);
  expect(waiting).toBeLessThan(60_000);
  await vi.advanceTimersByTimeAsync(2_000);
  census();
  expect(host.listed()).toBe(2);
});
