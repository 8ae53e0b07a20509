import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createPassClient,
  createSession,
  preauthorize,
  profileForCode,
  profileForMvpd,
  type PassClientOptions,
} from '../../src/client/index.js';
import { failure, stubClient } from '../support/stub.js';
import { jws } from '../support/tokens.js';
import { clientOptions, simulateTime } from '../support/world.js';

simulateTime();
afterEach(() => {
  vi.unstubAllGlobals();
});

const once = { retry: { limit: 0 } };
const profiles = { profiles: {} };

/** A client whose fetch is this. */
const clientOf = (fetch: unknown, options: Partial<PassClientOptions> = {}) =>
  createPassClient({
    ...clientOptions,
    accessToken: async () => 'token',
    fetch: fetch as typeof globalThis.fetch,
    ...options,
  });
const check = (fetch: unknown, options?: Partial<PassClientOptions>) =>
  profileForCode(clientOf(fetch, options), { code: 'A' }, once);
const throwing = (message: string) => async () => {
  throw new TypeError(message);
};

describe('a fetch that fails', () => {
  it.each([
    ['Chrome', 'Failed to fetch'],
    ['Chrome, within the body', 'network error'],
    ['Firefox', 'NetworkError when attempting to fetch resource.'],
    ['Firefox, within the body', 'Error in body stream'],
    ['Safari', 'Load failed'],
    ['Safari', 'The Internet connection appears to be offline.'],
    ['Safari', 'The network connection was lost.'],
    ['Safari', 'A server with the specified hostname could not be found.'],
    ['Safari', 'Origin https://app.example is not allowed by Access-Control-Allow-Origin.'],
    ['Node', 'fetch failed'],
    ['Node, within the body', 'terminated'],
    ['Bun', 'Unable to connect. Is the computer able to access the url?'],
    ['Bun', 'The socket connection was closed unexpectedly.'],
    [
      'Deno',
      'error sending request for url (https://a.example/): connection refused (os error 111)',
    ],
    [
      'Deno',
      'error sending request for url (https://a.example/): dns error: Name or service not known',
    ],
    ['Cloudflare', 'Network connection lost.'],
    ['React Native', 'Network request failed'],
    ['React Native', 'Network request timed out'],
  ])('in %s is a network failure, with its cause: %s', async (_, message) => {
    const fetch = vi.fn<() => Promise<Response>>(throwing(message));
    const error = await failure(check(fetch));
    expect(error).toMatchObject({ name: 'NetworkError', code: 'network_failure', remedy: 'retry' });
    expect(error.cause).toMatchObject({ message });
    expect(JSON.stringify(error)).not.toContain(message);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is a network failure where the connection is cut within the body', async () => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"profiles":'));
        controller.error(new TypeError('terminated'));
      },
    });
    await expect(failure(check(async () => new Response(body)))).resolves.toMatchObject({
      code: 'network_failure',
    });
  });

  it('is one too where it throws at once', async () => {
    const fetch = () => {
      throw new Error('offline');
    };
    await expect(failure(check(fetch))).resolves.toMatchObject({ code: 'network_failure' });
  });
});

