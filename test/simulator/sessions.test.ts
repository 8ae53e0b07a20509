import { describe, expect, test } from 'vitest';
import { allParameters, harness } from './support.js';

const minute = 60_000;

describe('E4', () => {
  test.each([
    [{}, ['mvpd', 'domain', 'redirectUrl']],
    [{ mvpd: 'Cablevision' }, ['domain', 'redirectUrl']],
    [{ domainName: 'adobe.com', redirectUrl: 'app://done' }, ['mvpd']],
  ])('says what is missing from %o', async (form, missing) => {
    const session = await harness().create(form);
    expect(session).toMatchObject({ actionName: 'resume', missingParameters: missing });
    expect(session['url']).toBe(`/api/v2/REF30/sessions/${session['code']}`);
  });

  test('gives a code that lives as long as it says, in strings', async () => {
    const to = harness({ codeLife: minute });
    const session = await to.create(allParameters);
    expect(session['notBefore']).toBe(String(to.clock.now));
    expect(session['notAfter']).toBe(String(to.clock.now + minute));
    to.clock.now += minute - 1;
    expect((await to.poll(session['code'])).status).toBe(200);
    to.clock.now += 1;
    expect((await to.poll(session['code'])).json['code']).toBe('invalid_authentication_session');
  });

  test("a new session ends the device's former code, and no other device's", async () => {
    const to = harness();
    const former = await to.create();
    const other = await to.call('POST', '/api/v2/REF30/sessions', {
      headers: to.client('another device'),
      form: {},
    });
    const session = await to.create();
    expect(session['code']).not.toBe(former['code']);
    expect((await to.poll(former['code'])).json['code']).toBe('invalid_authentication_session');
    expect((await to.poll(session['code'])).json).toEqual({ profiles: {} });
    expect((await to.poll(other.json['code'])).json).toEqual({ profiles: {} });
  });

  test('needs no login where there is a profile of this client on this device', async () => {
    const to = harness();
    const { code } = await to.create(allParameters);
    await to.simulator.viewer.signIn({ code });
    const granted = await to.create(allParameters);
    expect(granted).toMatchObject({ actionName: 'authorize', reasonType: 'authenticated' });
    expect(granted).not.toHaveProperty('code');
    const elsewhere = await to.call('POST', '/api/v2/REF30/sessions', {
      headers: to.client('another device'),
      form: allParameters,
    });
    expect(elsewhere.json['actionName']).toBe('authenticate');
    const otherClient = await to.call('POST', '/api/v2/REF30/sessions', {
      headers: to.client(),
      form: allParameters,
    });
    expect(otherClient.json['actionName']).toBe('authenticate');
  });

  test('needs a login again when the profile has run out', async () => {
    const to = harness({ profileLife: 2 * minute });
    const { code } = await to.create(allParameters);
    await to.simulator.viewer.signIn({ code });
    to.clock.now += 2 * minute;
    expect((await to.create(allParameters))['actionName']).toBe('authenticate');
  });

  test('knows a person by the identity token of another device', async () => {
    const to = harness();
    const payload = btoa(JSON.stringify({ sub: 'somebody' })).replaceAll('=', '');
    const identity = { 'ad-service-token': `e30.${payload}.first` };
    const create = (headers: Record<string, string>) =>
      to.call('POST', '/api/v2/REF30/sessions', { headers, form: allParameters });
    const first = await create({ ...to.client('one'), ...identity });
    await to.simulator.viewer.signIn({ code: first.json['code'] });
    const renewed = { 'ad-service-token': `e30.${payload}.second` };
    const second = await create({ ...to.client('two'), ...renewed });
    expect(second.json).toMatchObject({
      actionName: 'authorize',
      reasonType: 'authenticatedSSO',
    });
    const stranger = await create({ ...to.client('three'), 'ad-service-token': 'opaque' });
    expect(stranger.json['actionName']).toBe('authenticate');
    const platform = await create({
      ...to.client('four'),
      'adobe-subject-token': `e30.${payload}.x`,
    });
    expect(platform.json['actionName']).toBe('authenticate');
  });

  test.each([
    ['platformSSO', 'adobe-subject-token'],
    ['platformSSO', 'x-roku-reserved-roku-connect-token'],
    ['serviceTokenSSO', 'ad-service-token'],
  ] as const)('finds an added %s profile with %s', async (type, header) => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision', type });
    const create = (headers: Record<string, string>) =>
      to.call('POST', '/api/v2/REF30/sessions', { headers, form: allParameters });
    expect((await create(to.headers)).json['actionName']).toBe('authenticate');
    const found = await create({ ...to.headers, [header]: 'token' });
    expect(found.json['reasonType']).toBe('authenticatedSSO');
  });
});

