import { describe, expect, it, vi } from 'vitest';
import {
  createSession,
  memoryStorage,
  type PassStorage,
  profileForCode,
  sessionInformation,
} from '../../src/client/index.js';
import { failure, stub, stubClient } from '../support/stub.js';
import { clientOptions, simulateTime, START, world } from '../support/world.js';

simulateTime();

const KEY = `tve-auth-flow:https://sp.auth-staging.adobe.com:REF30:${clientOptions.device.id}`;

describe('the first request', () => {
  it('registers, gets a token, and uses it for all that follow (R7, R19)', async () => {
    const { client, seen, simulator } = world();
    await createSession(client);
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
    const authorized = simulator.requests.filter(({ endpoint }) => endpoint === 'E4');
    expect(new Set(authorized.map(({ headers }) => headers['authorization'])).size).toBe(1);
  });

  it('registers with JSON, and asks for the token with a form (R9, R10, R11, R12, R25)', async () => {
    const storage = memoryStorage();
    const { clientWith, simulator } = world();
    await createSession(clientWith({ storage, redirectUri: 'app://done' }));
    const stored = JSON.parse(String(await storage.getItem(KEY))) as Record<string, string>;
    const [registration, token, session] = simulator.requests;
    const device = { 'x-device-info': expect.stringMatching(/^\w+=*$/) as unknown };
    expect(registration).toMatchObject({
      method: 'POST',
      path: '/o/client/register',
      headers: { 'content-type': 'application/json', ...device },
      body: { software_statement: clientOptions.softwareStatement, redirect_uri: 'app://done' },
      status: 201,
    });
    expect(token).toMatchObject({
      method: 'POST',
      path: '/o/client/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...device },
      body: {
        client_id: stored['client_id'],
        client_secret: stored['client_secret'],
        grant_type: 'client_credentials',
      },
      status: 201,
    });
    expect(session?.headers).toHaveProperty('authorization', `Bearer ${stored['access_token']}`);
  });

  it('takes the grant type that the registration names, and leaves out what it does not know (R9, R11, R12)', async () => {
    const { fetch, seen } = stub(
      { status: 201, body: { client_id: 'a', client_secret: 'b+/', grant_types: ['other grant'] } },
      { status: 201, body: { access_token: 'opaque', expires_in: 60, token_type: 'bearer' } },
      { body: { actionName: 'resume', code: 'A' } },
    );
    const { clientWith } = world({}, { fetch });
    await createSession(clientWith({ device: { id: 'browser' } }));
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      software_statement: clientOptions.softwareStatement,
    });
    expect(seen[1]?.body).toBe('client_id=a&client_secret=b%2B%2F&grant_type=other%20grant');
    for (const { headers } of seen) expect(headers).not.toHaveProperty('x-device-info');
  });

  it('is one registration however many callers wait (R27)', async () => {
    const { client, seen } = world();
    await Promise.all([createSession(client), createSession(client), createSession(client)]);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4', 'E4']);
  });

  it('does not fail for all when one caller gives up', async () => {
    const { client, seen } = world();
    const controller = new AbortController();
    const given = failure(createSession(client, {}, { signal: controller.signal }));
    const other = createSession(client);
    controller.abort();
    await expect(given).resolves.toMatchObject({ code: 'aborted' });
    await expect(other).resolves.toMatchObject({ actionName: 'resume' });
    expect(seen()).toEqual(['E1', 'E2', 'E4']);
  });

  it('is none for a call that was aborted before it began', async () => {
    const { client, pass, seen } = world();
    const error = await failure(createSession(client, {}, { signal: AbortSignal.abort() }));
    await pass(10_000);
    expect(error).toMatchObject({ code: 'aborted' });
    expect(seen()).toEqual([]);
  });

  it('tries again after a failure', async () => {
    const { client, seen, simulator } = world();
    simulator.faults.add({ endpoint: 'E1', cut: 'before' });
    await expect(failure(createSession(client))).resolves.toMatchObject({
      code: 'network_failure',
    });
    await expect(createSession(client)).resolves.toBeDefined();
    expect(seen()).toEqual(['E1', 'E1', 'E2', 'E4']);
  });
});

