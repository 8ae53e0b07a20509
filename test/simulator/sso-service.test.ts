import { describe, expect, test } from 'vitest';
import { allParameters, harness, identityToken, type Harness, type Json } from './support.js';

const minute = 60_000;
const path = (name: string) => `/api/REF30/${name}`;

/** The calls of one device; each test has to say which headers it sends. */
function device(to: Harness, id: string) {
  const own = to.client(id);
  const call = (method: string, name: string, extra: Record<string, string>, body?: unknown) =>
    to.call(method, path(name), {
      headers: {
        ...own,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...extra,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const withToken = (token: string) => ({ 'ad-service-token': token });
  return {
    own,
    create: (extra: Record<string, string>) => call('POST', 'serviceToken', extra),
    /** As `me`, unless told otherwise. */
    token: async (sub = 'me'): Promise<string> =>
      (await call('POST', 'serviceToken', { 'x-sso-id': sub })).json.serviceToken,
    refresh: (token: string) => call('GET', 'serviceToken', withToken(token)),
    link: (token: string) => call('POST', 'link', withToken(token)),
    unlink: (token: string, devices: unknown) =>
      call('POST', 'unlink', withToken(token), { devices }),
    list: (token: string) => call('GET', 'list', withToken(token)),
    profiles: async (token: string) =>
      (
        await to.call('GET', '/api/v2/REF30/profiles', {
          headers: { ...own, ...withToken(token) },
        })
      ).json.profiles as Json,
  };
}

/** What a wrapped error says. */
const error = ({ status, json }: { status: number; json: Json }) => {
  expect(Object.keys(json)).toEqual(['status', 'error']);
  return [status, json.status, json.error.status, json.error.code, json.error.action];
};
const missing = [400, 'BAD_REQUEST', 400, 'header_missing', 'check_headers'];
const invalid = [401, 'UNAUTHORIZED', 401, 'header_invalid', 'get_new_token'];
const expired = [401, 'UNAUTHORIZED', 401, 'token_expired', 'get_new_token'];
const unlinked = [400, 'BAD_REQUEST', 400, 'token_invalid', 'get_new_token'];

describe('E19', () => {
  test('gives a signed token for a common identifier', async () => {
    const to = harness({ serviceTokenLife: 5 * minute });
    const { status, json } = await device(to, 'tv').create({ 'x-sso-id': 'me' });
    const now = Math.floor(to.clock.now / 1000);
    expect([status, json.status]).toEqual([201, 'CREATED']);
    expect([json.notBefore, json.notAfter]).toEqual([now * 1000, (now + 300) * 1000]);
    const [header, claims, signature] = json.serviceToken.split('.');
    expect(JSON.parse(atob(header))).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      iss: 'ssoservicetoken',
      sub: 'me',
      nbf: now,
      iat: now,
      exp: now + 300,
    });
    expect(signature).toMatch(/^[\w-]{43}$/);
  });

  test('calls it jws, and the code link, as the tables do (D34)', async () => {
    const tv = device(harness({ ssoServiceNames: 'tables' }), 'tv');
    const { json } = await tv.create({ 'x-sso-id': 'me' });
    expect(Object.keys(json)).toEqual(['status', 'jws', 'notBefore', 'notAfter']);
    const link = await tv.link(json.jws);
    expect(Object.keys(link.json)).toEqual(['status', 'link', 'notBefore', 'notAfter']);
  });

  test.each([
    ['nothing', {}, missing],
    ['an empty identifier', { 'x-sso-id': '' }, missing],
    ['an empty code', { 'x-sso-link': '' }, missing],
    ['no device', { 'x-sso-id': 'me', 'ap-device-identifier': '' }, missing],
    ['no device info', { 'x-sso-id': 'me', 'x-device-info': '' }, missing],
    [
      'both',
      { 'x-sso-id': 'me', 'x-sso-link': '123456' },
      [400, 'BAD_REQUEST', 400, 'request_invalid', 'check_request_body'],
    ],
    ['an unknown code', { 'x-sso-link': '123456' }, unlinked],
    ['a token', { 'x-sso-id': 'me', 'ad-service-token': identityToken('me') }, missing],
    [
      'a bad access token',
      { 'x-sso-id': 'me', authorization: 'Bearer never-issued' },
      [401, 'UNAUTHORIZED', 401, 'unauthorized', 'none'],
    ],
  ])('with %s is refused', async (_name, headers, expected) => {
    expect(error(await device(harness(), 'tv').create(headers))).toEqual(expected);
  });

  test('by a link code, which works once, and not for ever', async () => {
    const to = harness({ linkLife: 5 * minute });
    const [phone, tv, tablet] = ['phone', 'tv', 'tablet'].map((id) => device(to, id)) as [
      ReturnType<typeof device>,
      ReturnType<typeof device>,
      ReturnType<typeof device>,
    ];
    const token = await phone.token();
    const link = await phone.link(token);
    expect(link.json).toEqual({
      status: 'CREATED',
      code: expect.stringMatching(/^\d{6}$/),
      notBefore: to.clock.now,
      notAfter: to.clock.now + 5 * minute,
    });
    const { code } = link.json;
    expect((await tv.create({ 'x-sso-link': code })).status).toBe(201);
    expect(error(await tablet.create({ 'x-sso-link': code }))).toEqual(unlinked);
    const late = (await phone.link(token)).json.code;
    to.clock.now += 5 * minute;
    expect(error(await tablet.create({ 'x-sso-link': late }))).toEqual(expired);
  });
});

describe('the token', () => {
  test('stands for the same person on every device', async () => {
    const to = harness();
    const [phone, tv] = [device(to, 'phone'), device(to, 'tv')];
    const first = await phone.token();
    const headers = { ...phone.own, 'ad-service-token': first };
    const created = await to.call('POST', '/api/v2/REF30/sessions', {
      headers,
      form: allParameters,
    });
    await to.simulator.viewer.signIn({ code: created.json.code });
    const { code } = (await phone.link(first)).json;
    const second = (await tv.create({ 'x-sso-link': code })).json.serviceToken;
    expect((await tv.profiles(second)).Cablevision.type).toBe('serviceTokenSSO');
    expect((await phone.profiles(first)).Cablevision.type).toBe('regular');
    const stranger = device(to, 'stranger');
    expect(await stranger.profiles(await stranger.token('you'))).toEqual({});
    const listed = (await tv.list(second)).json.devices;
    expect(listed).toEqual({
      phone: {
        deviceType: 'Unknown',
        model: 'AppleTV',
        os: 'tvOS',
        osVersion: '11.0',
        lastSeen: to.clock.now,
        type: 'regular',
      },
    });
    expect((await phone.list(first)).json.devices.tv.type).toBe('sso');
  });

  test('that has run out, or that nobody has issued, is no SSO, and no error', async () => {
    const to = harness({ serviceTokenLife: minute });
    to.simulator.profiles.add({ mvpd: 'Dish', type: 'serviceTokenSSO', subject: 'me' });
    const tv = device(to, 'tv');
    const token = await tv.token();
    expect(Object.keys(await tv.profiles(token))).toEqual(['Dish']);
    const forged = identityToken('me', { iss: 'ssoservicetoken' });
    expect(await tv.profiles(forged)).toEqual({});
    to.clock.now += minute;
    expect(await tv.profiles(token)).toEqual({});
  });

  test('can be refreshed, also for a while after it has run out', async () => {
    const to = harness({ serviceTokenLife: minute });
    const tv = device(to, 'tv');
    const first = await tv.token();
    to.clock.now += 2 * minute - 1000;
    const { status, json } = await tv.refresh(first);
    expect([status, json.status]).toEqual([200, 'OK']);
    expect(json.serviceToken).not.toBe(first);
    expect(json.notAfter - json.notBefore).toBe(minute);
    expect((await tv.list(json.serviceToken)).status).toBe(200);
    to.clock.now += 1000;
    expect(error(await tv.refresh(first))).toEqual(expired);
  });

  test('of one service provider is none of another', async () => {
    const to = harness({ serviceProviders: ['REF30', 'REF40'] });
    const tv = device(to, 'tv');
    const headers = { ...tv.own, 'ad-service-token': await tv.token() };
    expect(error(await to.call('GET', '/api/REF40/serviceToken', { headers }))).toEqual(invalid);
    const { code } = (await tv.link(await tv.token())).json;
    const link = { ...tv.own, 'x-sso-link': code };
    expect(error(await to.call('POST', '/api/REF40/serviceToken', { headers: link }))).toEqual(
      unlinked,
    );
  });
});

describe.each([
  ['E20', 'GET', 'serviceToken', 400],
  ['E21', 'POST', 'link', 401],
  ['E22', 'POST', 'unlink', 401],
  ['E23', 'GET', 'list', 401],
] as const)('%s', (id, method, name, statusOfMissing) => {
  const send = (to: Harness, headers: Record<string, string>) =>
    to.call(method, path(name), {
      headers: { ...to.headers, 'content-type': 'application/json', ...headers },
      ...(id === 'E22' && { body: '{"devices":["x"]}' }),
    });

  test('wants a token that was issued here', async () => {
    const to = harness();
    const [status, , , ...rest] = error(await send(to, {}));
    expect([status, ...rest]).toEqual([statusOfMissing, 'header_missing', 'check_headers']);
    for (const bad of ['x', identityToken('me'), `${await device(to, 'tv').token()}x`]) {
      expect(error(await send(to, { 'ad-service-token': bad }))).toEqual(invalid);
    }
    expect(to.simulator.requests.at(-1)).toMatchObject({ endpoint: id, code: 'header_invalid' });
  });

  test('wants a device that is still linked', async () => {
    const to = harness();
    const tv = device(to, 'tv');
    const token = await tv.token();
    await tv.unlink(token, ['tv']);
    expect(error(await send(to, { 'ad-service-token': token }))).toEqual(unlinked);
    const again = await tv.token();
    expect((await send(to, { 'ad-service-token': again })).status).toBeLessThan(300);
  });

  test('wants a known service provider, and an access token', async () => {
    const to = harness();
    const headers = { ...to.headers, 'content-type': 'application/json' };
    const body = id === 'E22' ? { body: '{"devices":["x"]}' } : {};
    const nobody = await to.call(method, `/api/NOBODY/${name}`, { headers, ...body });
    expect(error(nobody).slice(3)).toEqual(['request_invalid', 'check_request_body']);
    expect(error(await send(to, { authorization: '' })).slice(3)).toEqual(['unauthorized', 'none']);
    to.simulator.expireTokens();
    const late = await send(to, {});
    expect([late.status, late.text]).toEqual([401, '']);
  });

  test('takes no query, no SSO headers of another call, and no PUT', async () => {
    const to = harness();
    const token = { 'ad-service-token': await device(to, 'tv').token() };
    expect((await send(to, { ...token, 'x-sso-id': 'me' })).status).toBe(400);
    expect((await send(to, { ...token, 'adobe-subject-token': 'x' })).status).toBe(400);
    expect((await to.call('PUT', path(name), { body: '' })).json).toMatchObject({
      status: 'METHOD_NOT_ALLOWED',
      error: { status: 405 },
    });
    const query = await to.call('GET', `${path('list')}?all=1`, {
      headers: { ...to.headers, ...token },
    });
    expect(error(query)[0]).toBe(400);
  });

  test('can be hit by a fault, in its own words', async () => {
    const to = harness();
    for (const code of ['internal_error', 'brand_new']) {
      to.simulator.faults.add({ endpoint: id, code });
      const [, , , said] = error(await send(to, {}));
      expect(said).toBe(code);
    }
  });
});

test('a token that has run out lists nothing, links nothing, and unlinks nothing', async () => {
  const to = harness({ serviceTokenLife: minute });
  const tv = device(to, 'tv');
  const token = await tv.token();
  to.clock.now += minute;
  for (const reply of [await tv.list(token), await tv.link(token), await tv.unlink(token, ['x'])]) {
    expect(error(reply)).toEqual(expired);
  }
});

describe('E22', () => {
  test('takes devices out of the account, and says which', async () => {
    const to = harness();
    const phone = device(to, 'phone');
    const tv = device(to, 'tv');
    const stranger = device(to, 'stranger');
    to.simulator.profiles.add({ mvpd: 'Dish', type: 'serviceTokenSSO', subject: 'me' });
    const [mine, theirs] = [await phone.token(), await tv.token()];
    await stranger.token('you');
    expect(Object.keys(await tv.profiles(theirs))).toEqual(['Dish']);
    const { status, json } = await phone.unlink(mine, ['tv', 'tv', 'nowhere', 'stranger']);
    expect([status, json]).toEqual([200, { status: 'OK', unlinkedDevices: ['tv'] }]);
    expect((await phone.list(mine)).json).toEqual({ devices: {} });
    // Its token is worth nothing any more.
    expect(await tv.profiles(theirs)).toEqual({});
  });

  test.each([[null], [[]], ['tv'], [[1]], [['']], [{ tv: true }]])(
    'refuses %j for devices',
    async (devices) => {
      const tv = device(harness(), 'tv');
      const reply = await tv.unlink(await tv.token(), devices);
      expect(error(reply)[3]).toBe('request_invalid');
    },
  );

  test.each([
    ['', 'request_null'],
    ['null', 'request_null'],
    ['{', 'request_invalid'],
    ['["tv"]', 'request_invalid'],
    ['{"devices":["tv"],"all":true}', 'request_invalid'],
  ])('refuses %j: %s', async (body, code) => {
    const to = harness();
    const tv = device(to, 'tv');
    const headers = {
      ...tv.own,
      'content-type': 'application/json',
      'ad-service-token': await tv.token(),
    };
    const reply = await to.call('POST', path('unlink'), { headers, body });
    expect(error(reply)[3]).toBe(code);
  });
});
