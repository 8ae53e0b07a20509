import { describe, expect, test } from 'vitest';
import {
  allParameters,
  deviceId,
  harness,
  identityToken,
  partnerStatus,
  type Harness,
  type Json,
} from './support.js';

const all = async (to: Harness, headers: Record<string, string> = {}) =>
  (await to.call('GET', '/api/v2/REF30/profiles', { headers: { ...to.headers, ...headers } })).json;
const types = (json: Json): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries<Json>(json.profiles).map(([mvpd, { type }]) => [mvpd, type as unknown]),
  );
const partner = (...of: Parameters<typeof partnerStatus>) => ({
  'ap-partner-framework-status': partnerStatus(...of),
});
const asPerson = (sub: string, claims?: Record<string, unknown>) => ({
  'ad-service-token': identityToken(sub, claims),
});
const onPlatform = (sub: string) => ({ 'adobe-subject-token': identityToken(sub) });

/** Signs in on some device, as somebody or nobody in particular. */
async function signIn(to: Harness, mvpd: string, device = deviceId, identity = {}) {
  const headers: Record<string, string> = { ...to.client(device), ...identity };
  const form = { ...allParameters, mvpd };
  const { json } = await to.call('POST', '/api/v2/REF30/sessions', { headers, form });
  await to.simulator.viewer.signIn({ code: json.code });
  return headers;
}

describe('E8', () => {
  test('is empty for somebody who has not signed in', async () => {
    expect(await all(harness())).toEqual({ profiles: {} });
  });

  test('has what the login has made, for this client on this device', async () => {
    const to = harness();
    const mine = await signIn(to, 'Cablevision');
    const { profiles } = await all(to, mine);
    expect(profiles.Cablevision).toMatchObject({
      type: 'regular',
      issuer: 'Cablevision',
      notBefore: to.clock.now,
      attributes: { userID: { state: 'plain' }, zip: { state: 'enc' } },
    });
    expect(await all(to)).toEqual({ profiles: {} });
    expect(await all(to, to.client('another device'))).toEqual({ profiles: {} });
  });

  test('has several, one for each MVPD', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    to.simulator.profiles.add({ mvpd: 'Dish', deviceId });
    to.simulator.profiles.add({ mvpd: 'Spectrum', deviceId: 'another device' });
    expect(types(await all(to))).toEqual({ Cablevision: 'regular', Dish: 'regular' });
  });

  test('leaves out what has ended, and what is switched off', async () => {
    const to = harness();
    for (const mvpd of ['Cablevision', 'Dish', 'Spectrum', 'ATTOTT']) {
      to.simulator.profiles.add({ mvpd });
    }
    to.simulator.profiles.expire({ mvpd: 'Cablevision' });
    to.simulator.profiles.invalidate({ mvpd: 'Dish' });
    to.simulator.mvpd({ id: 'Spectrum', enabled: false });
    expect(types(await all(to))).toEqual({ ATTOTT: 'regular' });
  });

  test('never has degraded or temporary ones', async () => {
    const to = harness();
    await to.decide('authorize', 'TempPass_TEST40', ['one']);
    await to.profile('ATTOTT');
    expect(await all(to)).toEqual({ profiles: {} });
  });

  test('can have another issuer (D20), and another word for encrypted (D17)', async () => {
    const to = harness({ encryptedState: 'encrypted' });
    to.simulator.profiles.add({ mvpd: 'Cablevision', issuer: 'Spectrum' });
    const { Cablevision: profile } = (await all(to)).profiles;
    expect(profile.issuer).toBe('Spectrum');
    expect(profile.attributes.zip.state).toBe('encrypted');
  });
});

