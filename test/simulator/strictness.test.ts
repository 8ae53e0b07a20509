import { describe, expect, test } from 'vitest';
import {
  allParameters,
  deviceHeader,
  deviceInfo,
  harness,
  partnerStatus,
  type Harness,
  type Reply,
} from './support.js';

/** A correct call of every endpoint that takes a token; `X` stands for a code. */
const calls: Record<string, { method: string; path: string; form?: Record<string, string> }> = {
  E4: { method: 'POST', path: '/api/v2/REF30/sessions', form: allParameters },
  E5: { method: 'POST', path: '/api/v2/REF30/sessions/X', form: allParameters },
  E6: { method: 'GET', path: '/api/v2/REF30/sessions/X' },
  E10: { method: 'GET', path: '/api/v2/REF30/profiles/code/X' },
  E11: { method: 'POST', path: '/api/v2/REF30/sessions/sso/Apple', form: { domainName: 'a.b' } },
  E12: { method: 'POST', path: '/api/v2/REF30/profiles/sso/Apple', form: { SAMLResponse: 'PD94' } },
  E15: { method: 'GET', path: '/api/v2/REF30/logout/Dish?redirectUrl=https%3A%2F%2Fa.b' },
  E16: {
    method: 'DELETE',
    path: '/reset-tempass/v3/reset?requestor_id=REF30&mvpd_id=TempPass_TEST40&device_id=all',
  },
  E17: {
    method: 'DELETE',
    path: '/reset-tempass/v3/reset/generic?requestor_id=REF30&mvpd_id=flexibleTempPass&key=all',
  },
};
const v2 = ['E4', 'E5', 'E6', 'E10', 'E11', 'E12', 'E15'];
const management = ['E16', 'E17'];
const everywhere = [...v2, ...management];

async function send(
  to: Harness,
  id: string,
  headers: Record<string, string | undefined> = {},
  suffix = '',
): Promise<Reply> {
  const { code } = await to.create();
  const { method, path, form } = calls[id] ?? { method: '', path: '' };
  const { authorization } = to.headers;
  const all: Record<string, string | undefined> = management.includes(id)
    ? { authorization, ...headers }
    : {
        ...to.headers,
        ...(id === 'E12' && { 'ap-partner-framework-status': partnerStatus('Cablevision') }),
        ...headers,
      };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]);
  return to.call(method, path.replace('X', code) + suffix, {
    headers: Object.fromEntries(sent),
    ...(form && { form }),
  });
}

describe('a correct call passes', () => {
  test.each(everywhere)('%s', async (id) => {
    const to = harness();
    const { status } = await send(to, id);
    expect(status).toBe(id === 'E12' ? 201 : management.includes(id) ? 204 : 200);
    expect(to.simulator.requests.at(-1)?.endpoint).toBe(id);
  });
});

describe('Authorization', () => {
  test.each(everywhere)('%s wants a good one', async (id) => {
    for (const bad of ['', 'Bearer never-issued', 'Basic abc', 'Bearer', 'Bearer a b']) {
      const to = harness();
      const reply = await send(to, id, { authorization: bad });
      expect(reply.status).toBe(401);
      if (v2.includes(id)) {
        expect(reply.json['code']).toBe('invalid_access_token_client_application');
        expect(reply.json['action']).toBe('application-registration');
      } else expect(reply.text).toBe('');
    }
  });

  test.each(v2)('%s answers a revoked client with 401', async (id) => {
    const to = harness();
    const dead = to.headers['authorization'];
    to.simulator.revokeClients();
    const living = to.client();
    to.headers['authorization'] = living['authorization'] ?? '';
    const reply = await send(to, id, { authorization: dead });
    expect(reply.status).toBe(401);
  });

  test.each(management)('%s answers a revoked client with 403', async (id) => {
    const to = harness();
    const dead = to.headers['authorization'];
    to.simulator.revokeClients();
    to.headers['authorization'] = to.client()['authorization'] ?? '';
    expect((await send(to, id, { authorization: dead })).status).toBe(403);
  });

  test('E7 must not have one, since a user agent sends it', async () => {
    const to = harness();
    const { url } = await to.create(allParameters);
    const reply = await to.call('GET', url);
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('text/html');
  });
});