describe('a profile', () => {
  test('of another client on the same device stays hidden, also from single sign-on', async () => {
    const to = harness();
    const { code } = await to.create(allParameters);
    await to.simulator.viewer.signIn({ code });
    const stranger = { ...to.client(), 'ad-service-token': 'somebody' };
    const create = { headers: stranger, form: allParameters };
    const { json } = await to.call('POST', '/api/v2/REF30/sessions', create);
    expect(json['actionName']).toBe('authenticate');
  });

  test('of one service provider is none of another', async () => {
    const to = harness({ serviceProviders: ['REF30', 'REF40'] });
    to.simulator.profiles.add({ mvpd: 'Cablevision', serviceProvider: 'REF40' });
    expect((await to.create(allParameters))['actionName']).toBe('authenticate');
    const other = await to.call('POST', '/api/v2/REF40/sessions', { form: allParameters });
    expect(other.json['actionName']).toBe('authorize');
  });
});

describe('E5', () => {
  test('keeps what it was given, and asks for the rest', async () => {
    const to = harness();
    const { code } = await to.create();
    const first = await to.resume(code, { mvpd: 'Cablevision' });
    expect(first.json).toMatchObject({
      actionName: 'retry',
      mvpd: 'Cablevision',
      missingParameters: ['domain', 'redirectUrl'],
    });
    const nothing = await to.resume(code);
    expect(nothing.json).toMatchObject({ actionName: 'retry', mvpd: 'Cablevision' });
    const rest = await to.resume(code, { domainName: 'adobe.com', redirectUrl: 'https://a.b' });
    expect(rest.json).toMatchObject({ actionName: 'authenticate', code, reasonType: 'none' });
  });

  test('answers with a new code where it is told to', async () => {
    const to = harness({ renewCodeOnResume: true });
    const { code } = await to.create();
    const { json } = await to.resume(code, allParameters);
    expect(json['code']).not.toBe(code);
    expect((await to.poll(code)).json['code']).toBe('invalid_authentication_session');
    await to.simulator.viewer.signIn({ code: json['code'] });
    expect(Object.keys((await to.poll(json['code'])).json['profiles'])).toEqual(['Cablevision']);
  });

  test('says that a login is not needed any more', async () => {
    const to = harness();
    const { code } = await to.create();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    const { json } = await to.resume(code, allParameters);
    expect(json).toMatchObject({ actionName: 'authorize', reasonType: 'authenticated' });
    expect(json).not.toHaveProperty('code');
    expect(Object.keys((await to.poll(code)).json['profiles'])).toEqual(['Cablevision']);
  });

  test.each([
    ['mvpd', 'Nobody', 'invalid_parameter_mvpd'],
    ['mvpd', '', 'invalid_parameter_mvpd'],
    ['mvpd', 'Suddenlink', 'invalid_integration'],
    ['redirectUrl', 'javascript:alert(1)', 'invalid_parameter_redirect_url'],
  ])('refuses %s=%s, and keeps the session', async (name, value, code) => {
    const to = harness();
    const session = await to.create();
    const reply = await to.resume(session['code'], { [name]: value });
    expect([reply.status, reply.json['code']]).toEqual([400, code]);
    expect((await to.resume(session['code'])).json['missingParameters']).toHaveLength(3);
  });
});

const paths = (code: string) => [
  ['POST', `/api/v2/REF30/sessions/${code}`],
  ['GET', `/api/v2/REF30/sessions/${code}`],
  ['GET', `/api/v2/REF30/profiles/code/${code}`],
];

