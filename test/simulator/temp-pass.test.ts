import { describe, expect, test } from 'vitest';
import { allParameters, deviceId, deviceInfo, harness, type Harness } from './support.js';

const minute = 60_000;
const identity = (text: string) => ({ 'ap-temppass-identity': btoa(text) });

async function bind(to: Harness, mvpd: string, headers = to.headers): Promise<string> {
  const created = await to.call('POST', '/api/v2/REF30/sessions', { headers, form: {} });
  const { code } = created.json;
  await to.resume(code, { ...allParameters, mvpd });
  return String(code);
}

const reset = (to: Harness, query: string, generic = '') =>
  to.call('DELETE', `/reset-tempass/v3/reset${generic}?${query}`, {
    headers: { authorization: to.headers['authorization'] ?? '' },
  });

describe('a temporary access', () => {
  test('runs by the clock from its first use, over all sessions of the device', async () => {
    const to = harness({ tempPassLife: 5 * minute });
    const code = await bind(to, 'TempPass_TEST40');
    const { TempPass_TEST40: first } = (await to.poll(code)).json['profiles'];
    expect(first['attributes']['expiration_date'].value).toBe(to.clock.now + 5 * minute);
    to.clock.now += 4 * minute;
    const second = await bind(to, 'TempPass_TEST40');
    const again = (await to.poll(second)).json['profiles']['TempPass_TEST40'];
    expect(again['notAfter']).toBe(first['notAfter']);
    to.clock.now += minute;
    const over = await to.poll(second);
    expect([over.status, over.json]).toMatchObject([
      403,
      { code: 'temporary_access_duration_limit_exceeded', action: 'authentication' },
    ]);
  });

  test('of one service provider is none of another', async () => {
    const to = harness({ serviceProviders: ['REF30', 'REF40'] });
    await to.poll(await bind(to, 'TempPass_TEST40'));
    to.clock.now += 10 * minute;
    const { json } = await to.call('POST', '/api/v2/REF40/sessions', { form: {} });
    const session = `/api/v2/REF40/sessions/${json['code']}`;
    await to.call('POST', session, { form: { mvpd: 'TempPass_TEST40' } });
    const poll = await to.call('GET', `/api/v2/REF40/profiles/code/${json['code']}`);
    expect(poll.status).toBe(200);
  });

  test('a promotional one needs an identity, and knows person and device', async () => {
    const to = harness({ tempPassLife: minute });
    const code = await bind(to, 'flexibleTempPass');
    for (const bad of [{}, { 'ap-temppass-identity': '' }, { 'ap-temppass-identity': 'a b' }]) {
      const reply = await to.poll(code, bad);
      expect([reply.status, reply.json['code']]).toEqual([
        400,
        'invalid_header_identity_for_temporary_access',
      ]);
    }
    expect((await to.poll(code, identity('me'))).status).toBe(200);
    to.clock.now += minute;
    expect((await to.poll(code, identity('you'))).status).toBe(403);
    const other = await bind(to, 'flexibleTempPass', to.client('another device'));
    expect((await to.poll(other, identity('me'))).status).toBe(403);
    expect((await to.poll(other, identity('you'))).status).toBe(200);
  });
});

describe('a promotional access that somebody else has begun', () => {
  const play = (to: Harness, headers: Record<string, string>, person: string) =>
    to.decide('authorize', 'flexibleTempPass', ['one'], { ...headers, ...identity(person) });
  const verdict = async (to: Harness, headers: Record<string, string>, person: string) => {
    const [decision] = (await play(to, headers, person)).json['decisions'];
    return decision.authorized === true ? 'permitted' : decision.error.code;
  };
  const over = 'temporary_access_duration_limit_exceeded';

  test.each(['an authorization', 'a poll'])(
    'is that of a device which joins it by the same person with %s, for good',
    async (act) => {
      const to = harness({ tempPassLife: minute });
      const second = to.client('the second device');
      await play(to, to.headers, 'me');
      if (act === 'a poll') {
        await to.poll(await bind(to, 'flexibleTempPass', second), identity('me'));
      } else await play(to, second, 'me');
      to.clock.now += minute;
      expect(await verdict(to, second, 'another person')).toBe(over);
    },
  );

  test('is that of a person who joins it on the same device, for good', async () => {
    const to = harness({ tempPassLife: minute });
    await play(to, to.headers, 'me');
    await play(to, to.headers, 'you');
    to.clock.now += minute;
    expect(await verdict(to, to.client('the second device'), 'you')).toBe(over);
  });

  test('is not that of a device which was refused it', async () => {
    const to = harness({ tempPassLife: minute });
    const second = to.client('the second device');
    await play(to, to.headers, 'me');
    to.clock.now += minute;
    expect(await verdict(to, second, 'me')).toBe(over);
    expect(await verdict(to, second, 'another person')).toBe('permitted');
  });

  test('is given back to all of its devices by a reset of one', async () => {
    const to = harness({ tempPassLife: minute });
    const second = to.client('the second device');
    await play(to, to.headers, 'me');
    await play(to, second, 'me');
    to.clock.now += minute;
    const device = encodeURIComponent('the second device');
    await reset(to, `requestor_id=REF30&mvpd_id=flexibleTempPass&device_id=${device}`);
    expect(await verdict(to, to.headers, 'me')).toBe('permitted');
  });
});

