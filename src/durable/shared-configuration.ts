import { createLatest } from './latest.js';

/** Milliseconds that an answer counts. */
const LIFE = 2 * 60_000;

/** Platforms and service providers whose configuration is kept. */
const KEPT = 100;

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
  const known = createLatest<Asked>(KEPT);

  async function ask(url: string, init: RequestInit): Promise<Answer> {
    // Others may wait for it: it does not end with the one who began it.
    const { signal: _, ...rest } = init;
    const response = await fetch(url, rest);
    const headers = [...response.headers].filter(([name]) => !OF_ONE_ANSWER.test(name));
    return { status: response.status, headers, body: await response.text() };
  }

  async function shared(url: string, init: RequestInit): Promise<Response> {
    const platform = new Headers(init.headers).get('X-Device-Info') ?? '';
    const key = JSON.stringify([url, platform]);
    let asked = known.get(key);
    if (!asked || Math.abs(Date.now() - asked.at) >= LIFE) {
      asked = { at: Date.now(), answer: ask(url, init) };
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

  return (input, init = {}) =>
    typeof input === 'string' && isConfiguration(input, init.method)
      ? shared(input, init)
      : fetch(input, init);
}
