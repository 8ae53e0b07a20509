import { createLatest } from './latest.js';

/** Milliseconds that an answer counts. */
const LIFE = 2 * 60_000;

/** Milliseconds that an answer may take: those who wait for it have no say in it. */
const PATIENCE = 15_000;

/** Platforms and service providers whose configuration is kept. */
const KEPT = 200;

/** What was answered. */
interface Answer {
  readonly status: number;
  readonly headers: ReadonlyArray<readonly [string, string]>;
  readonly body: string;
}

interface Asked {
  readonly at: number;
  readonly answer: Promise<Answer>;
}

/** What no second answer may say: when it was sent, and how long and packed it was on its way. */
const OF_ONE_ANSWER = /^(date|age|content-length|content-encoding|transfer-encoding)$/i;

const isConfiguration = (url: string, method: string | undefined): boolean =>
  (method ?? 'GET') === 'GET' && /\/api\/v2\/[^/]+\/configuration(\?|$)/.test(url);

type Send = (url: string, init: RequestInit) => Promise<Response>;

async function ask(url: string, init: RequestInit, send: Send): Promise<Answer> {
  // Others may wait for it: it does not end with the one who began it.
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE);
  try {
    const response = await send(url, { ...init, signal: controller.signal });
    const headers = [...response.headers].filter(([name]) => !OF_ONE_ANSWER.test(name));
    return { status: response.status, headers, body: await response.text() };
  } finally {
    clearTimeout(timer);
  }
}

/** Keeps configurations. Each call says how a request is sent for which nothing is kept. */
export function createConfigurations(): (
  url: string,
  init: RequestInit,
  send: Send,
) => Promise<Response> {
  const known = createLatest<Asked>(KEPT);

  async function shared(url: string, init: RequestInit, send: Send): Promise<Response> {
    const platform = new Headers(init.headers).get('X-Device-Info') ?? '';
    const key = JSON.stringify([url, platform]);
    let asked = known.get(key);
    if (!asked || Math.abs(Date.now() - asked.at) >= LIFE) {
      asked = { at: Date.now(), answer: ask(url, init, send) };
      known.set(key, asked);
    }
    const drop = () => {
      if (known.get(key) === asked) known.delete(key);
    };
    try {
      const { status, headers, body } = await asked.answer;
      // Only a list is for all: a refusal is for the one who has asked.
      if (status !== 200) drop();
      return new Response(status === 204 ? null : body, {
        status,
        headers: headers.map(([name, value]) => [name, value]),
      });
    } catch (error) {
      drop();
      throw error;
    }
  }

  return (url, init, send) =>
    isConfiguration(url, init.method) ? shared(url, init, send) : send(url, init);
}

/**
 * A `fetch` for the clients of all devices of a process: the list of TV providers (E3), which is the same for each
 * device of a platform, is asked for once in two minutes. Everything else goes through as it is.
 *
 * @param fetch Default: the platform's.
 *
 * @example
 * ```ts
 * import { createPassClient } from 'tve-auth-flow';
 * import { sharedConfiguration } from 'tve-auth-flow/durable';
 *
 * const fetch = sharedConfiguration();
 * export const clientOf = (id: string) =>
 *   createPassClient({
 *     environment: 'release-staging',
 *     serviceProvider: 'REF30',
 *     softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *     device: { id },
 *     fetch,
 *   });
 * ```
 */
export function sharedConfiguration(
  fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init),
): typeof globalThis.fetch {
  const configurations = createConfigurations();
  return (input, init = {}) =>
    typeof input === 'string' ? configurations(input, init, fetch) : fetch(input, init);
}
