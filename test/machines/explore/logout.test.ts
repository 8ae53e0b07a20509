import { expect, it } from 'vitest';
import { expectAGoodChart } from './good.js';
import { logout } from './logout.js';

it('a logout can be finished or left from wherever it stands', () => {
  const states = expectAGoodChart(logout);
  expect(states).toBeGreaterThan(20);
});
