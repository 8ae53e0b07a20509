import { describe, expect, it } from 'vitest';
import {
  createPartnerProfile,
  createPartnerSession,
  createSession,
  initiateLogout,
  legacyLogout,
  type PassClient,
  profileForCode,
  resetTempPass,
  resetTempPassForKey,
  resumeSession,
  sessionInformation,
} from '../../src/client/index.js';
import { failure, stub, stubClient } from '../support/stub.js';
import { clientOptions, simulateTime, START, world } from '../support/world.js';

simulateTime();

const cut = () => Promise.reject(new TypeError('fetch failed'));
const profiles = { body: { profiles: {} } };
const check = (client: PassClient) => profileForCode(client, { code: 'A' });

/** Runs a call to its end, whatever it waits for. */
async function settle(call: Promise<unknown>): Promise<unknown> {
  const ended = call.catch((error: unknown) => error);
  const { pass } = world();
  await pass(600_000);
  return ended;
}

/** When each answer was asked for, in milliseconds since the start. */
function timed(answers: Parameters<typeof stubClient>[0], options = {}) {
  const at: number[] = [];
  const { client } = stubClient(
    answers.map((answer) => (request) => {
      at.push(Date.now() - START);
      return stub(answer).fetch(request.url, { method: request.method });
    }),
    options,
  );
  return { client, at };
}

describe('a request that only asks', () => {
  it.each([
    ['a network failure', cut],
    ['HTTP 503', { status: 503 }],
    [
      'the action retry',
      { status: 403, body: { code: 'network_received_error', action: 'retry', status: 403 } },
    ],
    ['half an answer', { body: '{"profiles":{' }],
  ])('goes out again after %s, twice, each time later (R173, R183)', async (_, answer) => {
    const { client, at } = timed([answer]);
    expect(await settle(check(client))).toMatchObject({ remedy: 'retry' });
    expect(at).toEqual([0, 1000, 3000]);
  });

  it('ends as soon as there is an answer', async () => {
    const { client, at } = timed([cut, profiles]);
    expect(await settle(check(client))).toEqual({ profiles: {} });
    expect(at).toEqual([0, 1000]);
  });

  it.each([
    [400, { code: 'invalid_parameter_code', action: 'none', status: 400 }],
    [
      403,
      { code: 'temporary_access_duration_limit_exceeded', action: 'authentication', status: 403 },
    ],
    [500, { code: 'internal_server_error', action: 'none', status: 500 }],
    [500, { code: 'invalid_configuration_platform', action: 'configuration', status: 500 }],
    [404, 'gone'],
  ])('does not after HTTP %i that says otherwise (R172)', async (status, body) => {
    const { client, at } = timed([{ status, body }]);
    await settle(check(client));
    expect(at).toEqual([0]);
  });

  it.each([
    [{ limit: 0 }, [0]],
    [{ limit: 4, delay: 100 }, [0, 100, 300, 700, 1500]],
    [{ limit: 4, backoffLimit: 1500 }, [0, 1000, 2500, 4000, 5500]],
  ])('follows the policy %j', async (retry, expected) => {
    const { client, at } = timed([cut], { retry });
    await settle(check(client));
    expect(at).toEqual(expected);
  });

  it('follows the policy of its call', async () => {
    const { client, at } = timed([{ status: 500 }]);
    await settle(profileForCode(client, { code: 'A' }, { retry: { httpStatuses: [] } }));
    await settle(profileForCode(client, { code: 'A' }, { retry: { limit: 1 } }));
    expect(at).toEqual([0, 600_000, 601_000]);
  });
});

