import type * as Undici from 'undici';
import { Lru } from './lru.js';

/** How many connections there are to one server at most. */
const CONNECTIONS = 64;
/** Servers that connections are kept to. */
const SERVERS = 16;

/** Sends requests, over connections that are kept. */
export interface Outgoing {
  readonly fetch: typeof globalThis.fetch;
  readonly close: () => Promise<void>;
  /** Whether `undici` is installed. */
  readonly isPooled: boolean;
}

/** Over a pool of `undici`, where it is installed; otherwise as the platform sends requests. */
export async function loadOutgoing(): Promise<Outgoing> {
  let undici: typeof Undici;
  try {
    undici = await import('undici');
  } catch {
    return {
      fetch: (input, init) => globalThis.fetch(input, init),
      close: async () => {},
      isPooled: false,
    };
  }
  const { fetch, Pool } = undici;
  const pools = new Lru<InstanceType<typeof Pool>>(SERVERS);
  const all = new Set<InstanceType<typeof Pool>>();
  const poolOf = (origin: string) =>
    pools.take(origin, () => {
      const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
      all.add(pool);
      return pool;
    });
  const pooled = async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const { origin } = new URL(url);
    // Its types and those of the platform say the same in other words.
    const options = { ...init, dispatcher: poolOf(origin) } as Parameters<typeof fetch>[1];
    return (await fetch(url, options)) as unknown as Response;
  };
  return {
    fetch: pooled,
    isPooled: true,
    close: async () => {
      await Promise.all([...all].map((pool) => pool.destroy()));
    },
  };
}
