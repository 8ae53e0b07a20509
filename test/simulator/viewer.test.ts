import { describe, expect, test } from 'vitest';
import { allParameters, harness } from './support.js';

describe('signing in', () => {
  test('with a code whose session lacks nothing', async () => {
    const to = harness();
    const { code } = await to.create(allParameters);
    const done = await to.simulator.viewer.signIn({ code });
    expect(done).toEqual({ mvpd: 'Cablevision', redirectUrl: allParameters.redirectUrl });
    expect(to.simulator.session(code)?.status).toBe('signed-in');
    const seen = to.simulator.requests.map(({ endpoint, viewer }) => [endpoint, viewer]);
    expect(seen).toEqual([
      ['E4', undefined],
      ['E7', true],
      ['user-agent', true],
      ['user-agent', true],
    ]);
  });

  test('names what is missing', async () => {
    const to = harness();
    const { code } = await to.create({ domainName: 'adobe.com' });
    await expect(to.simulator.viewer.signIn({ code })).rejects.toThrow('mvpd, redirectUrl');
    expect((await to.poll(code)).json).toEqual({ profiles: {} });
  });

  test('acts as the second screen where it is given an MVPD', async () => {
    const to = harness();
    const { code } = await to.create({ domainName: 'adobe.com' });
    const done = await to.simulator.viewer.signIn({ code, mvpd: 'Dish' });
    expect(done).toEqual({ mvpd: 'Dish', redirectUrl: 'https://sp.auth-staging.adobe.com/done' });
    expect(to.simulator.requests.find(({ endpoint }) => endpoint === 'E5')).toMatchObject({
      viewer: true,
      status: 200,
      body: { mvpd: 'Dish', domainName: 'adobe.com' },
    });
    expect(Object.keys((await to.poll(code)).json['profiles'])).toEqual(['Dish']);
  });

  test('goes on with the new code where the second screen is given one', async () => {
    const to = harness({ renewCodeOnResume: true });
    const { code } = await to.create({ domainName: 'adobe.com' });
    await expect(to.simulator.viewer.signIn({ code, mvpd: 'Dish' })).resolves.toMatchObject({
      mvpd: 'Dish',
    });
    expect(to.simulator.profiles.size).toBe(1);
  });

  test('needs no second screen for the MVPD that is bound already', async () => {
    const to = harness();
    const { code } = await to.create(allParameters);
    await to.simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
    expect(to.simulator.requests.some(({ endpoint }) => endpoint === 'E5')).toBe(false);
  });

  test('is over at once where the second screen learns that nobody has to log in', async () => {
    const to = harness();
    const { code } = await to.create();
    const done = await to.simulator.viewer.signIn({ code, mvpd: 'ATTOTT', redirectUrl: 'app://x' });
    expect(done).toEqual({ mvpd: 'ATTOTT', redirectUrl: 'app://x' });
    expect(to.simulator.requests.some(({ endpoint }) => endpoint === 'E7')).toBe(false);
  });

  test('works on after all clients were revoked', async () => {
    const to = harness();
    const first = await to.create();
    await to.simulator.viewer.signIn({ code: first['code'], mvpd: 'Dish' });
    to.simulator.revokeClients();
    const headers = to.client('another device');
    const second = await to.call('POST', '/api/v2/REF30/sessions', { headers, form: {} });
    await to.simulator.viewer.signIn({ code: second.json['code'], mvpd: 'Dish' });
    expect(to.simulator.session(second.json['code'])?.status).toBe('signed-in');
  });

  test.each([
    ['an unknown code', { code: 'NOBODY7' }, 'NOBODY7'],
    ['an MVPD that is unknown', { mvpd: 'Nobody' }, 'invalid_parameter_mvpd'],
    ['an MVPD that is switched off', { mvpd: 'Suddenlink' }, 'invalid_integration'],
    ['a wrong password', { mvpd: 'Dish', password: 'wrong' }, 'not right'],
    ['no user name', { mvpd: 'Dish', username: ' ' }, 'Enter a user name'],
  ])('fails for %s', async (_name, change, message) => {
    const to = harness();
    const { code } = await to.create();
    await expect(to.simulator.viewer.signIn({ code, ...change })).rejects.toThrow(message);
    expect(to.simulator.profiles.size).toBe(0);
  });

  test('fails for a code that has expired or was used', async () => {
    const to = harness();
    const { code } = await to.create(allParameters);
    await to.simulator.viewer.signIn({ code });
    await expect(to.simulator.viewer.signIn({ code })).rejects.toThrow('already');
    to.simulator.expireSession(code);
    await expect(to.simulator.viewer.signIn({ code })).rejects.toThrow('expired');
  });
});

describe('opening the url', () => {
  test('shows the login page, which can be sent or cancelled', async () => {
    const to = harness();
    const { url, code } = await to.create(allParameters);
    const login = await to.simulator.viewer.open(url);
    expect(login.mvpd).toBe('Cablevision');
    expect(login.html).toContain('Sign in to Cablevision');
    expect(login.url).toContain('/mvpd/Cablevision/login');
    await expect(login.submit({ password: 'wrong' })).rejects.toThrow('401');
    expect(await login.cancel()).toEqual({
      mvpd: 'Cablevision',
      redirectUrl: allParameters.redirectUrl,
    });
    expect((await to.poll(code)).json).toEqual({ profiles: {} });
    await login.submit();
    expect(Object.keys((await to.poll(code)).json['profiles'])).toEqual(['Cablevision']);
  });

  test('fails for what is no such url', async () => {
    const { viewer } = harness().simulator;
    await expect(viewer.open('/done')).rejects.toThrow('login page');
    await expect(viewer.open('/api/v2/authenticate/REF30/ABCDEFG')).rejects.toThrow('400');
  });
});

describe('walking away', () => {
  test.each([{}, allParameters])('leaves nothing but an open session: %o', async (form) => {
    const to = harness();
    const { code } = await to.create(form);
    await to.simulator.viewer.walkAway({ code });
    expect(to.simulator.session(code)?.status).toBe('abandoned');
    expect((await to.poll(code)).json).toEqual({ profiles: {} });
    await expect(to.simulator.viewer.signIn({ code, mvpd: 'Dish' })).rejects.toThrow('walked away');
    to.clock.now += 30 * 60_000;
    expect((await to.poll(code)).json['code']).toBe('invalid_authentication_session');
  });
});