describe('a fetch that refuses options', () => {
  const refusals: ReadonlyArray<readonly [keyof RequestInit, string]> = [
    ['signal', `Failed to execute 'fetch' on 'Window': member signal is not of type AbortSignal.`],
    ['signal', 'RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.'],
    ['signal', `'signal' is not supported`],
    ['cache', `The 'cache' field on 'RequestInitializerDict' is not implemented.`],
    ['cache', 'Unsupported cache mode: no-store'],
    ['redirect', 'redirect: manual is not implemented'],
    ['redirect', 'manual is not an accepted type. Expected one of follow, error.'],
  ];

  /** A fetch that throws this where it is given that option, and what it was given. */
  function picky(option: keyof RequestInit, message: string) {
    const seen: RequestInit[] = [];
    const fetch = async (_: string, init: RequestInit = {}) => {
      seen.push(init);
      if (init[option] !== undefined) throw new TypeError(message);
      return Response.json(profiles);
    };
    return { fetch, seen };
  }

  it.each(refusals)(
    'is called again without any, from then on always: %s, %s',
    async (option, message) => {
      vi.stubGlobal('document', {});
      const { fetch, seen } = picky(option, message);
      const client = clientOf(fetch);
      for (let call = 0; call < 3; call++)
        await expect(profileForCode(client, { code: 'A' })).resolves.toEqual(profiles);
      expect(seen.map((init) => Object.keys(init).sort())).toEqual([
        ['cache', 'headers', 'method', 'redirect', 'signal'],
        ['headers', 'method'],
        ['headers', 'method'],
        ['headers', 'method'],
      ]);
    },
  );

  it('does so for all calls that were under way', async () => {
    const { fetch } = picky('signal', `'signal' is not supported`);
    const client = clientOf(fetch);
    const calls = [1, 2, 3].map(() => profileForCode(client, { code: 'A' }));
    await expect(Promise.all(calls)).resolves.toEqual([profiles, profiles, profiles]);
  });

  it('ends with the time-out and the signal all the same', async () => {
    const fetch = async (_: string, init: RequestInit = {}) => {
      if (init.signal) throw new TypeError(`'signal' is not supported`);
      return new Promise<never>(() => {});
    };
    const client = clientOf(fetch, { timeout: 4000 });
    const late = failure(profileForCode(client, { code: 'A' }, once));
    await vi.advanceTimersByTimeAsync(4000);
    await expect(late).resolves.toMatchObject({ code: 'timeout' });
    const controller = new AbortController();
    const left = failure(profileForCode(client, { code: 'A' }, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    await expect(left).resolves.toMatchObject({ code: 'aborted' });
  });
});

describe('options of a request', () => {
  const optionsOf = async () => {
    const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async () =>
      Response.json(profiles),
    );
    await check(fetch);
    return fetch.mock.calls[0]?.[1];
  };

  it('follow no redirect, which would carry the headers elsewhere', async () => {
    await expect(optionsOf()).resolves.toMatchObject({ redirect: 'manual' });
  });

  it('have no answer stored by a browser', async () => {
    vi.stubGlobal('document', undefined);
    await expect(optionsOf()).resolves.not.toHaveProperty('cache');
    vi.stubGlobal('document', {});
    await expect(optionsOf()).resolves.toMatchObject({ cache: 'no-store' });
  });

  it('are none that the platform does not know, as in React Native', async () => {
    vi.stubGlobal('document', {});
    vi.stubGlobal(
      'Request',
      Object.assign(() => {}, { prototype: {} }),
    );
    const options = await optionsOf();
    expect(options).not.toHaveProperty('cache');
    expect(options).not.toHaveProperty('redirect');
    vi.stubGlobal('Request', undefined);
    await expect(optionsOf()).resolves.not.toHaveProperty('cache');
  });
});

describe('a fetch that cannot be used', () => {
  it.each([
    ['is no function', 7],
    ['answers nothing', async () => undefined],
    ['answers null', async () => null],
    ['answers what has no text', async () => ({ status: 200, ok: true })],
    ['needs its window', throwing(`Failed to execute 'fetch' on 'Window': Illegal invocation`)],
    ['needs a whole URL', throwing('Failed to parse URL from /api')],
    ['reads what is not defined', throwing('XMLHttpRequest is not defined')],
  ])('%s: a fault of the set-up, with its cause', async (_, fetch) => {
    const error = await failure(check(fetch));
    expect(error).toMatchObject({
      name: 'InvalidInputError',
      code: 'unusable_fetch',
      remedy: 'none',
      path: 'fetch',
    });
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it('is not called for ever', async () => {
    const fetch = vi.fn<() => Promise<object>>(async () => ({ status: 200 }));
    const client = clientOf(fetch);
    for (let call = 0; call < 3; call++) await failure(createSession(client));
    expect(fetch).toHaveBeenCalledTimes(4);
  });
});

describe('a fetch that is not quite the web', () => {
  const text = async () => JSON.stringify(profiles);

  it.each([
    ['without headers', { status: 200, text }],
    ['with headers that are only read', { status: 200, text, headers: { get: () => null } }],
    ['without a body to read piece by piece', { status: 200, text, body: null }],
    ['with a body of another kind', { status: 200, text, body: { pipe: () => {} } }],
  ])('works: answers %s', async (_, response) => {
    await expect(check(async () => response)).resolves.toEqual(profiles);
  });

  it('obeys a Retry-After of headers that have only `get`', async () => {
    const get = (name: string) => (name === 'Retry-After' ? '7' : null);
    const response = { status: 429, text: async () => '', headers: { get } };
    await expect(failure(check(async () => response))).resolves.toMatchObject({ retryAfter: 7000 });
  });

  it('is called without a receiver, as browsers want it', async () => {
    const receivers: unknown[] = [];
    async function fetch(this: unknown) {
      receivers.push(this);
      return Response.json(profiles);
    }
    await check(fetch);
    expect(receivers).toEqual([undefined]);
  });

  it('is that of the platform at the time of the call, where none is given', async () => {
    const { fetch: _, ...rest } = { ...clientOptions, fetch: undefined };
    const client = createPassClient({ ...rest, accessToken: async () => 'token' });
    vi.stubGlobal('fetch', async () => Response.json(profiles));
    await expect(profileForCode(client, { code: 'A' })).resolves.toEqual(profiles);
  });

  it('needs no btoa and no atob', async () => {
    vi.stubGlobal('btoa', undefined);
    vi.stubGlobal('atob', undefined);
    const serviceToken = jws({ sub: 'viewer', exp: Date.now() });
    const { client, seen } = stubClient([{ body: profiles }], { sso: { serviceToken } });
    await profileForMvpd(client, { mvpd: 'Dish' });
    expect(seen[0]?.headers).toMatchObject({
      'ap-device-identifier': 'fingerprint YmEyM2QxNDEtZDcxNS01NjFjLTk0ZjQtZTllNGM5NjZiMWVi',
      'ad-service-token': serviceToken,
    });
  });
});

describe('the time-out', () => {
  it('ends a request, also where fetch does not listen to its signal', async () => {
    const { client, seen } = stubClient([() => new Promise(() => {})], { timeout: 4000 });
    const ended = failure(profileForCode(client, { code: 'A' }, once));
    await vi.advanceTimersByTimeAsync(3999);
    expect(seen[0]?.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await expect(ended).resolves.toMatchObject({
      name: 'TimeoutError',
      code: 'timeout',
      remedy: 'retry',
    });
    expect(seen[0]?.signal.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is 15 seconds unless told otherwise', async () => {
    const { client } = stubClient([() => new Promise(() => {})]);
    let isOver = false;
    const ended = failure(profileForCode(client, { code: 'A' }, once)).then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(14_999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await ended;
  });
});

describe('an answer', () => {
  /** A body of pieces, and whether the reader has left it. */
  function streamed(pieces: readonly string[], isEndless = false) {
    const state = { cancelled: false, pulled: 0 };
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const piece = pieces[state.pulled];
          state.pulled += 1;
          if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
          else if (!isEndless) controller.close();
          return isEndless && piece === undefined ? new Promise(() => {}) : undefined;
        },
        cancel: () => void (state.cancelled = true),
      },
      { highWaterMark: 0 },
    );
    return { stream, state };
  }
  const json = JSON.stringify(profiles);
  const tooLong = { name: 'ForeignAnswerError', code: 'foreign_answer', httpStatus: 200 };

  it('is read in pieces, cut anywhere', async () => {
    const bytes = new TextEncoder().encode(
      '{"profiles":{"Télé ☃ 📺":{"type":"regular","notAfter":1}}}',
    );
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const read = await check(async () => new Response(body));
    expect(Object.keys(read.profiles)).toEqual(['Télé ☃ 📺']);
  });

  it('is taken up to the limit in bytes, and not a byte further', async () => {
    const padded = `${json}é`.replace('é', ' '.repeat(100 - json.length));
    for (const [limit, isTaken] of [
      [100, true],
      [99, false],
    ] as const) {
      const { stream, state } = streamed([padded.slice(0, 50), padded.slice(50)]);
      const call = check(async () => new Response(stream), { maxResponseBytes: limit });
      if (isTaken) await expect(call).resolves.toEqual(profiles);
      else await expect(failure(call)).resolves.toMatchObject(tooLong);
      expect(state.cancelled).toBe(!isTaken);
    }
  });

  it('is left where it is too long, without waiting for its end', async () => {
    const { stream, state } = streamed(['x'.repeat(60), 'x'.repeat(60), 'x'], true);
    const call = check(async () => new Response(stream), { maxResponseBytes: 100 });
    await expect(failure(call)).resolves.toMatchObject(tooLong);
    expect(state).toEqual({ cancelled: true, pulled: 2 });
  });

  it('is bounded where it comes in one piece, too', async () => {
    const response = { status: 200, text: async () => ' '.repeat(101) };
    const options = { maxResponseBytes: 100 };
    await expect(failure(check(async () => response, options))).resolves.toMatchObject(tooLong);
    const fitting = { status: 200, text: async () => json.padEnd(100) };
    await expect(check(async () => fitting, options)).resolves.toEqual(profiles);
  });

  it('may have 8 MB unless told otherwise', async () => {
    const response = (length: number) => ({ status: 200, text: async () => json.padEnd(length) });
    await expect(check(async () => response(8e6))).resolves.toEqual(profiles);
    await expect(failure(check(async () => response(8e6 + 1)))).resolves.toMatchObject(tooLong);
  });

  it('that never ends is left at the time-out, and at the signal', async () => {
    const late = streamed(['{'], true);
    const timedOut = failure(check(async () => new Response(late.stream), { timeout: 4000 }));
    await vi.advanceTimersByTimeAsync(4000);
    await expect(timedOut).resolves.toMatchObject({ code: 'timeout' });
    expect(late.state.cancelled).toBe(true);

    const left = streamed(['{'], true);
    const client = clientOf(async () => new Response(left.stream));
    const controller = new AbortController();
    const ended = failure(profileForCode(client, { code: 'A' }, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    await expect(ended).resolves.toMatchObject({ code: 'aborted' });
    expect(left.state.cancelled).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that comes after the time-out is left unread', async () => {
    const { stream, state } = streamed(['{'], true);
    const fetch = () =>
      new Promise((resolve) => setTimeout(() => resolve(new Response(stream)), 5000));
    const ended = failure(check(fetch, { timeout: 4000 }));
    await vi.advanceTimersByTimeAsync(6000);
    await expect(ended).resolves.toMatchObject({ code: 'timeout' });
    expect(state.cancelled).toBe(true);
  });

  it('may begin with a byte order mark', async () => {
    const response = { status: 200, text: async () => `\uFEFF${json}` };
    await expect(check(async () => response)).resolves.toEqual(profiles);
  });
});

it('lists are bounded by each answer, not by all of them', async () => {
  const body = (resource: string) =>
    JSON.stringify({ decisions: [{ resource, authorized: true }] });
  const fetch = async (_: string, { body: sent }: RequestInit) => {
    const { resources } = JSON.parse(sent as string) as { resources: [string] };
    return new Response(body(resources[0]));
  };
  const client = clientOf(fetch, { maxResponseBytes: 60 });
  const asked = { mvpd: 'Dish', resources: ['a', 'b', 'c'] };
  const { decisions } = await preauthorize(client, asked, { resourcesPerRequest: 1 });
  expect(decisions.map(({ authorized }) => authorized)).toEqual([true, true, true]);
});