describe('the device headers', () => {
  const required = ['E4', 'E11', 'E12', 'E15'];
  const optional = ['E5', 'E6', 'E10'];

  test.each(required)('%s needs both', async (id) => {
    const noDevice = await send(harness(), id, { 'ap-device-identifier': undefined });
    expect([noDevice.status, noDevice.json['code']]).toEqual([
      400,
      'invalid_header_device_identifier',
    ]);
    const noInfo = await send(harness(), id, { 'x-device-info': undefined });
    expect([noInfo.status, noInfo.json['code']]).toEqual([400, 'invalid_header_device_info']);
  });

  test.each(optional)('%s needs none', async (id) => {
    const headers = { 'ap-device-identifier': undefined, 'x-device-info': undefined };
    expect((await send(harness(), id, headers)).status).toBe(200);
  });

  test.each([...required, ...optional])('%s refuses bad ones', async (id) => {
    for (const bad of [
      deviceHeader.split(' ')[1],
      'fingerprint',
      'fingerprint not-Base64!',
      'fingerprint YQ',
      'fingerprint IA==',
      `id ${btoa('x')}`,
      `fingerprint  ${btoa('x')}`,
    ]) {
      const reply = await send(harness(), id, { 'ap-device-identifier': bad });
      expect(reply.json['code']).toBe('invalid_header_device_identifier');
    }
    for (const bad of ['{"model":"x"}', btoa('model'), btoa('["model"]'), btoa(deviceInfo)]) {
      const reply = await send(harness(), id, { 'x-device-info': bad });
      expect(reply.json['code']).toBe('invalid_header_device_info');
    }
  });

  test.each(management)('%s takes none', async (id) => {
    expect((await send(harness(), id, { 'ap-device-identifier': deviceHeader })).status).toBe(400);
    expect((await send(harness(), id, { 'x-device-info': deviceInfo })).status).toBe(400);
  });

  test('take any UTF-8 text', async () => {
    const to = harness();
    const id = Buffer.from('téléviseur 📺').toString('base64');
    const reply = await send(to, 'E4', { 'ap-device-identifier': `fingerprint ${id}` });
    expect(to.simulator.session(reply.json['code'])?.deviceId).toBe('téléviseur 📺');
  });
});

describe('headers of other endpoints', () => {
  const places: Record<string, readonly string[]> = {
    'AD-Service-Token': ['E4', 'E15'],
    'Adobe-Subject-Token': v2,
    'X-Roku-Reserved-Roku-Connect-Token': everywhere,
    'AP-Partner-Framework-Status': ['E11', 'E12'],
    'AP-TempPass-Identity': ['E10'],
    'AP-Visitor-Identifier': v2,
  };
  const cases = Object.entries(places).flatMap(([name, allowed]) =>
    everywhere.map((id) => [name, id, allowed.includes(id)] as const),
  );

  test.each(cases)('%s on %s: %s', async (name, id, allowed) => {
    const value =
      name === 'AP-Partner-Framework-Status' ? partnerStatus('Cablevision') : 'dG9rZW4=';
    const reply = await send(harness(), id, { [name.toLowerCase()]: value });
    expect(reply.status < 300).toBe(allowed);
    if (!allowed) expect(reply.status).toBe(400);
    if (!allowed && v2.includes(id)) expect(reply.json['message']).toContain(`${name} does not`);
  });

  test.each([
    ['ap-visitor-identifier', '"quoted"'],
    ['x-forwarded-for', '203.45.101.20, 10.0.0.1'],
    ['x-forwarded-for', 'localhost'],
    ['accept', 'application/xml'],
  ])('%s: %s is refused', async (name, value) => {
    expect((await send(harness(), 'E4', { [name]: value })).status).toBe(400);
  });

  test.each([
    ['ap-visitor-identifier', '52339041234567890'],
    ['x-forwarded-for', '203.45.101.20'],
    ['x-forwarded-for', '2001:db8::1'],
    ['accept', 'application/json;charset=utf-8'],
    ['accept', '*/*'],
  ])('%s: %s is fine', async (name, value) => {
    expect((await send(harness(), 'E4', { [name]: value })).status).toBe(200);
  });
});

