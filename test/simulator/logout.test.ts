import { describe, expect, test } from 'vitest';
import { allParameters, harness, type Harness, type Json } from './support.js';

const entry = async (to: Harness, mvpd: string, headers = {}) =>
  (await to.logout(mvpd, headers)).json['logouts'][mvpd];

describe('E15', () => {
  test('has an outcome for each kind of profile', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    expect(await entry(to, 'Cablevision')).toMatchObject({
      actionName: 'logout',
      actionType: 'interactive',
      url: expect.stringMatching(/^https:\/\/sp\.auth-staging\.adobe\.com\/adobe-services\/logout/),
    });
    to.simulator.profiles.add({ mvpd: 'Cablevision', type: 'appleSSO' });
    expect(await entry(to, 'Cablevision')).toEqual({
      actionName: 'partner_logout',
      actionType: 'partner_interactive',
      mvpd: 'Cablevision',
    });
    to.simulator.profiles.add({ mvpd: 'Dish' });
    for (const mvpd of ['Dish', 'ATTOTT', 'TempPass_TEST40']) {
      expect(await entry(to, mvpd)).toEqual({ actionName: 'complete', actionType: 'none', mvpd });
    }
    for (const mvpd of ['Dish', 'Cablevision', 'Spectrum']) {
      expect(await entry(to, mvpd)).toEqual({ actionName: 'invalid', actionType: 'none', mvpd });
    }
  });

  test('ends the profile of this client on this device alone', async () => {
    const to = harness();
    const other = to.client('another device');
    for (const headers of [to.headers, other]) {
      const { json } = await to.call('POST', '/api/v2/REF30/sessions', {
        headers,
        form: allParameters,
      });
      await to.simulator.viewer.signIn({ code: json['code'] });
    }
    expect(to.simulator.profiles.size).toBe(2);
    await to.logout('Cablevision');
    expect(to.simulator.profiles.size).toBe(1);
    expect((await to.create(allParameters))['actionName']).toBe('authenticate');
    expect((await entry(to, 'Cablevision', other)).actionName).toBe('logout');
  });

  test('an expired profile is none', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    to.simulator.profiles.expire();
    expect((await entry(to, 'Cablevision')).actionName).toBe('invalid');
  });

  test('an invalidated profile is none', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    to.simulator.profiles.invalidate();
    expect((await entry(to, 'Cablevision')).actionName).toBe('invalid');
  });

  test('answers for several MVPDs where a tester has tied them together', async () => {
    const to = harness();
    to.simulator.logoutTogether('Cablevision', 'Dish', 'Spectrum');
    to.simulator.profiles.add({ mvpd: 'Cablevision', type: 'appleSSO' });
    to.simulator.profiles.add({ mvpd: 'Dish' });
    const { json } = await to.logout('Spectrum');
    const outcomes = Object.entries<Json>(json['logouts']).map(([mvpd, logout]) => [
      mvpd,
      logout.actionName,
    ]);
    expect(Object.fromEntries(outcomes)).toEqual({
      Spectrum: 'invalid',
      Cablevision: 'partner_logout',
      Dish: 'complete',
    });
  });

  test('ends what the same person has elsewhere, and leaves other persons alone', async () => {
    const to = harness();
    const add = (mvpd: string, subject: string) =>
      to.simulator.profiles.add({ mvpd, type: 'serviceTokenSSO', subject, deviceId: 'elsewhere' });
    add('Cablevision', 'me');
    add('Dish', 'me');
    add('Cablevision', 'you');
    const { json } = await to.logout('Cablevision', { 'ad-service-token': 'me' });
    expect(Object.keys(json['logouts'])).toEqual(['Cablevision', 'Dish']);
    expect(to.simulator.profiles.size).toBe(1);
  });

  test('of several profiles with one MVPD, the one with something to do counts', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision', type: 'appleSSO' });
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    expect((await entry(to, 'Cablevision')).actionName).toBe('logout');
    expect(to.simulator.profiles.size).toBe(0);
  });

  test('an expired profile of the same person is deleted, but has no outcome', async () => {
    const to = harness();
    const profile = { type: 'serviceTokenSSO', subject: 'me', deviceId: 'elsewhere' } as const;
    to.simulator.profiles.add({ mvpd: 'Dish', ...profile });
    to.simulator.profiles.expire();
    const { json } = await to.logout('Cablevision', { 'ad-service-token': 'me' });
    expect(Object.keys(json['logouts'])).toEqual(['Cablevision']);
    expect(to.simulator.profiles.size).toBe(0);
  });

  test.each([
    ['/api/v2/REF30/logout/Cablevision', 'invalid_parameter_redirect_url'],
    [
      '/api/v2/REF30/logout/Cablevision?redirectUrl=https%253A%252F%252Fa.b',
      'invalid_parameter_redirect_url',
    ],
    ['/api/v2/REF30/logout/Cablevision?redirectUrl=https://a.b', 'invalid_parameter_redirect_url'],
    [
      '/api/v2/REF30/logout/Cablevision?redirectUrl=javascript%3Aalert(1)',
      'invalid_parameter_redirect_url',
    ],
    ['/api/v2/REF30/logout/Nobody?redirectUrl=https%3A%2F%2Fa.b', 'invalid_parameter_mvpd'],
    ['/api/v2/REF30/logout/Suddenlink?redirectUrl=https%3A%2F%2Fa.b', 'invalid_integration'],
  ])('refuses %s, and deletes nothing', async (path, code) => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    const reply = await to.call('GET', path);
    expect([reply.status, reply.json['code']]).toEqual([400, code]);
    expect(to.simulator.profiles.size).toBe(1);
  });
});

const start = async (to: Harness, mvpd = 'Cablevision') => {
  to.simulator.profiles.add({ mvpd });
  return String((await entry(to, mvpd)).url);
};

describe('the logout url', () => {
  test('leads over a page of the MVPD to the redirect url', async () => {
    const to = harness();
    const first = await to.call('GET', await start(to), { headers: {} });
    expect(first.status).toBe(302);
    const location = first.headers.get('location') ?? '';
    const page = await to.call('GET', location, { headers: {} });
    expect(page.status).toBe(200);
    expect(page.text).toContain('signed out of Cablevision');
    expect(page.text).toContain('content="3;url=https://adobe.com"');
    const sent = await to.call('POST', location, { headers: {}, form: {} });
    expect([sent.status, sent.headers.get('location')]).toEqual([302, 'https://adobe.com']);
  });

  test('the viewer follows it, relative or absolute', async () => {
    const to = harness();
    for (const mvpd of ['Cablevision', 'Spectrum']) {
      const url = await start(to, mvpd);
      expect(url.startsWith('/')).toBe(mvpd === 'Spectrum');
      expect(await to.simulator.viewer.signOut(url)).toBe('https://adobe.com');
    }
  });

  test('redirects nowhere else', async () => {
    const to = harness();
    const url = await start(to);
    const forged = new URL(url);
    forged.searchParams.set('redirect_url', 'https://evil.example');
    const reply = await to.call('GET', forged.href, { headers: {} });
    expect(reply.status).toBe(400);
    expect(reply.headers.has('location')).toBe(false);
    const path = new URL(url).pathname;
    expect((await to.call('GET', path, { headers: {} })).status).toBe(400);
    const foreign = await to.call('GET', '/mvpd/Dish/sign-out?request=guess', { headers: {} });
    expect(foreign.status).toBe(400);
    await expect(to.simulator.viewer.signOut(forged.href)).rejects.toThrow('400');
  });
});
