import { describe, expect, it, vi } from 'vitest';
import {
  createSession,
  type PassClient,
  type PassClientOptions,
  profileForCode,
  type RetryOptions,
  sessionInformation,
} from '../../src/client/index.js';
import { type Answer, failure, stub, stubClient } from '../support/stub.js';
import { clientOptions, simulateTime, START, world } from '../support/world.js';
import { asking, calls, endpoints } from './calls.js';

simulateTime();

const cut = () => Promise.reject(new TypeError('fetch failed'));
const retry = { code: 'network_received_error', action: 'retry', status: 403 };
const profiles = { body: { profiles: {} } };
const check = (client: PassClient, options?: { retry?: Partial<RetryOptions> }) =>
  profileForCode(client, { code: 'A' }, options);

/** Runs a call to its end, whatever it waits for. */
async function settle(call: Promise<unknown>): Promise<unknown> {
  const ended = call.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(600_000);
  return ended;
}

/** A client, and when each answer was asked for, in milliseconds since the start. */
function timed(answers: readonly Answer[], options: Partial<PassClientOptions> = {}) {
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
  it.each<[string, Answer]>([
    ['a network failure', cut],
    ['HTTP 503', { status: 503 }],
    ['the action retry', { status: 403, body: retry }],
    ['half an answer', { body: '{"profiles":{' }],
  ])('goes out again after %s, twice, each time later (R173, R183)', async (_, answer) => {
    const { client, at } = timed([answer]);
    expect(await settle(check(client))).toMatchObject({ remedy: 'retry' });
    expect(at).toEqual([0, 1000, 3000]);
  });

  it.each(asking)('is one of these: %s', async (endpoint) => {
    const { client, at } = timed([cut]);
    await settle(calls[endpoint](client));
    expect(at).toEqual([0, 1000, 3000]);
  });

  it('goes out again after the time-out', async () => {
    const { client, at } = timed([() => new Promise(() => {})], { timeout: 4000 });
    expect(await settle(check(client))).toMatchObject({ code: 'timeout' });
    expect(at).toEqual([0, 5000, 11_000]);
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
  ])('follows the policy %j', async (policy, expected) => {
    const { client, at } = timed([cut], { retry: policy });
    await settle(check(client));
    expect(at).toEqual(expected);
  });

  it('follows the policy of its call, which changes only what it names', async () => {
    const { client, at } = timed([cut], { retry: { delay: 100 } });
    await settle(check(client, { retry: { limit: 1 } }));
    await settle(check(client, { retry: {} }));
    expect(at).toEqual([0, 100, 600_000, 600_100, 600_300]);
  });

  it('waits no longer than 10 seconds unless told otherwise', async () => {
    const { client, at } = timed([cut], { retry: { limit: 6 } });
    await settle(check(client));
    expect(at).toEqual([0, 1000, 3000, 7000, 15_000, 25_000, 35_000]);
  });
});

describe('a request that creates or deletes', () => {
  const creating = endpoints.filter((endpoint) => !asking.includes(endpoint));

  it.each(creating)('is not repeated behind the caller: %s', async (endpoint) => {
    const answers: Answer[] = [
      cut,
      { status: 503 },
      { status: 503, headers: { 'Retry-After': '1' } },
      { status: 502, body: '<html>' },
      { status: 403, body: retry },
      { body: 'OK' },
    ];
    for (const answer of answers) {
      const { client, at } = timed([answer]);
      await settle(calls[endpoint](client));
      expect(at).toHaveLength(1);
    }
  });

  it.each(creating)('goes out again after a 429, for nothing was done: %s', async (endpoint) => {
    const { client, at } = timed([{ status: 429, body: '<html>' }]);
    expect(await settle(calls[endpoint](client))).toMatchObject({ name: 'ThrottledError' });
    expect(at).toEqual([0, 1000, 2000]);
  });
});

