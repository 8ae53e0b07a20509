import { expect, it } from 'vitest';
import { expectAGoodChart } from './good.js';
import { partnerAuthentication } from './partner-authentication.js';

it('a partner login can be finished or left from wherever it stands', () => {
  const states = expectAGoodChart(partnerAuthentication);
  expect(states).toBeGreaterThan(20);
});
