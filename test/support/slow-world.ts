import {
  memoryStorage,
  type PassClient,
  type PassClientOptions,
  type PassStorage,
} from '../../src/index.js';
import type { SimulatorOptions } from '../../src/simulator/index.js';
import { world, type World } from './world.js';

/** A request that the app has made. */
export interface AppRequest {
  readonly path: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly signal: AbortSignal | undefined;
  /** How far it has got. */
  stage: 'on its way' | 'served' | 'answered' | 'given up' | 'given up when it was served';
}

export interface SlowWorld extends World {
  /** What the app has asked for, in order. */
  readonly requests: readonly AppRequest[];
}

/** Milliseconds to the server, and the same back. */
const WAY = 50;

/** Milliseconds that the storage takes. */
const STORING = 20;

const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** A fetch whose requests and answers take their time, and that says how far they are. */
function slowFetch(fetch: typeof globalThis.fetch, requests: AppRequest[]) {
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { signal } = init;
    const path = new URL(url).pathname;
    const request: AppRequest = {
      path,
      at: Date.now(),
      signal: signal ?? undefined,
      stage: 'on its way',
    };
    requests.push(request);
    let timer: ReturnType<typeof setTimeout> | undefined;
    return new Promise((resolve, reject) => {
      const wait = (milliseconds: number) =>
        new Promise<void>((go) => {
          timer = setTimeout(go, milliseconds);
        });
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        if (request.stage === 'answered') return;
        request.stage = request.stage === 'served' ? 'given up when it was served' : 'given up';
        reject(new DOMException('Aborted', 'AbortError'));
      });
      const go = async () => {
        await wait(WAY);
        const response = await fetch(url, init);
        if (signal?.aborted) return;
        request.stage = 'served';
        await wait(WAY);
        request.stage = 'answered';
        resolve(response);
      };
      go().catch(reject);
    });
  };
}

/** A storage that takes its time. */
function slowStorage(items: PassStorage = memoryStorage()): PassStorage {
  return {
    async getItem(key) {
      await sleep(STORING);
      return items.getItem(key);
    },
    async setItem(key, value) {
      await sleep(STORING);
      items.setItem(key, value);
    },
    async removeItem(key) {
      await sleep(STORING);
      items.removeItem(key);
    },
  };
}

/**
 * A server and a storage that take their time, so that a flow stands in each of its states for a while.
 * Its clients bring an access token along, unless `registers` says that they get their own.
 */
export function slowWorld(
  options: SimulatorOptions = {},
  { registers = false }: { readonly registers?: boolean } = {},
): SlowWorld {
  const requests: AppRequest[] = [];
  const made = world({ throttle: false, ...options });
  const storage = slowStorage();
  const fetch = slowFetch(made.simulator.fetch, requests) as typeof globalThis.fetch;
  const clientWith = (more: Partial<PassClientOptions> = {}): PassClient =>
    made.clientWith({
      fetch,
      storage,
      ...(!registers && { accessToken: async () => made.simulator.issueToken() }),
      ...more,
    });
  return { ...made, client: clientWith(), clientWith, requests };
}

/** What a function gives, after a while. */
export async function after<T>(milliseconds: number, get: () => T | PromiseLike<T>): Promise<T> {
  await sleep(milliseconds);
  return get();
}
