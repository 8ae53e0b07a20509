import { describe, expect, it, vi } from 'vitest';
import {
  createSession,
  memoryStorage,
  type PassClient,
  type PassClientOptions,
  preauthorize,
  profiles,
} from '../../src/client/index.js';
import { type Answer, failure, type SeenRequest, stub, stubClient } from '../support/stub.js';
import { simulateTime, world } from '../support/world.js';
import { calls, endpoints } from './calls.js';

simulateTime();

interface Made {
  readonly client: PassClient;
  readonly seen: readonly SeenRequest[];
}

const never = () => new Promise<never>(() => {});
const aborted = { name: 'AbortError', code: 'aborted', remedy: 'none' };
const credentials = { status: 201, body: { client_id: 'a', client_secret: 'b' } };
const token = { status: 201, body: { access_token: 'token' } };
const resume = { body: { actionName: 'resume', code: 'A' } };

/** A client that registers by itself, over these answers. */
function registering(answers: Answer[], options: Partial<PassClientOptions> = {}): Made {
  const { fetch, seen } = stub(...answers);
  return { client: world({}, { fetch, ...options }).client, seen };
}

describe('a signal', () => {
  it('that has ended before the call ends it at once: nothing goes out', async () => {
    for (const endpoint of endpoints) {
      const { client, seen } = stubClient([{}]);
      const call = calls[endpoint](client, { signal: AbortSignal.abort() });
      await expect(failure(call), endpoint).resolves.toMatchObject(aborted);
      expect(seen).toHaveLength(0);
    }
    const { client, seen } = registering([credentials]);
    const call = createSession(client, {}, { signal: AbortSignal.abort() });
    await expect(failure(call)).resolves.toMatchObject(aborted);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toHaveLength(0);
  });

  const waits: ReadonlyArray<readonly [string, () => Made]> = [
    ['an answer', () => stubClient([never])],
    ['the next attempt', () => stubClient([{ status: 503 }])],
    ['the end of throttling', () => stubClient([{ status: 429 }])],
    ['a registration', () => registering([never])],
    ['an access token', () => registering([credentials, never])],
    ['a registration that is throttled', () => registering([{ status: 429 }])],
    ['an access token of the app', () => stubClient([{}], { accessToken: never })],
    ['a storage', () => registering([{}], { storage: { ...memoryStorage(), getItem: never } })],
    ['a lock', () => registering([{}], { storage: { ...memoryStorage(), lock: never } })],
    ['the visitor', () => stubClient([{}], { visitorId: never })],
    ['single sign-on', () => stubClient([{}], { sso: never })],
    ['an identity', () => stubClient([{}], { sso: { serviceToken: never } })],
    ['a partner status', () => stubClient([{}], { sso: { partnerFrameworkStatus: never } })],
  ];

  it.each(waits)('ends a call that waits for %s, and leaves nothing running', async (_, make) => {
    const { client, seen } = make();
    const controller = new AbortController();
    const ended = failure(profiles(client, {}, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(500);
    const before = seen.length;
    expect(vi.getTimerCount()).toBe(1);
    controller.abort();
    await expect(ended).resolves.toMatchObject(aborted);
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toHaveLength(before);
  });

  it.each([
    ['of the call', () => stubClient([never])],
    ['of the registration', () => registering([never])],
    ['of the access token', () => registering([credentials, never])],
  ])('ends the request %s', async (_, make) => {
    const { client, seen } = make();
    const controller = new AbortController();
    const ended = failure(profiles(client, {}, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(500);
    expect(seen.at(-1)?.signal.aborted).toBe(false);
    controller.abort();
    await ended;
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.at(-1)?.signal.aborted).toBe(true);
  });

  it('ends a list between two attempts', async () => {
    const error = { code: 'network_received_error', action: 'retry', status: 403 };
    const decisions = [{ resource: 'a', authorized: false, error }];
    const { client, seen } = stubClient([{ body: { decisions } }]);
    const controller = new AbortController();
    const asked = { mvpd: 'Dish', resources: ['a'] };
    const ended = failure(preauthorize(client, asked, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(500);
    controller.abort();
    await expect(ended).resolves.toMatchObject(aborted);
    expect(vi.getTimerCount()).toBe(0);
    expect(seen).toHaveLength(1);
  });

  it('is no oddity: the app was not too slow', async () => {
    const onOddity = vi.fn<() => void>();
    const { client } = stubClient([{}], { visitorId: never, sso: never, onOddity });
    const controller = new AbortController();
    const ended = failure(profiles(client, {}, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(500);
    controller.abort();
    await ended;
    expect(onOddity).not.toHaveBeenCalled();
  });

  it('may outlive its calls: none of them listens any longer', async () => {
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, 'addEventListener');
    const remove = vi.spyOn(signal, 'removeEventListener');
    const { client } = registering([{ status: 429 }, credentials, token, resume]);
    const first = createSession(client, {}, { signal });
    await vi.advanceTimersByTimeAsync(60_000);
    await first;
    await createSession(client, {}, { signal });
    const listeners = (spy: typeof add | typeof remove) =>
      new Set(spy.mock.calls.map(([, listener]) => listener));
    expect(listeners(add).size).toBeGreaterThan(0);
    for (const listener of listeners(add)) expect(listeners(remove)).toContain(listener);
  });
});

describe('a token request that several calls wait for', () => {
  /** Two calls that wait for one registration, which takes five seconds; each with its controller. */
  async function waiting() {
    const { client, seen } = registering([
      async ({ url }) => {
        if (url.endsWith('/token')) return Response.json(token.body);
        if (url.endsWith('/sessions')) return Response.json(resume.body);
        await new Promise((resolve) => setTimeout(resolve, 5000));
        return Response.json(credentials.body);
      },
    ]);
    const both = [1, 2].map(() => {
      const controller = new AbortController();
      const call = createSession(client, {}, { signal: controller.signal }).catch(
        (error: unknown) => error,
      );
      return { controller, call };
    });
    await vi.advanceTimersByTimeAsync(500);
    return { client, seen, one: both[0]!, other: both[1]! };
  }

  it.each([
    ['the first', 'one', 'other'],
    ['the second', 'other', 'one'],
  ] as const)('goes on where %s gives up', async (_, leaving, staying) => {
    const made = await waiting();
    made[leaving].controller.abort();
    await expect(made[leaving].call).resolves.toMatchObject(aborted);
    expect(made.seen[0]?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(5000);
    await expect(made[staying].call).resolves.toMatchObject({ actionName: 'resume' });
    expect(made.seen).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends where all of them give up; the next call begins another', async () => {
    const { client, seen, one, other } = await waiting();
    one.controller.abort();
    other.controller.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(seen[0]?.signal.aborted).toBe(true);
    const next = createSession(client);
    await vi.advanceTimersByTimeAsync(10_000);
    await expect(next).resolves.toBeDefined();
    expect(seen.map(({ url }) => url.split('/').at(-1))).toEqual([
      'register',
      'register',
      'token',
      'sessions',
    ]);
  });
});
