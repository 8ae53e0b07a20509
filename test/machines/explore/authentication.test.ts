import { expect, it } from 'vitest';
import { authentication } from './authentication.js';
import { expectAGoodChart } from './good.js';

it.each(['primary', 'secondary'] as const)(
  'a login on a %s screen can be finished or left from wherever it stands',
  (screen) => {
    const states = expectAGoodChart(authentication(screen));
    expect(states).toBeGreaterThan(50);
  },
);
