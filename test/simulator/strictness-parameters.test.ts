import { describe, expect, test } from 'vitest';
import { calls, everywhere, send, v2 } from './calls.js';
import { allParameters, harness } from './support.js';

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
    '/api/v2/REF30/session/ABCDEFG',
    '/api/v2/REF30/logout',
    '/api/v2/REF30/decision/preauthorize/Dish',
    '/api/v2/REF30/decisions/authorize',
    '/api/v2/REF30/profiles//',
    '/o/client/register/',
    '/api/v2/REF30/configuration/mvpds',
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
    const { method, path, form, json } = calls[id] ?? { method: '', path: '' };
    const type = { 'content-type': 'application/json' };
    const reply = await to.call(method, path.replace('REF30', 'ref30').replace('X', 'ABCDEFG'), {
      ...(form && { form }),
      ...(json !== undefined && {
        headers: { ...to.headers, ...type },
        body: JSON.stringify(json),
      }),
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

  test.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'resources=one'],
    ['no Content-Type', {}, undefined],
    ['text', { 'content-type': 'text/plain' }, '{"resources":["one"]}'],
  ])('a JSON endpoint refuses %s', async (_name, type, body) => {
    for (const kind of ['preauthorize', 'authorize']) {
      const to = harness();
      const reply = await to.call('POST', `/api/v2/REF30/decisions/${kind}/ATTOTT`, {
        headers: { ...to.headers, ...type },
        ...(body !== undefined && { body }),
      });
      expect([reply.status, reply.json['message']]).toEqual([
        400,
        expect.stringContaining('Content-Type'),
      ]);
    }
  });

  test('a JSON endpoint takes a charset', async () => {
    const type = { 'content-type': 'application/json; charset=utf-8' };
    for (const id of ['E13', 'E14']) expect((await send(harness(), id, type)).status).toBe(200);
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
