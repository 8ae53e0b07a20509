import { describe, expect, test } from 'vitest';
import { allParameters, deviceId, deviceInfo, harness, type Harness } from './support.js';

const token = (to: Harness, credentials: { client_id: string; client_secret: string }) => {
  const { client_id, client_secret } = credentials;
  return to.call('POST', '/o/client/token', {
    headers: { 'x-device-info': deviceInfo },
    form: { client_id, client_secret, grant_type: 'client_credentials' },
  });
};

describe('another window of the same device', () => {
  test('asks for a code of its own: this one is dead, and the new one lives as long as any', async () => {
    const to = harness();
    const { code, notAfter } = await to.create(allParameters);
    to.clock.now += 1000;
    const other = to.simulator.replaceSession(code);
    const { status, json } = await to.poll(code);
    expect([status, json['code']]).toEqual([400, 'invalid_authentication_session']);
    expect(to.simulator.session(code)).toBeUndefined();
    expect(to.simulator.session(other)).toMatchObject({
      ...allParameters,
      deviceId,
      status: 'open',
      notAfter: Number(notAfter) + 1000,
    });
    await to.simulator.viewer.signIn({ code: other });
    expect(Object.keys((await to.poll(other)).json['profiles'])).toEqual(['Cablevision']);
    expect(Object.keys((await to.profile('Cablevision')).json['profiles'])).toEqual([
      'Cablevision',
    ]);
  });

  test('loses its code in turn when this one asks again', async () => {
    const to = harness();
    const { code } = await to.create();
    const other = to.simulator.replaceSession(code);
    await to.create();
    expect(to.simulator.session(other)).toBeUndefined();
  });

  test('cannot replace a code that nobody knows', () => {
    expect(() => harness().simulator.replaceSession('NOBODY7')).toThrow('NOBODY7');
  });

  test('registers again: both clients live, and neither sees the profiles of the other', async () => {
    const to = harness();
    const first = to.simulator.registerClient();
    const second = to.simulator.registerClient();
    expect(second.client_id).not.toBe(first.client_id);
    const headersOf = async (credentials: typeof first) => {
      const reply = await token(to, credentials);
      expect(reply.status).toBe(201);
      return { ...to.headers, authorization: `Bearer ${reply.json['access_token']}` };
    };
    const headers = await headersOf(first);
    const created = await to.call('POST', '/api/v2/REF30/sessions', {
      headers,
      form: allParameters,
    });
    await to.simulator.viewer.signIn({ code: created.json['code'] });
    const seen = async (of: Record<string, string>) =>
      Object.keys(
        (await to.call('GET', '/api/v2/REF30/profiles', { headers: of })).json['profiles'],
      );
    expect(await seen(headers)).toEqual(['Cablevision']);
    expect(await seen(await headersOf(second))).toEqual([]);
  });

  test('registers with an answer like that of E1', async () => {
    const to = harness();
    const reply = await to.call('POST', '/o/client/register', {
      headers: { 'content-type': 'application/json', 'x-device-info': deviceInfo },
      body: '{"software_statement":"s"}',
    });
    expect(Object.keys(to.simulator.registerClient())).toEqual(Object.keys(reply.json));
  });

  test('signs out of an MVPD: nothing of it is left for this one', async () => {
    const to = harness();
    const { code } = await to.create(allParameters);
    await to.simulator.viewer.signIn({ code });
    to.simulator.profiles.clear({ mvpd: 'Cablevision', deviceId });
    expect((await to.poll(code)).json).toEqual({ profiles: {} });
    const denied = await to.decide('authorize', 'Cablevision', ['one']);
    expect(denied.json['code']).toBe('authenticated_profile_missing');
    const { logouts } = (await to.logout('Cablevision')).json;
    expect(logouts['Cablevision']['actionName']).toBe('invalid');
  });

  test('signs in: this one, of the same client, is signed in too', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Dish', deviceId });
    expect((await to.create({ ...allParameters, mvpd: 'Dish' }))['reasonType']).toBe(
      'authenticated',
    );
  });

  test('loses its credentials with this one', async () => {
    const to = harness();
    const credentials = to.simulator.registerClient();
    to.simulator.revokeClients();
    expect((await token(to, credentials)).json).toEqual({ error: 'invalid_client' });
    expect((await to.call('GET', '/api/v2/REF30/profiles')).status).toBe(401);
  });
});
