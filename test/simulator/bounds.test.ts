import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../src/simulator/index.js';
import { BoundedMap } from '../../src/simulator/state/bounded-map.js';
import { allParameters, harness } from './support.js';

describe('the oldest go', () => {
  test('sessions and journal', async () => {
    const to = harness({ maxEntries: 5 });
    const { authorization = '' } = to.headers;
    const codes: string[] = [];
    for (let device = 0; device < 8; device += 1) {
      const identifier = { 'ap-device-identifier': `fingerprint ${btoa(`device ${device}`)}` };
      const headers = { ...to.headers, ...identifier, authorization };
      const { json } = await to.call('POST', '/api/v2/REF30/sessions', { headers, form: {} });
      codes.push(String(json['code']));
    }
    expect(codes.map((code) => to.simulator.session(code) !== undefined)).toEqual([
      ...Array.from({ length: 3 }, () => false),
      ...Array.from({ length: 5 }, () => true),
    ]);
    expect(to.simulator.requests).toHaveLength(5);
  });

  test('clients and their tokens', async () => {
    const to = harness({ maxEntries: 2 });
    const second = to.client();
    expect((await to.create())['actionName']).toBe('resume');
    to.client();
    const old = await to.call('POST', '/api/v2/REF30/sessions', { form: {} });
    expect(old.status).toBe(401);
    const kept = await to.call('POST', '/api/v2/REF30/sessions', { headers: second, form: {} });
    expect(kept.status).toBe(200);
  });

  test('profiles', () => {
    const { simulator } = harness({ maxEntries: 3 });
    for (let count = 0; count < 10; count += 1) simulator.profiles.add({ mvpd: 'Dish' });
    expect(simulator.profiles.size).toBe(3);
  });

  test('media tokens', async () => {
    const to = harness({ maxEntries: 2 });
    const tokens: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { json } = await to.decide('authorize', 'ATTOTT', ['one']);
      tokens.push(String(json['decisions'][0].token.serializedToken));
    }
    expect(tokens.map((token) => to.simulator.verifyMediaToken(token, 'one'))).toEqual([
      'INVALID_SIGNATURE',
      'VALID_TOKEN',
      'VALID_TOKEN',
    ]);
  });

  test('a thousand, unless told otherwise', async () => {
    const { fetch, requests } = createSimulator({ throttle: false });
    for (let count = 0; count < 1100; count += 1) await fetch('/done');
    expect(requests).toHaveLength(1000);
  });

  test('what is used again is young again', () => {
    const map = new BoundedMap<number>(2).set('a', 1).set('b', 2).set('a', 3).set('c', 4);
    expect([...map.keys()]).toEqual(['a', 'c']);
  });
});

describe('reset', () => {
  test('forgets everything', async () => {
    const to = harness({ throttle: { rate: 1, burst: 2 }, renewCodeOnResume: false });
    const { code } = await to.create(allParameters);
    await to.simulator.viewer.signIn({ code });
    to.simulator.faults.add({ status: 500, times: Infinity });
    to.simulator.mvpd({ id: 'Cablevision', degraded: true });
    to.simulator.partner({ fallback: 'pfs_fallback' });
    to.simulator.reset();
    expect(to.simulator.requests).toEqual([]);
    expect(to.simulator.session(code)).toBeUndefined();
    expect(to.simulator.profiles.size).toBe(0);
    const old = await to.call('POST', '/api/v2/REF30/sessions', { form: allParameters });
    expect(old.status).toBe(401);
    const headers = to.client();
    const form = allParameters;
    const fresh = await to.call('POST', '/api/v2/REF30/sessions', { headers, form });
    expect(fresh.json['actionName']).toBe('authenticate');
    expect(to.simulator.requests).toHaveLength(2);
  });
});

describe('options that make no sense', () => {
  test.each([
    { tokenLife: 0 },
    { codeLife: -1 },
    { profileLife: Number.NaN },
    { degradedLife: 0 },
    { tempPassLife: 0 },
    { maxEntries: 0 },
  ])('%o', (options) => {
    expect(() => createSimulator(options)).toThrow(RangeError);
  });

  test('an origin that is no URL', () => {
    expect(() => createSimulator({ origin: 'nowhere' })).toThrow(TypeError);
  });
});
