import { describe, expect, test } from 'vitest';
import { harness, partnerStatus, type Harness } from './support.js';

const form = { domainName: 'adobe.com', redirectUrl: 'https://adobe.com' };
const granted = partnerStatus('Cablevision');

const session = (
  to: Harness,
  status: string | undefined,
  fields: Record<string, string> = form,
  partner = 'Apple',
) =>
  to.call('POST', `/api/v2/REF30/sessions/sso/${partner}`, {
    headers: {
      ...to.headers,
      ...(status !== undefined && { 'ap-partner-framework-status': status }),
    },
    form: fields,
  });

const profile = (
  to: Harness,
  status: string | undefined,
  SAMLResponse = btoa('<samlp:Response/>'),
  partner = 'Apple',
) =>
  to.call('POST', `/api/v2/REF30/profiles/sso/${partner}`, {
    headers: {
      ...to.headers,
      ...(status !== undefined && { 'ap-partner-framework-status': status }),
    },
    form: { SAMLResponse },
  });

/** What is wrong with a partner status, and the code that E12 has for it. */
const unusable: ReadonlyArray<readonly [string, string | undefined, string]> = [
  ['nothing', undefined, 'permission_access_not_present'],
  ['no Base64', '{"frameworkPermissionInfo":{}}', 'permission_access_not_present'],
  ['no JSON', btoa('{'), 'permission_access_not_present'],
  ['no object', btoa('[]'), 'permission_access_not_present'],
  ['no permission', btoa('{"frameworkProviderInfo":{}}'), 'permission_access_not_present'],
  [
    'an undecided viewer',
    partnerStatus('Cablevision', { accessStatus: 'notDetermined' }),
    'permission_access_not_determined',
  ],
  [
    'a refusal',
    partnerStatus(undefined, { accessStatus: 'denied' }),
    'permission_access_not_granted',
  ],
  [
    'a restriction',
    partnerStatus('Cablevision', { accessStatus: 'restricted' }),
    'permission_access_not_granted',
  ],
  ['no provider', partnerStatus(undefined), 'provider_id_not_determined'],
  [
    'no provider info',
    btoa('{"frameworkPermissionInfo":{"accessStatus":"granted"}}'),
    'provider_id_not_determined',
  ],
  ['an unknown provider', partnerStatus('Nobody'), 'provider_id_not_determined'],
  [
    'an MVPD id in place of the platform id',
    partnerStatus('Spectrum'),
    'provider_id_not_determined',
  ],
  [
    'an expired login',
    partnerStatus('Cablevision', { expirationDate: '1700000000000' }),
    'provider_info_expired',
  ],
  [
    'a number for a date',
    partnerStatus('Cablevision', { expirationDate: 2_025_430_636_000 }),
    'provider_info_expired',
  ],
  ['no date', partnerStatus('Cablevision', { expirationDate: null }), 'provider_info_expired'],
];