describe('methods and paths', () => {
  const paths: Array<[string, string]> = [
    ...Object.values(calls).map(({ method, path }): [string, string] => [
      method,
      path.replace('X', 'ABCDEFG'),
    ]),
    ['POST', '/o/client/register'],
    ['POST', '/o/client/token'],
    ['DELETE', '/api/v1/logout'],
    ['GET', '/api/v2/authenticate/REF30/ABCDEFG'],
  ];

  test.each(paths)('%s %s has no PUT', async (method, path) => {
    const to = harness();
    const reply = await to.call('PUT', path, { body: '' });
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toContain(method);
    expect(reply.json).toMatchObject({ status: 405, action: 'none' });
    expect(to.simulator.requests).toHaveLength(1);
  });

  test('HEAD is no GET', async () => {
    const to = harness();
    expect((await to.call('HEAD', '/api/v2/REF30/profiles/code/ABCDEFG')).status).toBe(405);
  });

  test.each([
    '/api/v2/REF30/session',
    '/api/v2/REF30/sessions/',
    '/api/v2/sessions/REF30/ABCDEFG',
    '/api/v2/logout/REF30/Dish',
    '/api/v2/REF30/logout',
    '/API/V2/REF30/sessions',
    '/nowhere',
  ])('%s is not found', async (path) => {
    const to = harness();
    const reply = await to.call('GET', path);
    expect(reply.status).toBe(404);
    expect(reply.json).toMatchObject({ status: 404, action: 'none', code: 'not_found' });
    expect(to.simulator.requests.at(-1)).toMatchObject({ endpoint: 'unknown', status: 404 });
  });

  test.each(v2)('%s wants a known service provider', async (id) => {
    const to = harness();
    const { method, path, form } = calls[id] ?? { method: '', path: '' };
    const reply = await to.call(method, path.replace('REF30', 'ref30').replace('X', 'ABCDEFG'), {
      ...(form && { form }),
    });
    expect(reply.json['code']).toBe('invalid_parameter_service_provider');
  });
});