describe('a code', () => {
  test.each([
    ['abcdefg', 'invalid_parameter_code'],
    ['ABC', 'invalid_parameter_code'],
    ['ABCDEFGH', 'invalid_parameter_code'],
    ['ABC%20EFG', 'invalid_parameter_code'],
    ['ABCDEFG', 'invalid_authentication_session'],
    ['ABCDEF', 'invalid_authentication_session'],
  ])('%s is answered with %s', async (code, error) => {
    const to = harness();
    for (const [method = '', path = ''] of paths(code)) {
      const reply = await to.call(method, path, {
        headers: { authorization: to.headers['authorization'] ?? '' },
        ...(method === 'POST' && { form: {} }),
      });
      expect([reply.status, reply.json['code']]).toEqual([400, error]);
    }
  });

  test('belongs to its service provider', async () => {
    const to = harness({ serviceProviders: ['REF30', 'REF40'] });
    const { code } = await to.create();
    const reply = await to.call('GET', `/api/v2/REF40/sessions/${code}`);
    expect(reply.json['code']).toBe('invalid_authentication_session');
  });

  test('can be ended by a tester', async () => {
    const to = harness();
    const { code } = await to.create();
    to.simulator.expireSession(code);
    expect(to.simulator.session(code)?.status).toBe('expired');
    expect((await to.poll(code)).json['code']).toBe('invalid_authentication_session');
    expect(() => to.simulator.expireSession('NOBODY7')).toThrow('NOBODY7');
  });
});

describe('E6', () => {
  test('tells what the device is, even from the broken payload of the published pages', async () => {
    const to = harness();
    const broken = btoa('{\n"model": "TV 5th Gen",\n"osName": "tvOS"\n"osVersion": "11.0"\n}');
    const created = await to.call('POST', '/api/v2/REF30/sessions', {
      headers: { ...to.headers, 'x-device-info': broken, 'x-forwarded-for': '203.45.101.20' },
      form: {},
    });
    const { json } = await to.call('GET', `/api/v2/REF30/sessions/${created.json['code']}`);
    expect(json['device']).toMatchObject({
      model: 'TV 5th Gen',
      operatingSystem: { name: 'tvOS', version: { major: 11, minor: 0 } },
      connection: { ipAddress: '203.45.101.20' },
    });
    expect(json['existingParameters']).toEqual({ serviceProvider: 'REF30' });
    expect(json['missingParameters']).toEqual(['mvpd', 'domain', 'redirectUrl']);
  });
});

describe('E10', () => {
  test('is empty until the login is done, and then has numbers for times', async () => {
    const to = harness();
    const { code } = await to.create(allParameters);
    expect((await to.poll(code)).json).toEqual({ profiles: {} });
    await to.simulator.viewer.signIn({ code });
    const { Cablevision: profile } = (await to.poll(code)).json['profiles'];
    expect(profile).toMatchObject({ type: 'regular', issuer: 'Cablevision' });
    expect(profile['notBefore']).toBe(to.clock.now);
    expect(profile['notAfter']).toBeGreaterThan(to.clock.now);
  });

  test('a degraded MVPD gives a short profile, for as long as the rule is on', async () => {
    const to = harness({ degradedLife: minute });
    const { code } = await to.create();
    await to.resume(code, { ...allParameters, mvpd: 'ATTOTT' });
    const { ATTOTT: profile } = (await to.poll(code)).json['profiles'];
    expect(profile['notAfter'] - profile['notBefore']).toBe(minute);
    to.simulator.mvpd({ id: 'ATTOTT', degraded: false });
    expect((await to.poll(code)).json).toEqual({ profiles: {} });
  });

  test('shows the profiles that a tester adds, expires and clears', async () => {
    const to = harness();
    const { code } = await to.create(allParameters);
    const found = async () => Object.keys((await to.poll(code)).json['profiles']);
    to.simulator.profiles.add({ mvpd: 'Cablevision', deviceId: 'another device' });
    expect(await found()).toEqual([]);
    to.simulator.profiles.add({ mvpd: 'Cablevision', attributes: { userID: 'me', isHoh: true } });
    const { Cablevision: profile } = (await to.poll(code)).json['profiles'];
    expect(profile['attributes']['isHoh']).toEqual({ value: true, state: 'plain' });
    to.simulator.profiles.expire({ mvpd: 'Dish' });
    expect(await found()).toEqual(['Cablevision']);
    to.simulator.profiles.expire({ mvpd: 'Cablevision' });
    expect(await found()).toEqual([]);
    expect(to.simulator.profiles.size).toBe(2);
    to.simulator.profiles.clear({ deviceId: 'another device' });
    expect(to.simulator.profiles.size).toBe(1);
    expect(() => to.simulator.profiles.add({ mvpd: 'Nobody' })).toThrow('Nobody');
  });
});
