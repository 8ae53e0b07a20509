import { Lru } from './lru.js';

/** Milliseconds that a configuration is kept. */
const LIFE = 120_000;
/** Platforms whose configurations are kept. */
const PLATFORMS = 200;

interface Kept {
  readonly text: string;
  readonly status: number;
  readonly headers: ReadonlyArray<readonly [string, string]>;
}

interface Entry {
  readonly until: number;
  readonly answer: Promise<Kept>;
}

type Send = (url: string, init: RequestInit) => Promise<Response>;

/** Keeps the configurations that are the same for all devices of a platform, for two minutes. */
export class ConfigurationCache {
  readonly #entries = new Lru<Entry>(PLATFORMS);

  isConfiguration(url: string, { method = 'GET' }: RequestInit): boolean {
    return method === 'GET' && new URL(url).pathname.endsWith('/configuration');
  }

  async answer(url: string, init: RequestInit, send: Send): Promise<Response> {
    const headers = init.headers as Readonly<Record<string, string>>;
    const key = `${url} ${headers['X-Device-Info'] ?? ''}`;
    const now = Date.now();
    let entry = this.#entries.get(key);
    if (!entry || entry.until <= now || entry.until > now + LIFE) {
      entry = { until: now + LIFE, answer: fetched(url, init, send) };
      this.#entries.set(key, entry);
    }
    const { answer } = entry;
    try {
      const { text, status, headers: kept } = await answer;
      if (status !== 200) this.#forget(key, answer);
      return new Response(text, { status, headers: kept.map(([name, value]) => [name, value]) });
    } catch (error) {
      this.#forget(key, answer);
      throw error;
    }
  }

  #forget(key: string, answer: Promise<Kept>): void {
    if (this.#entries.get(key)?.answer === answer) this.#entries.delete(key);
  }
}

/** Headers that are not of the answer as it is kept: its time is over, and its body is unpacked. */
const passing = new Set(['date', 'content-encoding', 'content-length', 'transfer-encoding']);

async function fetched(url: string, init: RequestInit, send: Send): Promise<Kept> {
  const { signal: _, ...rest } = init;
  // Whoever has asked first may go away; others wait for it, too.
  const response = await send(url, { ...rest, signal: AbortSignal.timeout(15_000) });
  return {
    text: await response.text(),
    status: response.status,
    headers: [...response.headers].filter(([name]) => !passing.has(name)),
  };
}