describe('E11', () => {
  test('hands out a SAML request for the MVPD behind the platform id', async () => {
    const to = harness();
    const { json } = await session(to, partnerStatus('spectrum'));
    expect(json).toMatchObject({ actionName: 'partner_profile', mvpd: 'Spectrum' });
    expect(atob(json['authenticationRequest'].request)).toContain('https://saml.sp.auth.adobe.com');
    expect(json).not.toHaveProperty('code');
  });

  test.each(unusable)('falls back where the status has %s', async (_name, status) => {
    const { status: http, json } = await session(harness(), status);
    expect(http).toBe(200);
    expect(json).toMatchObject({
      actionName: 'authenticate',
      actionType: 'interactive',
      reasonType: 'pfs_fallback',
      mvpd: 'Cablevision',
    });
    expect(json['url']).toContain(json['code']);
  });

  test('a fallback names the MVPD of the status, or the one of the switch', async () => {
    const to = harness({ partner: { fallbackMvpd: 'Dish' } });
    const expired = partnerStatus('spectrum', { expirationDate: '1' });
    expect((await session(to, expired)).json['mvpd']).toBe('Spectrum');
    expect((await session(to, undefined)).json['mvpd']).toBe('Dish');
  });

  test.each([
    ['the MVPD', 'dish', {}],
    ['the server', 'Cablevision', { configured: false }],
    ['the force switch', 'Cablevision', { fallback: 'configuration_fallback' }],
  ] as const)('falls back where %s has no partner SSO', async (_name, id, partner) => {
    const to = harness({ partner });
    const { json } = await session(to, partnerStatus(id));
    expect(json).toMatchObject({
      actionName: 'authenticate',
      reasonType: 'configuration_fallback',
    });
  });

  test.each([
    ['redirectUrl', granted, { domainName: 'a.b' }, ['redirectUrl']],
    ['domainName', granted, { redirectUrl: 'https://a.b' }, ['domain']],
    ['both', granted, {}, ['domain', 'redirectUrl']],
    ['everything', undefined, {}, ['mvpd', 'domain', 'redirectUrl']],
  ])('asks for %s', async (_name, status, fields, missing) => {
    const { json } = await session(harness(), status, fields);
    expect(json).toMatchObject({
      actionName: 'resume',
      actionType: 'direct',
      reasonType: 'missing_parameters_fallback',
      missingParameters: missing,
    });
  });

  test('each fallback can be forced, and its session can be used', async () => {
    const to = harness();
    for (const fallback of ['pfs_fallback', 'configuration_fallback'] as const) {
      to.simulator.partner({ fallback });
      const { json } = await session(to, granted);
      expect(json['reasonType']).toBe(fallback);
      await to.simulator.viewer.signIn({ code: json['code'] });
      expect(Object.keys((await to.poll(json['code'])).json['profiles'])).toEqual(['Cablevision']);
    }
    to.simulator.partner({ fallback: 'missing_parameters_fallback' });
    const { json } = await session(to, granted);
    expect(json).toMatchObject({ actionName: 'resume', missingParameters: ['redirectUrl'] });
    to.simulator.partner({ fallback: undefined });
    to.simulator.profiles.clear();
    expect((await session(to, granted)).json['actionName']).toBe('partner_profile');
  });

  test.each([
    ['regular', 'authenticated'],
    ['appleSSO', 'authenticatedSSO'],
  ] as const)('finds a %s profile', async (type, reasonType) => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision', type });
    const { json } = await session(to, granted);
    expect(json).toMatchObject({ actionName: 'authorize', reasonType });
  });

  test('knows one partner, and only MVPDs that are switched on', async () => {
    const to = harness();
    const apple = await session(to, granted, form, 'apple');
    expect([apple.status, apple.json['code']]).toEqual([400, 'invalid_parameter_partner']);
    to.simulator.mvpd({ id: 'Cablevision', enabled: false });
    expect((await session(to, granted)).json['code']).toBe('invalid_integration');
  });

  test('ends the former code of the device', async () => {
    const to = harness();
    const { code } = await to.create();
    await session(to, granted);
    expect((await to.poll(code)).json['code']).toBe('invalid_authentication_session');
  });
});

describe('E12', () => {
  test('creates a profile that the next partner session finds', async () => {
    const to = harness();
    await session(to, granted);
    const { status, json } = await profile(to, granted);
    expect(status).toBe(201);
    expect(json['profiles']['Cablevision']).toMatchObject({ issuer: 'Apple', type: 'appleSSO' });
    expect((await session(to, granted)).json['reasonType']).toBe('authenticatedSSO');
  });

  test.each(unusable)('refuses a status with %s', async (_name, status, code) => {
    const reply = await profile(harness(), status);
    expect([reply.status, reply.json['code']]).toEqual([400, `invalid_header_pfs_${code}`]);
  });

  test('refuses another provider than the one of the partner request', async () => {
    const to = harness();
    await session(to, granted);
    const reply = await profile(to, partnerStatus('spectrum'));
    expect(reply.json['code']).toBe('invalid_header_pfs_provider_id_mismatch');
    expect(to.simulator.profiles.size).toBe(0);
  });

  test.each([
    ['', 'nothing'],
    ['<samlp:Response/>', 'plain XML'],
    ['PD94 bWw=', 'a plus that was not encoded'],
    ['PD94%2BbWw%3D', 'two encodings'],
    ['PD94\nbWw=', 'a line break'],
    ['PD94b', 'a wrong length'],
  ])('refuses %j: %s', async (saml) => {
    const reply = await profile(harness(), granted, saml);
    expect([reply.status, reply.json['code']]).toEqual([400, 'invalid_parameter_saml_response']);
  });

  test('gives a degraded profile with 200, and knows one partner', async () => {
    const to = harness();
    const { status, json } = await profile(to, partnerStatus('attott'));
    expect(status).toBe(200);
    expect(json['profiles']['ATTOTT']).toMatchObject({ issuer: 'Adobe', type: 'degraded' });
    const other = await profile(to, granted, undefined, 'Roku');
    expect(other.json['code']).toBe('invalid_parameter_partner');
  });
});
