import { expect, it } from 'vitest';
import { expectAGoodChart } from './good.js';
import { partnerAuthentication } from './partner-authentication.js';

it.each(['here', 'handed over'] as const)(
  'a partner login whose basic flow is %s can be finished or left from wherever it stands',
  (basicFlow) => {
    const states = expectAGoodChart(partnerAuthentication(basicFlow));
    expect(states).toBeGreaterThan(20);
  },
);
