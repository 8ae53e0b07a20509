import { expect, test } from 'vitest';
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

test('it is for the registration, V1, V2 and the SSO service, but not for the management host or for pages', async () => {
  const to = harness({ throttle: { rate: 1, burst: 0 } });
  const passes = async (method: string, path: string) => {
    to.simulator.reset();
    await get(to);
    return (await to.call(method, path)).status !== 429;
  };
  expect(await passes('POST', '/o/client/register')).toBe(false);
  expect(await passes('POST', '/o/client/token')).toBe(false);
  expect(await passes('DELETE', '/api/v1/logout')).toBe(false);
  expect(await passes('GET', '/api/v2/authenticate/REF30/ABCDEFG')).toBe(false);
  for (const name of ['configuration', 'profiles', 'profiles/Dish']) {
    expect(await passes('GET', `/api/v2/REF30/${name}`)).toBe(false);
  }
  for (const kind of ['preauthorize', 'authorize']) {
    expect(await passes('POST', `/api/v2/REF30/decisions/${kind}/Dish`)).toBe(false);
  }
  for (const name of ['serviceToken', 'link', 'unlink']) {
    expect(await passes('POST', `/api/REF30/${name}`)).toBe(false);
  }
  expect(await passes('GET', '/api/REF30/list')).toBe(false);
  expect(await passes('DELETE', '/reset-tempass/v3/reset')).toBe(true);
  expect(await passes('GET', '/done')).toBe(true);
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