describe('a request that creates or deletes', () => {
  const calls: Array<[string, (client: PassClient) => Promise<unknown>]> = [
    ['createSession', (client) => createSession(client)],
    ['resumeSession', (client) => resumeSession(client, { code: 'A' })],
    ['createPartnerSession', (client) => createPartnerSession(client)],
    [
      'createPartnerProfile',
      (client) => createPartnerProfile(client, { samlResponse: '<Response/>' }),
    ],
    [
      'initiateLogout',
      (client) => initiateLogout(client, { mvpd: 'Dish', redirectUrl: 'https://adobe.com' }),
    ],
    ['resetTempPass', (client) => resetTempPass(client, { mvpd: 'TempPass', deviceId: 'all' })],
    [
      'resetTempPassForKey',
      (client) => resetTempPassForKey(client, { mvpd: 'TempPass', key: 'all' }),
    ],
    ['legacyLogout', (client) => legacyLogout(client)],
  ];

  it.each(calls)('is not repeated behind the caller: %s', async (_, call) => {
    for (const answer of [
      cut,
      { status: 503 },
      { status: 403, body: { code: 'network_received_error', action: 'retry' } },
    ]) {
      const { client, at } = timed([answer]);
      await settle(call(client));
      expect(at).toHaveLength(1);
    }
  });

  it.each(calls)('goes out again after a 429, for nothing was done: %s', async (_, call) => {
    const { client, at } = timed([{ status: 429, body: '<html>' }]);
    expect(await settle(call(client))).toMatchObject({ name: 'ThrottledError' });
    expect(at).toEqual([0, 1000, 2000]);
  });
});

describe('a 429', () => {
  it('lets nothing of this client out for a second (R184)', async () => {
    const { client, at } = timed([{ status: 429 }, profiles]);
    const first = check(client);
    const { pass } = world();
    await pass(400);
    const second = check(client);
    await pass(599);
    expect(at).toEqual([0]);
    await pass(1);
    await Promise.all([first, second]);
    expect(at).toEqual([0, 1000, 1000]);
  });

  it.each([
    ['7', 7000],
    ['0', 1000],
    ['soon', 1000],
    [new Date(START + 4000).toUTCString(), 4000],
    [new Date(START - 4000).toUTCString(), 1000],
  ])('with Retry-After %j waits the longer of it and a second', async (value, wait) => {
    const { client, at } = timed([{ status: 429, headers: { 'Retry-After': value } }, profiles]);
    await settle(check(client));
    expect(at).toEqual([0, wait]);
  });

  it('that asks for more than the policy allows ends the call', async () => {
    const { client, at } = timed([{ status: 429, headers: { 'Retry-After': '3600' } }, profiles]);
    expect(await settle(check(client))).toMatchObject({
      name: 'ThrottledError',
      retryAfter: 3_600_000,
    });
    expect(at).toEqual([0]);
  });

  it('never waits less than a second (R184)', async () => {
    const { client, at } = timed([{ status: 429 }, profiles], { retry: { throttleDelay: 1 } });
    await settle(check(client));
    expect(at).toEqual([0, 1000]);
  });

  it('is survived by a burst against the real bucket', async () => {
    const { client, simulator, pass } = world();
    const { code } = await createSession(client);
    const calls = Promise.all(
      Array.from({ length: 14 }, () => sessionInformation(client, { code: code! })).map((call) =>
        call.catch(() => 'throttled'),
      ),
    );
    await pass(10_000);
    const answers = await calls;
    expect(answers.filter((answer) => answer === 'throttled').length).toBeLessThan(6);
    expect(simulator.requests.some(({ status }) => status === 429)).toBe(true);
  });

  it('is met in registration too (R27)', async () => {
    const { clientWith, seen, simulator } = world();
    simulator.faults.add({ endpoint: 'E1', status: 429, html: true });
    simulator.faults.add({ endpoint: 'E2', status: 429, html: true });
    const call = createSession(clientWith({ device: clientOptions.device }));
    await settle(call);
    expect(seen()).toEqual(['E1', 'E1', 'E2', 'E2', 'E4']);
  });
});

it('a failing token request fails the call with its own error', async () => {
  const { fetch } = stub(
    { status: 201, body: { client_id: 'a', client_secret: 'b' } },
    { status: 400, body: { error: 'unauthorized_client' } },
  );
  const { clientWith } = world({}, { fetch });
  await expect(failure(createSession(clientWith()))).resolves.toMatchObject({
    code: 'unauthorized_client',
    remedy: 'configure',
  });
});
