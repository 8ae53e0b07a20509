import { describe, expect, test } from 'vitest';
import { expectShape, replay, sample } from './replay.js';
import { allParameters, deviceId, harness, type Harness, type Json } from './support.js';
import { shapeOf } from './shape.js';

const degraded = { id: '${degradedMvpd}', platformMappingId: '${degradedMvpd}', degraded: true };

/** What the server has to know before a sample can be answered, by the end of the sample's id. */
const before: Record<string, (to: Harness) => void> = {
  'create-authentication-session/3': (to) => to.simulator.profiles.add({ mvpd: 'Cablevision' }),
  'create-authentication-session/5': (to) =>
    to.simulator.mvpd({ id: 'Cablevision', degraded: true }),
  'resume-authentication-session/3': (to) => to.simulator.profiles.add({ mvpd: 'Cablevision' }),
  'resume-authentication-session/5': (to) =>
    to.simulator.mvpd({ id: 'Cablevision', degraded: true }),
  'partner-authentication-request/2': (to) => to.simulator.mvpd(degraded),
  'partner-authentication-request/4': (to) => to.simulator.partner({ configured: false }),
  'specific-mvpd/1': (to) => to.simulator.profiles.add({ mvpd: 'Cablevision' }),
  'specific-mvpd/2': (to) => to.simulator.profiles.add({ mvpd: 'Dish' }),
  'specific-mvpd/3': (to) => to.simulator.profiles.add({ mvpd: 'Spectrum' }),
  'specific-mvpd/4': (to) => {
    to.simulator.mvpd({ id: 'Comcast_SSO', relativeUrls: true });
    to.simulator.profiles.add({ mvpd: 'Comcast_SSO' });
  },
  'specific-mvpd/5': (to) => to.simulator.profiles.add({ mvpd: 'Cablevision', type: 'appleSSO' }),
};
const prepare = (to: Harness, id: string) => {
  for (const [end, act] of Object.entries(before)) if (id.endsWith(end)) act(to);
};

