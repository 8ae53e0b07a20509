import { expect, it } from 'vitest';
import { entitlement, type Life } from './entitlement.js';
import { expectAGoodChart } from './good.js';

it.each<Life>([
  { of: 'signing in', screen: 'primary' },
  { of: 'signing in', screen: 'primary', partner: 'Apple' },
  { of: 'signing in', screen: 'secondary', choice: 'elsewhere' },
  { of: 'requests' },
])('a viewer can go on from wherever they stand: %j', (life) => {
  const states = expectAGoodChart(entitlement(life));
  expect(states).toBeGreaterThan(100);
});
