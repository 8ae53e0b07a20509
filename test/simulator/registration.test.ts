import { describe, expect, test } from 'vitest';
import { deviceHeader, deviceInfo, harness, type Harness } from './support.js';

const jsonHeaders = { 'content-type': 'application/json', 'x-device-info': deviceInfo };
const formHeaders = { 'x-device-info': deviceInfo };

const register = (to: Harness, body: unknown, headers: Record<string, string> = jsonHeaders) =>
  to.call('POST', '/o/client/register', {
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const token = (to: Harness, form: Record<string, string>, headers = formHeaders) =>
  to.call('POST', '/o/client/token', { headers, form });

async function credentials(to: Harness): Promise<Record<string, string>> {
  const { json } = await register(to, { software_statement: 'statement' });
  return {
    client_id: String(json['client_id']),
    client_secret: String(json['client_secret']),
    grant_type: 'client_credentials',
  };
}

describe('E1', () => {
  test('keeps the redirect URI', async () => {
    const { status, json } = await register(harness(), {
      software_statement: 'statement',
      redirect_uri: 'adobepass://com.programmer',
    });
    expect(status).toBe(201);
    expect(json['redirect_uris']).toEqual(['adobepass://com.programmer']);
    expect(json['client_id_issued_at']).toBe(1_733_735_289);
  });

  test.each([
    ['no JSON', '{', 'invalid_request'],
    ['no object', '[]', 'invalid_request'],
    ['no statement', {}, 'invalid_request'],
    ['an empty statement', { software_statement: '' }, 'invalid_request'],
    ['a statement that is no text', { software_statement: 7 }, 'invalid_request'],
    ['white space', { software_statement: 'a\n b' }, 'invalid_software_statement'],
    ['a foreign statement', { software_statement: 'other' }, 'unapproved_software_statement'],
    ['a bad URI', { software_statement: 'mine', redirect_uri: 'here' }, 'invalid_redirect_uri'],
    ['an unknown field', { software_statement: 'mine', name: 'x' }, 'invalid_request'],
  ])('refuses %s', async (_name, body, code) => {
    const to = harness({ softwareStatements: ['mine'] });
    const reply = await register(to, body);
    expect([reply.status, reply.json]).toEqual([400, { error: code }]);
    expect(to.simulator.requests.at(-1)).toMatchObject({ endpoint: 'E1', status: 400, code });
    expect(to.simulator.requests.at(-1)?.reason).toMatch(/\w/);
  });

  test.each([
    ['no X-Device-Info', { 'content-type': 'application/json' }],
    ['X-Device-Info of another form', { ...jsonHeaders, 'x-device-info': '{"model":"x"}' }],
    ['a form', { ...jsonHeaders, 'content-type': 'application/x-www-form-urlencoded' }],
    ['an Authorization', { ...jsonHeaders, authorization: 'Bearer x' }],
    ['a device identifier', { ...jsonHeaders, 'ap-device-identifier': deviceHeader }],
    ['an identity header', { ...jsonHeaders, 'ad-service-token': 'x' }],
    ['an Accept for something else', { ...jsonHeaders, accept: 'text/html' }],
  ])('refuses %s', async (_name, headers) => {
    const reply = await register(harness(), { software_statement: 'mine' }, headers);
    expect([reply.status, reply.json]).toEqual([400, { error: 'invalid_request' }]);
  });

  test('a browser may leave X-Device-Info out, another device may not', async () => {
    const statement = { software_statement: 'mine' };
    const type = { 'content-type': 'application/json' };
    const browser = 'Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36';
    const television = 'Mozilla/5.0 (Apple TV; U; CPU AppleTV5,3 OS 11.0 like Mac OS X; en_US)';
    const from = (agent: string) =>
      register(harness(), statement, { ...type, 'user-agent': agent });
    expect((await from(browser)).status).toBe(201);
    expect((await from(television)).status).toBe(400);
  });
});

describe('E2', () => {
  test('gives a token that lives as long as it says', async () => {
    const to = harness({ tokenLife: 60 });
    const { status, json } = await token(to, await credentials(to));
    expect(status).toBe(201);
    expect(json).toMatchObject({ expires_in: 60, created_at: to.clock.now, token_type: 'bearer' });
    const headers = { ...to.headers, authorization: `Bearer ${json['access_token']}` };
    const create = () => to.call('POST', '/api/v2/REF30/sessions', { headers, form: {} });
    to.clock.now += 59_999;
    expect((await create()).status).toBe(200);
    to.clock.now += 1;
    const late = await create();
    expect([late.status, late.text]).toEqual([401, '']);
  });

  test.each([
    ['a missing id', { client_id: '' }, 'invalid_request'],
    ['a missing secret', { client_secret: '' }, 'invalid_request'],
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
    ['a wrong secret', { client_secret: 'guess' }, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['an unknown field', { scope: 'all' }, 'invalid_request'],
  ])('refuses %s', async (_name, change, code) => {
    const to = harness();
    const reply = await token(to, { ...(await credentials(to)), ...change });
    expect([reply.status, reply.json]).toEqual([400, { error: code }]);
  });

  test('refuses the parameters in the query', async () => {
    const to = harness();
    const query = new URLSearchParams(await credentials(to)).toString();
    const reply = await to.call('POST', `/o/client/token?${query}`, {
      headers: formHeaders,
      form: {},
    });
    expect(reply.json).toEqual({ error: 'invalid_request' });
  });

  test('refuses a JSON body', async () => {
    const to = harness();
    const body = JSON.stringify(await credentials(to));
    const reply = await to.call('POST', '/o/client/token', { headers: jsonHeaders, body });
    expect(reply.json).toEqual({ error: 'invalid_request' });
  });
});

describe('the switches', () => {
  test('tokens run out, and a new one works with the same client', async () => {
    const to = harness();
    const form = await credentials(to);
    to.simulator.expireTokens();
    const expired = await to.call('POST', '/api/v2/REF30/sessions', { form: {} });
    expect([expired.status, expired.text]).toEqual([401, '']);
    const { json } = await token(to, form);
    const headers = { ...to.headers, authorization: `Bearer ${json['access_token']}` };
    const again = await to.call('POST', '/api/v2/REF30/sessions', { headers, form: {} });
    expect(again.status).toBe(200);
  });

  test('a revoked client gets no token, and its token gets a 401 with a code', async () => {
    const to = harness();
    const form = await credentials(to);
    to.simulator.revokeClients();
    expect((await token(to, form)).json).toEqual({ error: 'invalid_client' });
    const reply = await to.call('POST', '/api/v2/REF30/sessions', { form: {} });
    expect(reply.status).toBe(401);
    expect(reply.json).toMatchObject({
      code: 'invalid_access_token_client_application',
      action: 'application-registration',
      status: 401,
    });
  });
});
