import { expect, it } from 'vitest';
import { expectAGoodChart } from './good.js';
import { secondScreen } from './second-screen.js';

it.each([{}, { code: 'ABCDEFG', mvpd: 'Cablevision' }])(
  'the page on a phone can be finished or left from wherever it stands: %j',
  (input) => {
    const states = expectAGoodChart(secondScreen(input));
    expect(states).toBeGreaterThan(50);
  },
);