const postForm = (body: string) => {
  const to = harness();
  return to.call('POST', '/api/v2/REF30/sessions', {
    headers: { ...to.headers, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
};

describe('parameters', () => {
  test.each(everywhere)('%s refuses an undocumented query parameter', async (id) => {
    const separator = calls[id]?.path.includes('?') ? '&' : '?';
    expect((await send(harness(), id, {}, `${separator}debug=1`)).status).toBe(400);
  });

  test.each(['E4', 'E5', 'E11', 'E12'])('%s refuses an undocumented field', async (id) => {
    const to = harness();
    const { code } = await to.create();
    const { path = '', form = {} } = calls[id] ?? {};
    const reply = await to.call('POST', path.replace('X', code), { form: { ...form, extra: '1' } });
    expect(reply.status).toBe(400);
    expect(reply.json['message']).toContain('extra');
  });

  test('E11 has no mvpd', async () => {
    const reply = await harness().call('POST', '/api/v2/REF30/sessions/sso/Apple', {
      form: allParameters,
    });
    expect([reply.status, reply.json['message']]).toEqual([400, expect.stringContaining('mvpd')]);
  });

  test.each([
    ['a JSON body', { 'content-type': 'application/json' }, '{}'],
    ['no Content-Type', {}, undefined],
    ['text', { 'content-type': 'text/plain' }, 'mvpd=Dish'],
  ])('a form endpoint refuses %s', async (_name, type, body) => {
    const to = harness();
    const reply = await to.call('POST', '/api/v2/REF30/sessions', {
      headers: { ...to.headers, ...type },
      ...(body !== undefined && { body }),
    });
    expect([reply.status, reply.json['message']]).toEqual([
      400,
      expect.stringContaining('Content-Type'),
    ]);
  });

  test('a call without a body refuses one', async () => {
    const to = harness();
    const path = '/reset-tempass/v3/reset?requestor_id=REF30&mvpd_id=TempPass_TEST40';
    const { authorization = '' } = to.headers;
    const reply = await to.call('DELETE', path, { headers: { authorization }, body: 'x' });
    expect(reply.status).toBe(400);
  });

  test.each([
    ['encoded twice', 'redirectUrl=https%253A%252F%252Fadobe.com'],
    ['not encoded', 'redirectUrl=https://adobe.com'],
    ['not absolute', 'redirectUrl=%2Fback'],
    ['without slashes', 'redirectUrl=https%3Aadobe.com'],
    ['no URL', 'redirectUrl=https%3A%2F%2F'],
    ['empty', 'redirectUrl='],
    ['with a space', 'redirectUrl=https%3A%2F%2Fadobe.com%2Fa+b'],
    ['with markup', 'redirectUrl=https%3A%2F%2Fadobe.com%2F%3Cb%3E'],
    ['a script', 'redirectUrl=javascript%3Aalert(1)'],
    ['a script in disguise', 'redirectUrl=%09JavaScript%3Aalert(1)'],
    ['data', 'redirectUrl=data%3Atext%2Fhtml%2Cx'],
    ['a file', 'redirectUrl=file%3A%2F%2F%2Fetc%2Fpasswd'],
    ['there twice', 'redirectUrl=https%3A%2F%2Fa.b&redirectUrl=https%3A%2F%2Fa.b'],
    ['broken off', 'redirectUrl=https%3A%2F%2Fadobe.com%2'],
  ])('a redirectUrl that is %s', async (_name, body) => {
    const reply = await postForm(body);
    expect([reply.status, reply.json['code']]).toEqual([400, 'invalid_parameter_redirect_url']);
  });

  test.each([
    'https://adobe.com',
    'http://localhost:8080/back?x=1&y=https%3A%2F%2Fa.b#there',
    'adobepass://com.programmer/back',
    'com.programmer.app:/oauth',
  ])('a redirectUrl that is fine: %s', async (redirectUrl) => {
    const reply = await postForm(new URLSearchParams({ redirectUrl }).toString());
    expect(reply.status).toBe(200);
  });

  test.each([
    ['mvpd=Nobody', 'invalid_parameter_mvpd'],
    ['mvpd=', 'invalid_parameter_mvpd'],
    ['mvpd=cablevision', 'invalid_parameter_mvpd'],
    ['mvpd=Suddenlink', 'invalid_integration'],
    ['domainName=https%3A%2F%2Fadobe.com', 'invalid_parameter_service_provider'],
    ['domainName=', 'invalid_parameter_service_provider'],
    ['domain=adobe.com', 'invalid_parameter_redirect_url'],
  ])('%s is answered with %s', async (body, code) => {
    const reply = await postForm(body);
    expect([reply.status, reply.json['code']]).toEqual([400, code]);
  });
});

test('an enhanced error is flat, and carries what the catalogue says', async () => {
  const reply = await send(harness(), 'E4', { 'x-device-info': 'bad' });
  expect(reply.headers.get('content-type')).toBe('application/json;charset=UTF-8');
  expect(reply.json).toEqual({
    action: 'none',
    status: 400,
    code: 'invalid_header_device_info',
    message: expect.stringContaining('X-Device-Info'),
    helpUrl: expect.stringMatching(/^https:\/\//),
    trace: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/),
  });
});