describe('storage', () => {
  it('has what the next start needs (R8, R13, R18)', async () => {
    const storage = memoryStorage();
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage }));
    await createSession(clientWith({ storage }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
    expect(JSON.parse(String(await storage.getItem(KEY)))).toMatchObject({
      client_id: expect.any(String),
      client_secret: expect.any(String),
      access_token: expect.any(String),
      renew_at: START + 21_540_000,
    });
  });

  it('has credentials for good: a year later they get the next token (R13, R14, R20, R26)', async () => {
    const storage = memoryStorage();
    const { clientWith, pass, seen, simulator } = world();
    const client = clientWith({ storage });
    await createSession(client);
    await pass(365 * 86_400_000);
    await createSession(client);
    await pass(365 * 86_400_000);
    await createSession(clientWith({ storage }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E2', 'E4', 'E2', 'E4']);
    const sent = (endpoint: string) =>
      simulator.requests.filter((entry) => entry.endpoint === endpoint);
    expect(new Set(sent('E2').map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(new Set(sent('E4').map(({ headers }) => headers['authorization'])).size).toBe(3);
    expect(sent('E4').map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('may be asynchronous, or parse what it stored', async () => {
    const { clientWith, seen } = world();
    const items = new Map<string, unknown>();
    const parsing: PassStorage = {
      getItem: async (key) => items.get(key) ?? null,
      setItem: async (key, value) => void items.set(key, JSON.parse(value)),
      removeItem: async (key) => void items.delete(key),
    };
    await createSession(clientWith({ storage: parsing }));
    await createSession(clientWith({ storage: parsing }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
  });

  it('belongs to one device', async () => {
    const storage = memoryStorage();
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage }));
    await createSession(
      clientWith({ storage, device: { ...clientOptions.device, id: 'another' } }),
    );
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E1', 'E2', 'E4']);
  });

  it.each(['', 'garbage', '[]', '{"client_id":1}', 'null', '{"client_id":"a"}'])(
    'with %j in it is an empty one',
    async (stored) => {
      const storage = memoryStorage();
      await storage.setItem(KEY, stored);
      const { clientWith, seen } = world();
      await createSession(clientWith({ storage }));
      expect(seen()).toEqual(['E1', 'E2', 'E4']);
    },
  );

  it('that cannot be read ends the call, for a new registration would sign the viewer out', async () => {
    const { clientWith, seen } = world();
    const broken = { ...memoryStorage(), getItem: () => Promise.reject(new Error('locked')) };
    const error = await failure(createSession(clientWith({ storage: broken })));
    expect(error).toMatchObject({ name: 'StorageError', code: 'storage_failure', remedy: 'retry' });
    expect(seen()).toEqual([]);
  });

  it('that cannot be read any more is no loss to a client that knows its credentials', async () => {
    const storage = memoryStorage();
    let broken = false;
    const failing: PassStorage = {
      ...storage,
      getItem: (key) => (broken ? Promise.reject(new Error('locked')) : storage.getItem(key)),
    };
    const { clientWith, pass, seen } = world({ tokenLife: 600 });
    const client = clientWith({ storage: failing });
    await createSession(client);
    broken = true;
    await pass(600_000);
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E2', 'E4']);
  });

  it('that cannot be written costs nothing now', async () => {
    const { clientWith, seen } = world();
    const full = {
      ...memoryStorage(),
      setItem: () => {
        throw new Error('full');
      },
    };
    const client = clientWith({ storage: full });
    await createSession(client);
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
  });

  it('is read again before a renewal: another tab may have been first', async () => {
    const storage = memoryStorage();
    const { clientWith, seen, pass } = world({ tokenLife: 600 });
    const [one, other] = [clientWith({ storage }), clientWith({ storage })];
    await createSession(one);
    await createSession(other);
    await pass(595_000);
    await createSession(one);
    await createSession(other);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4', 'E2', 'E4', 'E4']);
  });
});

describe('renewal', () => {
  it('comes shortly before the expiry, with the same credentials (R16, R21, R22)', async () => {
    const { client, seen, pass } = world({ tokenLife: 3600 });
    await createSession(client);
    await pass(3_539_000);
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
    await pass(1000);
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4', 'E2', 'E4']);
  });

  it('takes the expiry from the local time of receipt, whatever the server says of its own', async () => {
    const token = (created_at: unknown) => ({
      status: 201,
      body: {
        access_token: `t${String(created_at)}`,
        expires_in: '100',
        created_at,
        token_type: 'Bearer',
      },
    });
    const credentials = { status: 201, body: { client_id: 'a', client_secret: 'b' } };
    const { fetch, seen } = stub(
      credentials,
      token(1),
      { body: { actionName: 'resume', code: 'A' } },
      token(2),
      { body: { actionName: 'resume', code: 'A' } },
    );
    const { clientWith, pass } = world({}, { fetch });
    const client = clientWith();
    await createSession(client);
    await pass(90_000);
    await createSession(client);
    expect(seen.map(({ url }) => new URL(url).pathname.split('/').at(-1))).toEqual([
      'register',
      'token',
      'sessions',
      'token',
      'sessions',
    ]);
  });
});

describe('a 401', () => {
  it('renews the token first, and sends the call once more (R16, R23)', async () => {
    const { client, seen, simulator } = world();
    await createSession(client);
    simulator.expireTokens();
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4', 'E2', 'E4']);
  });

  it('renews it once for all calls that met it', async () => {
    const { client, seen, simulator } = world({ throttle: false });
    const { code } = await createSession(client);
    simulator.expireTokens();
    await Promise.all([1, 2, 3].map(() => sessionInformation(client, { code: code! })));
    expect(seen().filter((endpoint) => endpoint === 'E2')).toHaveLength(2);
    expect(seen().filter((endpoint) => endpoint === 'E1')).toHaveLength(1);
  });

  it('registers anew again where the server had taken the new credentials, also for a refusal', async () => {
    const { client, seen, simulator } = world({ throttle: false });
    await createSession(client);
    for (const _ of [1, 2]) {
      simulator.revokeClients();
      simulator.faults.add({ endpoint: 'E4', after: 1, code: 'invalid_parameter_mvpd' });
      await failure(createSession(client));
    }
    expect(seen().filter((endpoint) => endpoint === 'E1')).toHaveLength(3);
    await expect(createSession(client)).resolves.toMatchObject({ actionName: 'resume' });
  });

  it('registers anew only where the credentials are dead, and says so (R17, R24)', async () => {
    const onCredentialsReplaced = vi.fn<() => void>();
    const { clientWith, seen, simulator } = world();
    const client = clientWith({ onCredentialsReplaced });
    await createSession(client);
    expect(onCredentialsReplaced).not.toHaveBeenCalled();
    simulator.revokeClients();
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4', 'E2', 'E1', 'E2', 'E4']);
    expect(onCredentialsReplaced).toHaveBeenCalledTimes(1);
  });

  it('registers anew where the new token is refused with a code', async () => {
    const { client, seen, simulator } = world({ throttle: false });
    const { code } = await createSession(client);
    const fault = {
      endpoint: 'E6',
      status: 401,
      code: 'invalid_access_token_client_application',
    } as const;
    simulator.faults.add({ ...fault, times: 2 });
    await sessionInformation(client, { code: code! });
    expect(seen().slice(3)).toEqual(['E6', 'E2', 'E6', 'E1', 'E2', 'E6']);
  });

  it('keeps the credentials where the new token is refused without a code', async () => {
    const { client, seen, simulator } = world();
    await createSession(client);
    simulator.faults.add({ endpoint: 'E4', status: 401, times: Infinity, body: '' });
    await expect(failure(createSession(client))).resolves.toMatchObject({
      code: 'http_401',
      remedy: 'register',
    });
    expect(seen().slice(3)).toEqual(['E4', 'E2', 'E4']);
  });

  it('is final after that, and does not register for every further call (R27)', async () => {
    const { client, seen, simulator } = world({ throttle: false });
    simulator.faults.add({
      endpoint: 'E4',
      status: 401,
      times: Infinity,
      code: 'invalid_access_token_service_provider',
    });
    const error = await failure(createSession(client));
    expect(error).toMatchObject({
      code: 'invalid_access_token_service_provider',
      remedy: 'register',
    });
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E2', 'E4', 'E1', 'E2', 'E4']);
    await failure(createSession(client));
    await failure(createSession(client));
    expect(seen().filter((endpoint) => endpoint === 'E1')).toHaveLength(2);
  });

  it('registers anew at the next call where the registration could not be reached', async () => {
    const { client, seen, simulator } = world({ throttle: false });
    await createSession(client);
    simulator.revokeClients();
    simulator.faults.add({ endpoint: 'E1', cut: 'before' });
    await expect(failure(createSession(client))).resolves.toMatchObject({
      code: 'network_failure',
    });
    await expect(createSession(client)).resolves.toBeDefined();
    expect(seen().slice(3)).toEqual(['E4', 'E2', 'E1', 'E2', 'E1', 'E2', 'E4']);
  });

  it('keeps the old credentials where the new registration is refused', async () => {
    const storage = memoryStorage();
    const { clientWith, simulator } = world({ throttle: false });
    const client = clientWith({ storage });
    await createSession(client);
    const before = JSON.parse(String(await storage.getItem(KEY))) as { client_id: string };
    simulator.faults.add({
      endpoint: 'E4',
      status: 401,
      times: 2,
      code: 'invalid_access_token_client_application',
    });
    simulator.faults.add({
      endpoint: 'E1',
      status: 400,
      body: { error: 'unapproved_software_statement' },
    });
    await expect(failure(createSession(client))).resolves.toMatchObject({
      name: 'RegistrationError',
      code: 'unapproved_software_statement',
      remedy: 'configure',
    });
    expect(JSON.parse(String(await storage.getItem(KEY)))).toMatchObject({
      client_id: before.client_id,
    });
    await expect(createSession(client)).resolves.toBeDefined();
  });

  it('with dead credentials that a new registration does not help ends', async () => {
    const { client, seen, simulator } = world();
    await createSession(client);
    simulator.expireTokens();
    simulator.faults.add({
      endpoint: 'E2',
      status: 400,
      times: Infinity,
      body: { error: 'invalid_client' },
    });
    await expect(failure(createSession(client))).resolves.toMatchObject({
      code: 'invalid_client',
      remedy: 'register',
    });
    expect(seen().slice(3)).toEqual(['E4', 'E2', 'E1', 'E2']);
  });
});

describe('a token of the app', () => {
  it('replaces registration', async () => {
    const { clientWith, seen, simulator } = world();
    const accessToken = vi.fn<() => Promise<string>>(async () => simulator.issueToken());
    const client = clientWith({ accessToken });
    await createSession(client);
    expect(seen()).toEqual(['E4']);
    simulator.expireTokens();
    await createSession(client);
    expect(seen()).toEqual(['E4', 'E4']);
  });

  it('is asked for again after a 401, and the call sent once more where it is another', async () => {
    const tokens = ['old', 'old', 'new'];
    const { client, seen } = stubClient([{ status: 401 }, { body: { profiles: {} } }], {
      accessToken: async () => tokens.shift() ?? 'new',
    });
    await expect(failure(profileForCode(client, { code: 'A' }))).resolves.toMatchObject({
      code: 'http_401',
    });
    expect(seen.map(({ headers }) => headers['authorization'])).toEqual(['Bearer old']);
    await profileForCode(client, { code: 'A' });
    expect(seen.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('no backend'))],
    ['is empty', async () => ''],
    ['could break out of its header', async () => 'a\r\nX-Evil: 1'],
    ['is none', async () => undefined as never],
  ])('that %s ends the call', async (_, accessToken) => {
    const { client, seen } = stubClient([{}], { accessToken });
    await expect(failure(createSession(client))).resolves.toMatchObject({
      name: 'NetworkError',
      code: 'access_token_unavailable',
    });
    expect(seen).toHaveLength(0);
  });
});
