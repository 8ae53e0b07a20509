import { describe, expect, test } from 'vitest';
import { everywhere, management, send, v2 } from './calls.js';
import { allParameters, deviceHeader, deviceInfo, harness, partnerStatus } from './support.js';

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
  const required = ['E4', 'E8', 'E9', 'E11', 'E12', 'E13', 'E14', 'E15'];
  const optional = ['E3', 'E5', 'E6', 'E10'];

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
    'AD-Service-Token': ['E4', 'E8', 'E9', 'E13', 'E14', 'E15'],
    'Adobe-Subject-Token': v2,
    'X-Roku-Reserved-Roku-Connect-Token': everywhere,
    'AP-Partner-Framework-Status': ['E8', 'E9', 'E11', 'E12', 'E13', 'E14'],
    // On E13 by the OpenAPI file only (D15).
    'AP-TempPass-Identity': ['E9', 'E10', 'E13', 'E14'],
    'AP-Visitor-Identifier': v2,
    'X-SSO-ID': [],
    'X-SSO-LINK': [],
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
