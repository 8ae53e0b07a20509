import { within } from '../client/abort.js';
import { internalsOf } from '../client/internals.js';
import type { PassClient } from '../client/pass-client.js';
import { storageFailure } from '../errors/storage-error.js';
import type { MediaToken } from '../protocol/decision.js';
import type { MediaTokenStore } from '../storage/media-token-store.js';

/** Secrets kept at a time for a client in memory; what nobody has taken goes first. */
const KEPT = 100;

/** Milliseconds that a secret is kept: about the life of a media token. */
const LIFE = 7 * 60_000;

/** Milliseconds that the app's store may take. */
const PATIENCE = 5_000;

const memories = new WeakMap<PassClient, MediaTokenStore>();

/** Keeps secrets for the life of the process, each for its time. */
function memory(now: () => number): MediaTokenStore {
  const kept = new Map<string, () => string | undefined>();
  return {
    put(key, secret, expiresAt) {
      kept.set(key, () => (now() < expiresAt ? secret : undefined));
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    },
    take(key) {
      const found = kept.get(key);
      kept.delete(key);
      return found?.();
    },
  };
}

/** Has the store of a client do something. @throws StorageError where that fails, or takes too long */
function call<T>(
  client: PassClient,
  work: (store: MediaTokenStore, now: number) => T | PromiseLike<T>,
): Promise<T> {
  const { mediaTokens, now = Date.now } = internalsOf(client).options;
  const store = mediaTokens ?? memories.get(client) ?? memory(now);
  memories.set(client, store);
  return within('mediaTokens', PATIENCE, () => work(store, now())).catch((cause: unknown) => {
    throw storageFailure('mediaTokens', cause);
  });
}

/** Keeps what is secret out of what is stored with a flow, for 7 minutes. @throws StorageError */
export const keepSecret = (client: PassClient, key: string, secret: object): Promise<void> =>
  call(client, (store, now) => store.put(key, JSON.stringify(secret), now + LIFE));

/** Gives a secret, and forgets it. @throws StorageError */
export async function takeSecret<T>(client: PassClient, key: string): Promise<T | undefined> {
  const text = await call(client, (store) => store.take(key));
  return text ? (JSON.parse(text) as T) : undefined;
}

/** Keeps a media token. Gives what it can be taken with. */
export async function keepMediaToken(client: PassClient, token: MediaToken): Promise<string> {
  // No count: processes may share a store.
  const ticket = Math.random().toString(36).slice(2);
  await keepSecret(client, ticket, token);
  return ticket;
}

/**
 * Hands a media token out, once, and forgets it: send it to the backend that verifies it and releases
 * the stream. Don't parse it, store it or use it for another playback.
 *
 * Rejects with a `StorageError` where the client's `mediaTokens` fail.
 *
 * @param ticket Of the phase `permitted` of `authorizationMachine`.
 * @returns Nothing where it has been taken already, is older than 7 minutes, or was given in another process
 *   that does not share `mediaTokens` with this one: make a new play request then.
 *
 * @example
 * ```ts
 * import { createPassClient, takeMediaToken } from 'tve-auth-flow';
 *
 * const client = createPassClient({
 *   environment: 'release-staging',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *   device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb' },
 * });
 * console.log(await takeMediaToken(client, 'of-a-flow-that-was-restored')); // → undefined
 * ```
 */
export const takeMediaToken = (
  client: PassClient,
  ticket: string,
): Promise<MediaToken | undefined> => takeSecret<MediaToken>(client, ticket);