describe('the published requests get answers of the published shape', () => {
  test.each([1, 2, 3, 4, 5])('create session, sample %i', async (number) => {
    const to = harness();
    const published = sample(`create-authentication-session/${number}`);
    prepare(to, published.id);
    expectShape(await replay(to, published), published, published.id);
  });

  test.each([1, 2, 3, 4, 5])('resume session, sample %i', async (number) => {
    const to = harness();
    const published = sample(`resume-authentication-session/${number}`);
    const { code } = await to.create();
    prepare(to, published.id);
    const reply = await replay(to, published, { path: `/api/v2/REF30/sessions/${code}` });
    expectShape(reply, published, published.id);
  });

  test.each([
    [1, allParameters],
    [2, { domainName: 'adobe.com', redirectUrl: 'https://adobe.com' }],
  ])('session information, sample %i (at the path that it prints)', async (number, parameters) => {
    const to = harness();
    const published = sample(`information-using-code/${number}`);
    const { code } = await to.create(parameters);
    const reply = await replay(to, published, { path: `/api/v2/sessions/REF30/${code}` });
    expect(reply.status).toBe(200);
    const body: Json = published.response?.body;
    expect(new Set(Object.keys(reply.json))).toEqual(new Set(Object.keys(body)));
    expect(new Set(Object.keys(reply.json['existingParameters']))).toEqual(
      new Set(Object.keys(body['existingParameters'])),
    );
    expect(reply.json['missingParameters']).toEqual(body['missingParameters']);
    const device: Json = reply.json['device'];
    expect(Object.keys(device)).toEqual(Object.keys(body['device']));
    for (const part of [
      'version',
      'hardware',
      'operatingSystem',
      'browser',
      'display',
      'connection',
    ]) {
      expect(Object.keys(device[part])).toEqual(Object.keys(body['device'][part]));
    }
    expect(reply.json['notAfter']).toMatch(/^\d{13}$/);
  });

  test('authenticate in a user agent', async () => {
    const to = harness();
    const published = sample('perform-authentication-in-user-agent/1');
    const { url } = await to.create(allParameters);
    const reply = await replay(to, published, { path: url });
    expect(reply.status).toBe(published.response?.status);
    expect(reply.headers.get('location')).toMatch(
      /^https:\/\/sp\.auth-staging\.adobe\.com\/mvpd\//,
    );
  });

  test('profile by code, sample 1: regular', async () => {
    const to = harness();
    const published = sample('specific-code/1');
    const { code } = await to.create(allParameters);
    await to.simulator.viewer.signIn({ code });
    const reply = await replay(to, published, { path: `/api/v2/REF30/profiles/code/${code}` });
    expectShape(reply, published, published.id);
  });

  test.each([
    ['2a', 'TempPass_TEST40', undefined],
    ['2b', 'TempPass_TEST40', 'time'],
    ['2c', 'TempPass_TEST40', 'invalid_configuration_temporary_access'],
    ['3a', 'flexibleTempPass', undefined],
    ['3b', 'flexibleTempPass', 'time'],
    ['3c', 'flexibleTempPass', 'temporary_access_resources_limit_exceeded'],
    ['3d', 'flexibleTempPass', 'invalid_configuration_temporary_access'],
    ['3e', 'flexibleTempPass', 'identity'],
    ['4', '${degradedMvpd}', undefined],
  ])('profile by code, sample %s', async (number, mvpd, trouble) => {
    const to = harness();
    to.simulator.mvpd(degraded);
    const published = sample(`specific-code/${number}`);
    const { code } = await to.create();
    await to.resume(code, { ...allParameters, mvpd });
    const path = `/api/v2/REF30/profiles/code/${code}`;
    if (trouble === 'time') {
      await replay(to, published, { path });
      to.clock.now += 600_000;
    } else if (trouble === 'identity') {
      const headers = { 'AP-TempPass-Identity': 'not Base64' };
      expectShape(await replay(to, published, { path, headers }), published, published.id);
      return;
    } else if (trouble !== undefined) {
      to.simulator.faults.add({ endpoint: 'E10', code: trouble });
    }
    expectShape(await replay(to, published, { path }), published, published.id);
  });

  test.each([1, 2, 3, 4, 5])('partner session, sample %i', async (number) => {
    const to = harness();
    const published = sample(`partner-authentication-request/${number}`);
    prepare(to, published.id);
    expectShape(await replay(to, published), published, published.id);
  });

  test.each([1, 2])('partner profile, sample %i', async (number) => {
    const to = harness();
    const published = sample(`partner-authentication-response/${number}`);
    to.simulator.mvpd(degraded);
    const saml = /SAMLResponse=([\w%]+)/.exec(published.request?.body ?? '')?.[1] ?? '';
    const whole = saml.slice(0, saml.length - (saml.length % 4));
    const reply = await replay(to, published, { body: `SAMLResponse=${whole}` });
    expectShape(reply, published, published.id);
  });

  test.each([1, 2, 3, 4, 5])('logout, sample %i', async (number) => {
    const to = harness();
    const published = sample(`initiate-logout-for-specific-mvpd/${number}`);
    prepare(to, published.id);
    const reply = await replay(to, published);
    expectShape(reply, published, published.id);
    const [entry] = Object.values<Json>(published.response?.body.logouts ?? {});
    const url: string | undefined = entry?.['url'];
    const [mine] = Object.values<Json>(reply.json['logouts']);
    expect(mine?.['url']?.startsWith('/')).toBe(url?.startsWith('/'));
  });

  test.each([
    [6, degraded.id],
    [7, 'TempPass_5mins'],
  ])('logout, sample %i (whose key or path is misspelt)', async (number, mvpd) => {
    const to = harness();
    to.simulator.mvpd(degraded);
    to.simulator.mvpd({ id: 'TempPass_5mins', tempPass: 'basic' });
    const published = sample(`initiate-logout-for-specific-mvpd/${number}`);
    const path = `/api/v2/REF30/logout/${encodeURIComponent(mvpd)}?redirectUrl=https%3A%2F%2Fadobe.com`;
    const reply = await replay(to, published, { path });
    const entries = Object.values(published.response?.body.logouts ?? {});
    expect(reply.json['logouts']).toEqual({ [mvpd]: entries[0] });
  });

  test('registration and access token', async () => {
    const to = harness();
    const registered = sample('client-credentials/1a');
    const reply = await replay(to, registered);
    expectShape(reply, registered, registered.id);
    const token = sample('access-token/1a');
    const { client_id: id, client_secret: secret } = reply.json;
    const body = `client_id=${id}&client_secret=${secret}&grant_type=client_credentials`;
    expectShape(await replay(to, token, { body }), token, token.id);
  });

  test('registration and access token refused', async () => {
    const to = harness();
    const registered = sample('client-credentials/1b');
    expectShape(await replay(to, registered, { body: '{}' }), registered, registered.id);
    const token = sample('access-token/1b');
    expectShape(await replay(to, token, { body: 'client_id=a' }), token, token.id);
  });

  test.each([
    'temp-pass-feature/1',
    'temp-pass-feature/2',
    'temp-pass-feature/3',
    'temp-pass-feature/4',
    'seed-004/1',
    'seed-004/2',
    'seed-004/4',
  ])('reset of a TempPass, %s', async (id) => {
    const to = harness({ serviceProviders: ['REF30', 'REF', 'AdobeBEAST'] });
    to.simulator.mvpd({ id: 'TempPass', tempPass: 'promotional' });
    to.simulator.mvpd({ id: 'TempPassREF', tempPass: 'promotional' });
    const reply = await replay(to, sample(id));
    expect([reply.status, reply.text]).toEqual([204, '']);
  });

  test('enhanced error', async () => {
    const to = harness();
    const published = sample('enhanced-error-codes/1b');
    const reply = await to.call('POST', '/api/v2/NOBODY/sessions', { form: {} });
    expect(reply.status).toBe(published.response?.status);
    expect(shapeOf(reply.json)).toEqual(shapeOf(published.response?.body));
    expect(reply.json['code']).toBe(published.response?.body.code);
  });

  test('throttled', async () => {
    const to = harness({ throttle: { rate: 1, burst: 0 } });
    await to.create();
    const published = sample('throttling-mechanism/1').response;
    const reply = await to.call('POST', '/api/v2/REF30/sessions', { form: {} });
    expect(reply.status).toBe(published?.status);
    expect(reply.headers.get('content-type')).toBe(published?.headers['content-type']);
    expect(reply.text).toBe(published?.body);
    expect(reply.headers.has('retry-after')).toBe(false);
  });
});

test('the device of the samples is the device of the harness', () => {
  const header = sample('create-authentication-session/1').request?.headers['AP-Device-Identifier'];
  expect(atob(header?.split(' ')[1] ?? '')).toBe(deviceId);
});
