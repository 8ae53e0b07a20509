import { expect, it } from 'vitest';
import { expectAGoodChart } from './good.js';
import { authorization, preauthorization, tempPassReset } from './requests.js';

it('a play request can be finished or left from wherever it stands', () => {
  const states = expectAGoodChart(authorization);
  expect(states).toBeGreaterThan(10);
});

it('a list can be marked or left from wherever it stands', () => {
  expectAGoodChart(preauthorization);
});

it.each([
  { mvpd: 'TempPass_TEST40', deviceId: 'all' },
  { mvpd: 'flexibleTempPass', key: 'all' },
])('a reset can be finished or left from wherever it stands: %j', (input) => {
  expectAGoodChart(tempPassReset(input));
});