const used = async (to: Harness) => {
  const codes = [
    await bind(to, 'TempPass_TEST40'),
    await bind(to, 'TempPass_TEST40', to.client('another device')),
  ] as const;
  for (const code of codes) await to.poll(code);
  to.clock.now += 10 * minute;
  return async () => Promise.all(codes.map(async (code) => (await to.poll(code)).status));
};

describe('E16', () => {
  test.each([
    [`device_id=${deviceId}`, [200, 403]],
    ['device_id=all', [200, 200]],
    ['', [200, 200]],
    ['device_id=nobody', [403, 403]],
  ])('with %j gives access again', async (device, after) => {
    const to = harness();
    const statuses = await used(to);
    expect(await statuses()).toEqual([403, 403]);
    const reply = await reset(to, `requestor_id=REF30&mvpd_id=TempPass_TEST40&${device}`);
    expect([reply.status, reply.text]).toEqual([204, '']);
    expect(await statuses()).toEqual(after);
  });

  test.each([
    ['mvpd_id=TempPass_TEST40&device_id=all'],
    ['requestor_id=REF30&device_id=all'],
    ['requestor_id=NOBODY&mvpd_id=TempPass_TEST40&device_id=all'],
    ['requestor_id=REF30&mvpd_id=Cablevision&device_id=all'],
    ['requestor_id=REF30&mvpd_id=TempPass_TEST40&device_id='],
    ['requestor_id=REF30&mvpd_id=TempPass_TEST40&key=all'],
  ])('refuses %s', async (query) => {
    const to = harness();
    const reply = await reset(to, query);
    expect([reply.status, reply.text]).toEqual([400, '']);
    expect(to.simulator.requests.at(-1)?.reason).toMatch(/\w/);
  });
});

describe('E17', () => {
  test.each([
    ['plain', 'f7ee5ec7', 'key=f7ee5ec7', 200],
    ['inside an object', '{"email":"f7ee5ec7"}', 'key=f7ee5ec7', 200],
    ['everybody', 'f7ee5ec7', 'key=all', 200],
    ['everybody, by leaving it out', 'f7ee5ec7', '', 200],
    ['somebody else', 'f7ee5ec7', 'key=other', 403],
  ])('resets by user key: %s', async (_name, person, key, after) => {
    const to = harness();
    const code = await bind(to, 'flexibleTempPass');
    await to.poll(code, identity(person));
    to.clock.now += 10 * minute;
    expect((await to.poll(code, identity(person))).status).toBe(403);
    const query = `requestor_id=REF30&mvpd_id=flexibleTempPass&${key}`;
    expect((await reset(to, query, '/generic')).status).toBe(204);
    expect((await to.poll(code, identity(person))).status).toBe(after);
  });

  test('refuses a TempPass that has no user keys', async () => {
    const query = 'requestor_id=REF30&mvpd_id=TempPass_TEST40&key=all';
    expect((await reset(harness(), query, '/generic')).status).toBe(400);
  });

  test('answers on any host', async () => {
    const to = harness();
    const url =
      'https://mgmt.auth-staging.adobe.com/reset-tempass/v3/reset/generic?requestor_id=REF30&mvpd_id=flexibleTempPass&key=all';
    const { authorization = '' } = to.headers;
    const response = await to.simulator.fetch(url, {
      method: 'DELETE',
      headers: { authorization },
    });
    expect(response.status).toBe(204);
    expect(to.simulator.requests.at(-1)?.origin).toBe('https://mgmt.auth-staging.adobe.com');
  });
});

const logout = (to: Harness, query: string, headers: Record<string, string> = {}) =>
  to.call('DELETE', `/api/v1/logout?${query}`, { headers });

describe('E18', () => {
  const info = { 'x-device-info': deviceInfo };

  test('ends the profiles of the device, and of no other', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Dish', deviceId });
    to.simulator.profiles.add({ mvpd: 'Dish', deviceId: 'another device' });
    const query = `requestor=REF30&deviceId=${deviceId}&deviceType=tv&appId=x`;
    const reply = await logout(to, query, info);
    expect([reply.status, reply.text]).toEqual([204, '']);
    expect(to.simulator.profiles.size).toBe(1);
  });

  test('takes the device information in the query, too', async () => {
    const query = `requestor=REF30&deviceId=x&device_info=${encodeURIComponent(deviceInfo)}`;
    expect((await logout(harness(), query)).status).toBe(204);
  });

  test.each([
    ['deviceId=x', info, 'invalid_requestor'],
    ['requestor=NOBODY&deviceId=x', info, 'invalid_requestor'],
    ['requestor=REF30', info, 'invalid_device_id'],
    ['requestor=REF30&deviceId=x', {}, 'invalid_device_info'],
    ['requestor=REF30&deviceId=x', { 'x-device-info': '{}' }, 'invalid_device_info'],
    ['requestor=REF30&deviceId=x&format=json', info, 'malformed_authz_request'],
  ])('refuses %s with %o', async (query, headers, code) => {
    const reply = await logout(harness(), query, headers);
    expect([reply.status, reply.json['code']]).toEqual([400, code]);
  });

  test('needs no token, but refuses a bad one', async () => {
    const headers = { ...info, authorization: 'Bearer nobody' };
    const reply = await logout(harness(), 'requestor=REF30&deviceId=x', headers);
    expect(reply.status).toBe(401);
  });
});
