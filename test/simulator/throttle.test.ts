import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../src/simulator/index.js';
import { harness, type Harness } from './support.js';

const throttle = { rate: 1, burst: 10 };
const get = async (to: Harness, address?: string) => {
  const headers = { ...to.headers, ...(address !== undefined && { 'x-forwarded-for': address }) };
  return (await to.call('GET', '/api/v2/REF30/sessions/ABCDEFG', { headers })).status;
};

test('the worked example: 13 calls in 2.2 s pass, three more do not, and one at 3.1 s does', async () => {
  const to = harness({ throttle });
  const start = to.clock.now;
  const statusAt = async (milliseconds: number) => {
    to.clock.now = start + milliseconds;
    return get(to);
  };
  for (let call = 0; call < 13; call += 1) {
    expect(await statusAt(Math.round((call * 2200) / 12))).toBe(400);
  }
  for (const late of [2400, 2600, 2800]) expect(await statusAt(late)).toBe(429);
  expect(await statusAt(3100)).toBe(400);
});

test('it is on unless it is switched off, and each request of the rate is allowed', async () => {
  const clock = { now: 0 };
  const { fetch, requests } = createSimulator({ now: () => clock.now });
  const ask = async () => (await fetch('/api/v2/REF30/sessions/ABCDEFG')).status;
  for (let call = 0; call < 11; call += 1) expect(await ask()).toBe(401);
  expect(await ask()).toBe(429);
  for (let second = 0; second < 20; second += 1) {
    clock.now += 1000;
    expect(await ask()).toBe(401);
  }
  expect(await ask()).toBe(429);
  expect(requests.at(-1)).toMatchObject({ endpoint: 'E6', status: 429, throttled: true });
});

test('each device has its own', async () => {
  const to = harness({ throttle: { rate: 1, burst: 0 } });
  expect(await get(to, '203.45.101.20')).toBe(400);
  expect(await get(to, '203.45.101.20')).toBe(429);
  expect(await get(to, '203.45.101.21')).toBe(400);
  expect(await get(to)).toBe(400);
  expect(await get(to)).toBe(429);
});

describe('the paths', () => {
  const passes = async (method: string, path: string) => {
    const to = harness({ throttle: { rate: 1, burst: 0 } });
    await get(to);
    return (await to.call(method, path)).status !== 429;
  };

  test.each([
    ['POST', '/o/client/register'],
    ['POST', '/o/client/token'],
    ['GET', '/o/client/scopes'],
    ['GET', '/o/client/validate'],
    ['GET', '/api/v2/REF30/configuration'],
    ['GET', '/api/v2/authenticate/REF30/ABCDEFG'],
    ['GET', '/api/v2/REF30/profiles/Dish'],
    ['POST', '/api/v2/REF30/decisions/authorize/Dish'],
    ['GET', '/api/v2/nowhere'],
    ['DELETE', '/api/v1/logout'],
    ['GET', '/api/v1/tokens/authn'],
    ['GET', '/api/v1/config/REF30'],
    ['GET', '/api/v1/authenticate/freepreview'],
    ['POST', '/api/v1/REF30/profile-requests/Apple'],
    ['GET', '/adobe-services/config/REF30'],
    ['POST', '/reggie/v1/REF30/regcode'],
  ])('that the page lists are throttled: %s %s', async (method, path) => {
    expect(await passes(method, path)).toBe(false);
  });

  test.each([
    ['DELETE', '/reset-tempass/v3/reset'],
    ['DELETE', '/reset-tempass/v3/reset/generic'],
    ['POST', '/api/REF30/serviceToken'],
    ['GET', '/api/REF30/list'],
    ['GET', '/api/v1/nowhere'],
    ['GET', '/adobe-services/logout'],
    ['GET', '/done'],
  ])('that it does not list are not: %s %s', async (method, path) => {
    expect(await passes(method, path)).toBe(true);
  });
});

test('the viewer does not use up what the device may do', async () => {
  const to = harness({ throttle: { rate: 1, burst: 1 } });
  const { code } = await to.create();
  await to.simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
  expect((await to.poll(code)).status).toBe(200);
  expect((await to.poll(code)).status).toBe(429);
});

test.each([
  { rate: 0, burst: 1 },
  { rate: 1, burst: -1 },
  { rate: Number.NaN, burst: 1 },
])('%o is no throttle', (wrong) => {
  expect(() => createSimulator({ throttle: wrong })).toThrow(RangeError);
});
