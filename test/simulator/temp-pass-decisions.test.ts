import { describe, expect, test } from 'vitest';
import { allParameters, harness, type Harness, type Json } from './support.js';

const minute = 60_000;
const basic = 'TempPass_TEST40';
const promotional = 'flexibleTempPass';
const as = (person: string) => ({ 'ap-temppass-identity': btoa(person) });
const authorize = async (
  to: Harness,
  mvpd: string,
  resource = 'one',
  headers: Record<string, string> = {},
): Promise<Json> => (await to.decide('authorize', mvpd, [resource], headers)).json.decisions[0];
const mark = async (to: Harness, mvpd: string, resources: readonly string[]) =>
  (await to.decide('preauthorize', mvpd, resources)).json.decisions.map(
    ({ authorized, error }: Json) => authorized || error.code,
  );
const over = {
  source: 'temppass',
  authorized: false,
  error: { code: 'temporary_access_duration_limit_exceeded', action: 'authentication' },
};

describe('the clock', () => {
  test('starts with the first authorization, not with a look at the profile', async () => {
    const to = harness({ tempPassLife: minute });
    const first = (await to.profile(basic)).json.profiles[basic];
    expect(first.notAfter).toBe(to.clock.now + minute);
    await to.decide('preauthorize', basic, ['one']);
    to.clock.now += 10 * minute;
    const { authorized, notAfter } = await authorize(to, basic);
    expect([authorized, notAfter]).toEqual([true, to.clock.now + minute]);
    to.clock.now += minute / 2;
    const { attributes } = (await to.profile(basic)).json.profiles[basic];
    expect(attributes.expiration_date.value).toBe(notAfter);
    expect(attributes).not.toHaveProperty('remaining_resources');
    expect((await authorize(to, basic, 'two')).notAfter).toBe(notAfter);
  });

  test('and starts again with it, where a profile by code has been fetched before', async () => {
    const to = harness({ tempPassLife: minute });
    const { code } = await to.create();
    await to.resume(code, { ...allParameters, mvpd: basic });
    await to.poll(code);
    to.clock.now += minute / 2;
    expect((await authorize(to, basic)).notAfter).toBe(to.clock.now + minute);
    expect((await to.poll(code)).json.profiles[basic].notAfter).toBe(to.clock.now + minute);
  });

  test('runs out for decisions inside a 200, and for E9 with a 403', async () => {
    const to = harness({ tempPassLife: minute });
    await authorize(to, basic);
    to.clock.now += minute;
    const reply = await to.decide('authorize', basic, ['one']);
    expect([reply.status, reply.json.decisions[0]]).toMatchObject([200, over]);
    expect(reply.json.decisions[0]).not.toHaveProperty('notAfter');
    expect(await mark(to, basic, ['one'])).toEqual([over.error.code]);
    const profile = await to.profile(basic);
    expect([profile.status, profile.json]).toMatchObject([403, over.error]);
    const another = to.client('another device');
    expect((await authorize(to, basic, 'one', another)).authorized).toBe(true);
  });

  test('is set back by a reset', async () => {
    const to = harness({ tempPassLife: minute });
    await authorize(to, basic);
    to.clock.now += minute;
    const { authorization = '' } = to.headers;
    const query = `requestor_id=REF30&mvpd_id=${basic}&device_id=all`;
    await to.call('DELETE', `/reset-tempass/v3/reset?${query}`, { headers: { authorization } });
    expect((await authorize(to, basic)).authorized).toBe(true);
  });
});

describe('a temporary access', () => {
  test('permits every resource, whatever an MVPD would', async () => {
    const to = harness();
    to.simulator.mvpd({ id: basic, permits: [] });
    expect(await mark(to, basic, ['one', 'two'])).toEqual([true, true]);
    expect(await authorize(to, basic)).toMatchObject({
      source: 'temppass',
      authorized: true,
      token: { serializedToken: expect.any(String) },
    });
  });

  test('is not begun by what a tester denies', async () => {
    const to = harness({ tempPassLife: minute });
    to.simulator.decisions.deny({ code: 'network_received_error', times: 1 });
    expect((await authorize(to, basic)).error.action).toBe('retry');
    to.clock.now += minute;
    expect((await authorize(to, basic)).authorized).toBe(true);
  });

  test.each([basic, promotional])('%s can be set up wrongly', async (mvpd) => {
    const to = harness();
    to.simulator.mvpd({ id: mvpd, tempPassMisconfigured: true });
    const error = {
      code: 'invalid_configuration_temporary_access',
      status: 500,
      action: 'configuration',
    };
    expect(await authorize(to, mvpd, 'one', as('me'))).toMatchObject({ error });
    const reply = await to.profile(mvpd, as('me'));
    expect([reply.status, reply.json]).toMatchObject([500, error]);
    to.simulator.mvpd({ id: mvpd, tempPassMisconfigured: false });
    expect((await authorize(to, mvpd, 'one', as('me'))).authorized).toBe(true);
  });

  test('is degraded, too, where a rule says so', async () => {
    const to = harness();
    to.simulator.mvpd({ id: basic, degraded: true });
    expect((await authorize(to, basic)).source).toBe('degradation');
    expect((await to.profile(basic)).json.profiles[basic].type).toBe('degraded');
  });
});

