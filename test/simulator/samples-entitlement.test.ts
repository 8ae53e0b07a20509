import { describe, expect, test } from 'vitest';
import { expectShape, replay, sample } from './replay.js';
import { harness, type Harness, type Json } from './support.js';

const mvpd = '${degradedMvpd}';
const minute = 60_000;

test('configuration, with the slash at the end of its path', async () => {
  const published = sample('retrieve-configuration-for-specific-service-provider/1');
  const body: Json = published.response?.body;
  const { requestor } = body;
  const to = harness({
    domains: requestor.domains.map(({ name }: Json) => name),
    mvpds: requestor.mvpds.map(({ isTempPass, ...entry }: Json) => ({
      ...entry,
      ...(isTempPass && { tempPass: 'basic' }),
    })),
  });
  const reply = await replay(to, published);
  expectShape(reply, published, published.id);
  expect(reply.json.requestor.mvpds).toEqual(requestor.mvpds);
  expect(reply.json.requestor.domains).toEqual(requestor.domains);
});

describe('all profiles', () => {
  const userID = { userID: 'someone' };

  test.each([
    [1, (to: Harness) => to.simulator.profiles.add({ mvpd: 'Cablevision' }), 'Spectrum'],
    [2, sso('AdobeShibboleth', 'serviceTokenSSO'), 'Spectrum'],
    [3, sso('AdobePass_SMI', 'platformSSO'), 'Cablevision'],
  ] as const)('sample %i', async (number, add, regular) => {
    const to = harness();
    const published = sample(`retrieve-profiles/${number}`);
    add(to);
    // The third sample names another issuer than the MVPD (D20).
    const issuer = published.response?.body.profiles[regular].issuer;
    to.simulator.profiles.add({ mvpd: regular, attributes: userID, issuer });
    expectShape(await replay(to, published), published, published.id);
  });
});

function sso(id: string, type: 'platformSSO' | 'serviceTokenSSO') {
  return (to: Harness) => {
    to.simulator.mvpd({ id });
    to.simulator.profiles.add({ mvpd: id, type });
  };
}

describe('profile by MVPD', () => {
  test.each([
    [1, (to: Harness) => to.simulator.profiles.add({ mvpd: 'Spectrum' })],
    [2, sso('AdobeShibboleth', 'serviceTokenSSO')],
    [3, sso('AdobePass_SMI', 'platformSSO')],
    ['4a', () => undefined],
    ['4c', (to: Harness) => broken(to, 'TempPass_TEST40', 'basic')],
    ['5d', (to: Harness) => broken(to, 'flexibleTempPass', 'promotional')],
    [6, (to: Harness) => to.simulator.mvpd({ id: mvpd, degraded: true })],
  ] as const)('sample %s', async (number, prepare) => {
    const to = harness({ promotionalErrorAction: 'none' });
    const published = sample(`profile-for-specific-mvpd/${number}`);
    prepare(to);
    expectShape(await replay(to, published), published, published.id);
  });

  test.each(['4b', '5a', '5b', '5c'])('sample %s', async (number) => {
    const to = harness({ promotionalErrorAction: 'none', tempPassLife: minute });
    const published = sample(`profile-for-specific-mvpd/${number}`);
    const id = number === '4b' ? 'TempPass_TEST40' : 'flexibleTempPass';
    to.simulator.mvpd({ id: 'flexibleTempPass', tempPass: 'promotional', tempPassResources: 5 });
    const used = { '5a': 4, '5b': 1, '5c': 5 }[number] ?? 1;
    const identity = { 'ap-temppass-identity': btoa('{"email":"foo@bar.com"}') };
    for (let count = 1; count <= used; count += 1) {
      await to.decide('authorize', id, [`res0${count}`], identity);
    }
    if (number.endsWith('b')) to.clock.now += minute;
    const reply = await replay(to, published);
    expectShape(reply, published, published.id);
    if (number === '5a') {
      const { remaining_resources: left, used_assets: assets } = reply.json.profiles[id].attributes;
      expect([left.value, assets.value.length]).toEqual([1, 4]);
    }
  });

  test('sample 5e', async () => {
    const published = sample('profile-for-specific-mvpd/5e');
    const headers = { 'AP-TempPass-Identity': 'not Base64' };
    expectShape(await replay(harness(), published, { headers }), published, published.id);
  });
});

function broken(to: Harness, id: string, tempPass: 'basic' | 'promotional'): void {
  to.simulator.mvpd({ id, tempPass, tempPassMisconfigured: true });
}

describe('preauthorize', () => {
  test('sample 1', async () => {
    const to = harness();
    to.simulator.mvpd({ id: 'Cablevision', permits: ['resource1', 'resource2'] });
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    const published = sample('preauthorization-decisions-using-specific-mvpd/1');
    expectShape(await replay(to, published), published, published.id);
  });

  test.each([
    ['2a', 'AuthNAll'],
    ['2b', 'AuthZAll'],
    ['2c', 'AuthZNone'],
  ] as const)('sample %s: %s', async (number, degraded) => {
    const to = harness();
    to.simulator.mvpd({ id: mvpd, degraded });
    const published = sample(`preauthorization-decisions-using-specific-mvpd/${number}`);
    expectShape(await replay(to, published), published, published.id);
  });
});