describe('a 429', () => {
  const after = (value: string, more: Record<string, string> = {}): Answer => ({
    status: 429,
    headers: { 'Retry-After': value, ...more },
  });
  const date = (milliseconds: number) => new Date(START + milliseconds).toUTCString();
  const HOUR = 3_600_000;

  it('is an error of its own, where it does not end', async () => {
    const error = await settle(check(timed([{ status: 429, body: '<html>429</html>' }]).client));
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'ThrottledError',
      code: 'throttled',
      message: 'Too many requests',
      remedy: 'retry',
      httpStatus: 429,
      retryAfter: 1000,
    });
  });

  it.each([
    ['7', 7000],
    ['0.5', 1000],
    ['0', 1000],
    ['-5', 1000],
    ['soon', 1000],
    ['', 1000],
    [date(4000), 4000],
    [date(-4000), 1000],
  ])('with Retry-After %j waits the longer of it and a second', async (value, wait) => {
    const { client, at } = timed([after(value), profiles]);
    await settle(check(client));
    expect(at).toEqual([0, wait]);
  });

  it('with a date is read against that of the answer, not by the clock of the device', async () => {
    for (const [answered, wait] of [
      [HOUR, 4000],
      [-HOUR, 4000],
    ] as const) {
      const { client, at } = timed([
        after(date(answered + 4000), { Date: date(answered) }),
        profiles,
      ]);
      const begun = Date.now() - START;
      await settle(check(client));
      expect(at).toEqual([begun, begun + wait]);
    }
    const { client, at } = timed([after(date(Date.now() - START + 4000), { Date: 'x' }), profiles]);
    const begun = Date.now() - START;
    await settle(check(client));
    expect(at).toEqual([begun, begun + 4000]);
  });

  it('never waits less than a second (R184)', async () => {
    const { client, at } = timed([{ status: 429 }, profiles], { retry: { throttleDelay: 1 } });
    await settle(check(client));
    expect(at).toEqual([0, 1000]);
  });

  it('waits as long as the policy says', async () => {
    const { client, at } = timed([{ status: 429 }, profiles], { retry: { throttleDelay: 3000 } });
    await settle(check(client));
    expect(at).toEqual([0, 3000]);
  });

  it('is met in registration too (R27)', async () => {
    const { clientWith, seen, simulator } = world();
    simulator.faults.add({ endpoint: 'E1', status: 429, html: true });
    simulator.faults.add({ endpoint: 'E2', status: 429, html: true });
    await settle(createSession(clientWith({ device: clientOptions.device })));
    expect(seen()).toEqual(['E1', 'E1', 'E2', 'E2', 'E4']);
  });

  it('is survived by a burst against the real bucket', async () => {
    const { client, simulator, pass } = world();
    const { code = '' } = await createSession(client);
    const burst = Promise.all(
      Array.from({ length: 14 }, () => sessionInformation(client, { code })),
    );
    await pass(20_000);
    await expect(burst).resolves.toHaveLength(14);
    expect(simulator.requests.some(({ status }) => status === 429)).toBe(true);
  });
});

describe('a wait that the server asks for', () => {
  const long = { 'Retry-After': '3600' };
  const answers: ReadonlyArray<readonly [string, Answer, object]> = [
    ['a 429', { status: 429, headers: long }, { name: 'ThrottledError', httpStatus: 429 }],
    ['a 503', { status: 503, headers: long }, { name: 'ForeignAnswerError', httpStatus: 503 }],
    [
      'a 503 with an error of the protocol',
      { status: 503, headers: long, body: { ...retry, status: 503 } },
      { name: 'EnhancedError', code: retry.code },
    ],
  ];

  it.each(answers)(
    'longer than the policy allows ends the call, and lets nothing out meanwhile: %s',
    async (_, answer, expected) => {
      const { client, at } = timed([answer, profiles]);
      await expect(failure(check(client))).resolves.toMatchObject({
        ...expected,
        retryAfter: 3_600_000,
      });
      await vi.advanceTimersByTimeAsync(1_000_000);
      for (const call of [check, createSession] as const)
        await expect(failure(call(client))).resolves.toMatchObject({
          name: 'ThrottledError',
          code: 'throttled',
          retryAfter: 2_600_000,
        });
      await vi.advanceTimersByTimeAsync(2_600_000);
      await check(client);
      expect(at).toEqual([0, 3_600_000]);
    },
  );

  it('is over for a call whose policy has more patience', async () => {
    const { client, at } = timed([{ status: 429, headers: { 'Retry-After': '60' } }, profiles]);
    await settle(check(client, { retry: { backoffLimit: 60_000 } }));
    expect(at).toEqual([0, 60_000]);
  });

  it('is that of a 503 too, for all calls', async () => {
    const { client, at } = timed([{ status: 503, headers: { 'Retry-After': '7' } }, profiles]);
    const first = check(client);
    await vi.advanceTimersByTimeAsync(3000);
    const second = check(client);
    await settle(Promise.all([first, second]));
    expect(at).toEqual([0, 7000, 8000]);
  });

  it.each([500, 502, 504, 408])('is the usual one after HTTP %i', async (status) => {
    const { client, at } = timed([{ status, headers: { 'Retry-After': '5' } }]);
    await settle(check(client));
    expect(at).toEqual([0, 1000, 3000]);
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
