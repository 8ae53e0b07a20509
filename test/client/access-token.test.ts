import { describe, expect, it, vi } from 'vitest';
import {
  createSession,
  memoryStorage,
  profileForCode,
  sessionInformation,
} from '../../src/client/index.js';
import { failure, type SeenRequest, stub, stubClient } from '../support/stub.js';
import { clientOptions, simulateTime, world } from '../support/world.js';

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

describe('a token whose life is not told', () => {
  it.each([0, -1, undefined, null, 'soon', ''])(
    'is used until it is refused: %j',
    async (expires_in) => {
      const { fetch, seen } = stub(
        { status: 201, body: { client_id: 'a', client_secret: 'b' } },
        { status: 201, body: { access_token: 'opaque', expires_in } },
        { body: { actionName: 'resume', code: 'A' } },
      );
      const { clientWith, pass } = world({}, { fetch });
      const client = clientWith();
      for (let call = 0; call < 10; call++) {
        await createSession(client);
        await pass(86_400_000);
      }
      expect(seen.filter(({ url }) => url.endsWith('/o/client/token'))).toHaveLength(1);
      expect(seen).toHaveLength(12);
    },
  );

  it.each([
    ['21600.0', 21_540_000],
    ['600', 540_000],
    ['100', 90_000],
    [0.5, 450],
  ])('is told by %j, and renewed a little earlier', async (expires_in, life) => {
    const { fetch, seen } = stub(
      { status: 201, body: { client_id: 'a', client_secret: 'b' } },
      { status: 201, body: { access_token: 'opaque', expires_in } },
      { body: { actionName: 'resume', code: 'A' } },
      { body: { actionName: 'resume', code: 'A' } },
      { status: 201, body: { access_token: 'next' } },
      { body: { actionName: 'resume', code: 'A' } },
    );
    const { clientWith, pass } = world({}, { fetch });
    const client = clientWith();
    await createSession(client);
    await pass(life - 1);
    await createSession(client);
    expect(seen).toHaveLength(4);
    await pass(1);
    await createSession(client);
    expect(seen.map(({ headers }) => headers['authorization']).slice(2)).toEqual([
      'Bearer opaque',
      'Bearer opaque',
      undefined,
      'Bearer next',
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
    const { code = '' } = await createSession(client);
    simulator.expireTokens();
    await Promise.all([1, 2, 3].map(() => sessionInformation(client, { code })));
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

  it('keeps the credentials where the new token is refused by another name', async () => {
    const { client, seen, simulator } = world();
    await createSession(client);
    const body = { code: 'unauthorized', action: 'none', status: 401 };
    simulator.faults.add({ endpoint: 'E4', status: 401, times: Infinity, body });
    await expect(failure(createSession(client))).resolves.toMatchObject({ code: 'unauthorized' });
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

  const refused = {
    status: 401,
    body: { code: 'invalid_access_token_client_application', status: 401 },
  };
  const tokensIn = (seen: readonly SeenRequest[]) =>
    seen.map(({ headers }) => headers['authorization']?.replace('Bearer ', ''));

  it('is asked for once after a 401, and the call sent once more where it is another', async () => {
    const accessToken = vi.fn<() => Promise<string>>();
    accessToken.mockResolvedValueOnce('old').mockResolvedValueOnce('new');
    const { client, seen } = stubClient([refused, { body: { profiles: {} } }], { accessToken });
    await profileForCode(client, { code: 'A' });
    expect(tokensIn(seen)).toEqual(['old', 'new']);
    expect(accessToken).toHaveBeenCalledTimes(2);
  });

  it('ends the call with the 401 where it is the same', async () => {
    const accessToken = vi.fn<() => Promise<string>>(async () => 'old');
    const { client, seen } = stubClient([refused], { accessToken });
    await expect(failure(profileForCode(client, { code: 'A' }))).resolves.toMatchObject(
      refused.body,
    );
    expect(tokensIn(seen)).toEqual(['old']);
    expect(accessToken).toHaveBeenCalledTimes(2);
  });

  it('ends the call with the second 401, whatever it is', async () => {
    let count = 0;
    const accessToken = async () => `token-${(count += 1)}`;
    const { client, seen } = stubClient([refused], { accessToken });
    await failure(profileForCode(client, { code: 'A' }));
    expect(tokensIn(seen)).toEqual(['token-1', 'token-2']);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('no backend'))],
    ['is empty', async () => ''],
    ['could break out of its header', async () => 'a\r\nX-Evil: 1'],
    ['has a space', async () => 'a b'],
    ['is none', async () => undefined as never],
    [
      'throws',
      () => {
        throw new Error('no backend');
      },
    ],
  ])('that %s ends the call', async (_, accessToken) => {
    const { client, seen } = stubClient([{}], { accessToken });
    await expect(failure(createSession(client))).resolves.toMatchObject({
      name: 'NetworkError',
      code: 'access_token_unavailable',
      remedy: 'retry',
      path: 'accessToken',
    });
    expect(seen).toHaveLength(0);
  });

  it('that never comes ends the call at the time-out of a request', async () => {
    const accessToken = () => new Promise<string>(() => {});
    const { client } = stubClient([{}], { accessToken, timeout: 4000 });
    const ended = failure(createSession(client));
    await vi.advanceTimersByTimeAsync(4000);
    await expect(ended).resolves.toMatchObject({ code: 'access_token_unavailable' });
  });

  it('is asked for by every call: the app knows how long it lives', async () => {
    const accessToken = vi.fn<() => Promise<string>>(async () => 'token');
    const { client } = stubClient([{ body: { profiles: {} } }], { accessToken });
    await profileForCode(client, { code: 'A' });
    await profileForCode(client, { code: 'A' });
    expect(accessToken).toHaveBeenCalledTimes(2);
  });

  it('may fail with an error of this library, which the call then ends with', async () => {
    const own = await failure(createSession(stubClient([{ status: 503 }]).client));
    const { client } = stubClient([{}], { accessToken: () => Promise.reject(own) });
    await expect(failure(createSession(client))).resolves.toBe(own);
  });
});