describe('a promotional access', () => {
  test('needs to know the person, except for a preauthorization (D15)', async () => {
    const to = harness();
    const error = {
      code: 'invalid_header_identity_for_temporary_access',
      status: 400,
      action: 'none',
    };
    for (const headers of [{}, { 'ap-temppass-identity': 'a b' }, as(' ')]) {
      expect(await authorize(to, promotional, 'one', headers)).toMatchObject({ error });
      const reply = await to.profile(promotional, headers);
      expect([reply.status, reply.json]).toMatchObject([400, error]);
    }
    expect(await mark(to, promotional, ['one'])).toEqual([true]);
    const bad = await to.decide('preauthorize', promotional, ['one'], as(' '));
    expect(bad.json.decisions[0].error.code).toBe(error.code);
  });

  test('permits a number of different resources', async () => {
    const to = harness();
    to.simulator.mvpd({ id: promotional, tempPass: 'promotional', tempPassResources: 2 });
    const left = async () => {
      const { json } = await to.profile(promotional, as('me'));
      const { remaining_resources: remaining, used_assets: used } =
        json.profiles[promotional].attributes;
      return [remaining.value, used.value];
    };
    expect(await left()).toEqual([2, []]);
    await authorize(to, promotional, 'one', as('me'));
    await authorize(to, promotional, 'one', as('me'));
    expect(await left()).toEqual([1, ['one']]);
    await authorize(to, promotional, 'two', as('me'));
    const error = {
      code: 'temporary_access_resources_limit_exceeded',
      status: 403,
      action: 'authentication',
    };
    expect(await authorize(to, promotional, 'three', as('me'))).toMatchObject({
      source: 'temppass',
      error,
    });
    // What it has permitted, it goes on permitting.
    expect((await authorize(to, promotional, 'two', as('me'))).authorized).toBe(true);
    expect(await mark(to, promotional, ['one', 'three'])).toEqual([true, error.code]);
    const reply = await to.profile(promotional, as('me'));
    expect([reply.status, reply.json]).toMatchObject([403, error]);
  });

  test('knows the person on another device, and the device under another name', async () => {
    const to = harness({ tempPassLife: minute });
    await authorize(to, promotional, 'one', as('me'));
    to.clock.now += minute;
    const another = to.client('another device');
    expect(await authorize(to, promotional, 'one', as('you'))).toMatchObject(over);
    const person = { ...another, ...as('me') };
    expect(await authorize(to, promotional, 'one', person)).toMatchObject(over);
    const both = { ...another, ...as('you') };
    expect((await authorize(to, promotional, 'one', both)).authorized).toBe(true);
  });

  test.each([
    ['documented', 'authentication', 'configuration'],
    ['none', 'none', 'none'],
  ] as const)('E9 can answer the action %s (D21)', async (switched, time, configuration) => {
    const to = harness({ promotionalErrorAction: switched, tempPassLife: minute });
    await authorize(to, promotional, 'one', as('me'));
    await authorize(to, basic);
    to.clock.now += minute;
    const action = async (mvpd: string) => (await to.profile(mvpd, as('me'))).json.action;
    expect(await action(promotional)).toBe(time);
    expect(await action(basic)).toBe('authentication');
    const { code } = await to.create();
    await to.resume(code, { ...allParameters, mvpd: promotional });
    expect((await to.poll(code, as('me'))).json.action).toBe('authentication');
    to.simulator.mvpd({ id: promotional, tempPassMisconfigured: true });
    expect(await action(promotional)).toBe(configuration);
  });
});