describe('authorize', () => {
  const authorize = (number: string) =>
    sample(`retrieve-authorization-decisions-using-specific-mvpd/${number}`);

  test.each([
    ['1', undefined],
    ['2', []],
  ])('sample %s', async (number, permits) => {
    const to = harness();
    to.simulator.mvpd({ id: 'Cablevision', permits });
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    const published = authorize(number);
    expectShape(await replay(to, published), published, published.id);
  });

  test.each([
    ['3a', 'AuthNAll'],
    ['3b', 'AuthZAll'],
    ['3c', 'AuthZNone'],
  ] as const)('sample %s: %s', async (number, degraded) => {
    // These name two resources at once.
    const to = harness({ authorizeLimit: 2 });
    to.simulator.mvpd({ id: mvpd, degraded });
    const published = authorize(number);
    expectShape(await replay(to, published), published, published.id);
  });

  test.each(['4a', '4b', '4c', '5a', '5b', '5c', '5d', '5e'])('sample %s', async (number) => {
    const published = authorize(number);
    const id = number.startsWith('4') ? 'TempPass_TEST40' : 'flexibleTempPass';
    const to = harness({ serviceProviders: ['apasstest1'], tempPassLife: minute });
    const path = `/api/v2/apasstest1/decisions/authorize/${id}`;
    if (number.endsWith('b')) {
      await replay(to, published, { path });
      to.clock.now += minute;
    } else if (number === '5c') {
      to.simulator.mvpd({ id, tempPassResources: 1 });
      await replay(to, published, { path, body: '{"resources":["another"]}' });
    } else if (number === '4c' || number === '5d') {
      to.simulator.mvpd({ id, tempPassMisconfigured: true });
    }
    const headers = number === '5e' ? { 'AP-TempPass-Identity': 'not Base64' } : {};
    expectShape(await replay(to, published, { headers }), published, published.id);
  });

  test('the decisions of the error page: one permit, one deny, and issuedAt (D27)', async () => {
    const to = harness({ mediaTokenIssuedAt: true, authorizeLimit: 2 });
    to.simulator.mvpd({ id: 'Cablevision', permits: ['REF30'] });
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    const body: Json = sample('enhanced-error-codes/1a').response?.body;
    const { decisions: expected } = body;
    const { json } = await to.decide('authorize', 'Cablevision', ['REF30', 'REF40']);
    const [permit, deny]: Json[] = json.decisions;
    expect(Object.keys(permit.token)).toEqual(Object.keys(expected[0].token));
    expect(new Set(Object.keys(deny.error))).toEqual(new Set(Object.keys(expected[1].error)));
  });
});

describe('SSO service', () => {
  /** The samples have placeholders where something real has to be. */
  async function serviceToken(to: Harness, device: string): Promise<string> {
    const headers = { ...to.client(device), 'x-sso-id': 'me' };
    const { json } = await to.call('POST', '/api/REF30/serviceToken', { headers });
    return String(json.serviceToken);
  }

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('sample %i', async (number) => {
    const to = harness();
    const published = sample(`sso-service/${number}`);
    const token = await serviceToken(to, 'first');
    if (number > 4 && number < 8) await serviceToken(to, 'deviceid1');
    if (number === 5 || number === 7) await serviceToken(to, 'deviceid2');
    if (number > 4 && number < 8) await serviceToken(to, 'deviceid3');
    const link = { ...to.client('first'), 'ad-service-token': token };
    const { json } = await to.call('POST', '/api/REF30/link', { headers: link });
    const real: Record<string, string> = {
      'X-SSO-ID': 'me',
      'X-SSO-LINK': json.code,
      'AP-Device-Identifier': to.client('first')['ap-device-identifier'] ?? '',
      'X-Device-Info': to.headers['x-device-info'] ?? '',
      'AD-Service-Token': token,
      'User-Agent': 'App/1.0',
    };
    const sent = Object.keys(published.request?.headers ?? {});
    const headers = Object.fromEntries(
      Object.entries(real).filter(([name]) => sent.includes(name)),
    );
    const path = published.request?.path.replace('{serviceProvider}', 'REF30') ?? '';
    const reply = await replay(to, published, { path, headers });
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(reply.status).toBe(published.response?.status);
    const names = (body: Json) => Object.keys(body);
    expect(new Set(names(reply.json))).toEqual(new Set(names(published.response?.body)));
    expect(reply.json.status).toEqual(published.response?.body.status);
    if (number === 7) {
      const body: Json = published.response?.body;
      const { devices } = body;
      const mine: Record<string, Json> = reply.json.devices;
      // The first device asks, and sees the others.
      expect(Object.keys(mine)).toEqual(Object.keys(devices));
      for (const device of Object.values(mine)) {
        expect(Object.keys(device)).toEqual(Object.keys(devices.deviceid1));
      }
    } else if (number === 5 || number === 6 || number === 8) {
      expect(reply.json).toEqual(published.response?.body);
    }
  });
});