describe('single sign-on by an identity', () => {
  test.each([
    ['serviceTokenSSO', asPerson, onPlatform],
    ['platformSSO', onPlatform, asPerson],
  ] as const)('%s needs its own header, and the same person', async (type, header, other) => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Dish', type, subject: 'me' });
    expect(types(await all(to, header('me')))).toEqual({ Dish: type });
    for (const headers of [{}, header('you'), other('me')]) {
      expect(await all(to, headers)).toEqual({ profiles: {} });
      expect((await to.profile('Dish', headers)).json).toEqual({ profiles: {} });
    }
  });

  test('makes a login on one device a profile on another', async () => {
    const to = harness();
    const first = await signIn(to, 'Cablevision', 'first', asPerson('me'));
    expect(types(await all(to, first))).toEqual({ Cablevision: 'regular' });
    const second = { ...to.client('second'), ...asPerson('me') };
    const { Cablevision: found } = (await all(to, second)).profiles;
    const { Cablevision: original } = (await all(to, first)).profiles;
    expect(found).toMatchObject({
      type: 'serviceTokenSSO',
      issuer: 'Cablevision',
      notAfter: original.notAfter,
      attributes: {
        userID: original.attributes.userID,
        upstreamUserID: original.attributes.userID,
        mvpd: { value: 'Cablevision', state: 'plain' },
      },
    });
    const { json } = await to.profile('Cablevision', second);
    expect(json.profiles.Cablevision).toEqual(found);
    expect(await all(to, to.client('second'))).toEqual({ profiles: {} });
    expect(await all(to, { ...second, ...asPerson('you') })).toEqual({ profiles: {} });
  });

  test('by the header that Roku adds', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Dish', type: 'platformSSO', subject: 'me' });
    const roku = { 'x-roku-reserved-roku-connect-token': identityToken('me') };
    expect(types(await all(to, roku))).toEqual({ Dish: 'platformSSO' });
  });

  test('an identity that has run out is none, and no error', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Dish', type: 'serviceTokenSSO', subject: 'me' });
    const exp = to.clock.now / 1000 + 60;
    expect(types(await all(to, asPerson('me', { exp })))).toEqual({ Dish: 'serviceTokenSSO' });
    to.clock.now += 60_000;
    expect(await all(to, asPerson('me', { exp }))).toEqual({ profiles: {} });
  });

  test('a regular profile of the device goes first', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Dish', type: 'serviceTokenSSO' });
    to.simulator.profiles.add({ mvpd: 'Dish' });
    expect(types(await all(to, asPerson('me')))).toEqual({ Dish: 'regular' });
  });
});

describe('single sign-on by a partner', () => {
  const add = (to: Harness) =>
    to.simulator.profiles.add({ mvpd: 'Spectrum', type: 'appleSSO', deviceId });

  test('needs a partner status about this MVPD', async () => {
    const to = harness();
    add(to);
    const { Spectrum: profile } = (await all(to, partner('spectrum'))).profiles;
    expect(profile).toMatchObject({ type: 'appleSSO', issuer: 'Apple' });
    expect(await all(to)).toEqual({ profiles: {} });
    expect(await all(to, partner('Cablevision'))).toEqual({ profiles: {} });
    expect((await to.profile('Spectrum')).json).toEqual({ profiles: {} });
    const { json } = await to.profile('Spectrum', partner('spectrum'));
    expect(json.profiles.Spectrum.type).toBe('appleSSO');
  });

  test.each([
    ['denied', partner('spectrum', { accessStatus: 'denied' }), 'permission_access_not_granted'],
    [
      'undecided',
      partner('spectrum', { accessStatus: 'notDetermined' }),
      'permission_access_not_determined',
    ],
    ['not readable', { 'ap-partner-framework-status': 'x' }, 'permission_access_not_present'],
    ['without a provider', partner(undefined), 'provider_id_not_determined'],
    ['expired', partner('spectrum', { expirationDate: '1' }), 'provider_info_expired'],
  ])('a status that is %s is refused by E8 and E9', async (_name, headers, code) => {
    const to = harness();
    add(to);
    expect((await all(to, headers)).code).toBe(`invalid_header_pfs_${code}`);
    const reply = await to.profile('Spectrum', headers);
    expect([reply.status, reply.json.code]).toEqual([400, `invalid_header_pfs_${code}`]);
  });

  test('E9 refuses a status about another MVPD', async () => {
    const reply = await harness().profile('Dish', partner('spectrum'));
    expect([reply.status, reply.json.code]).toEqual([
      400,
      'invalid_header_pfs_provider_id_mismatch',
    ]);
  });
});

describe('E9', () => {
  test('has the one profile that was asked for, or none', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    to.simulator.profiles.add({ mvpd: 'Dish' });
    expect(types((await to.profile('Dish')).json)).toEqual({ Dish: 'regular' });
    expect((await to.profile('Spectrum')).json).toEqual({ profiles: {} });
    to.simulator.profiles.expire();
    expect((await to.profile('Dish')).json).toEqual({ profiles: {} });
  });

  test.each([
    ['Suddenlink', 'invalid_integration'],
    ['Nobody', 'invalid_parameter_mvpd'],
  ])('refuses %s: %s', async (mvpd, code) => {
    const reply = await harness().profile(mvpd);
    expect([reply.status, reply.json.code]).toEqual([400, code]);
  });

  test.each([
    [true, ['degraded']],
    ['AuthNAll', ['degraded']],
    ['AuthZAll', []],
    ['AuthZNone', []],
  ] as const)('under the rule %s', async (degraded, expected) => {
    const to = harness();
    to.simulator.mvpd({ id: 'Dish', degraded });
    expect(Object.values(types((await to.profile('Dish')).json))).toEqual(expected);
    to.simulator.mvpd({ id: 'Dish', degraded: false });
    expect((await to.profile('Dish')).json).toEqual({ profiles: {} });
  });
});
