import { isPassError, NetworkError, StorageError } from '../errors/index.js';
import { type ClientCredentials, readClientCredentials } from '../protocol/registration.js';
import type { PassStorage } from '../storage/storage.js';
import type { PassClient } from './pass-client.js';
import type { TokenSource } from './internals.js';
import type { PassClientOptions } from './options.js';
import { registerClient, requestAccessToken } from './registration.js';
import { storageKey } from './storage-key.js';

/** What is stored: the credentials for ever, the token until it expires. */
interface Registration extends Pick<
  ClientCredentials,
  'client_id' | 'client_secret' | 'grant_types'
> {
  readonly access_token?: string;
  /** Epoch milliseconds, shortly before it expires. */
  readonly renew_at?: number;
}

/** Milliseconds before its expiry at which a token is renewed; a tenth of its life where that is less. */
const EARLY = 60_000;

/** An `accessToken` function of the app's own, asked again after a 401. */
export function ownTokens(accessToken: () => Promise<string>): TokenSource {
  const get = async () => {
    let cause: unknown;
    try {
      const token: unknown = await accessToken();
      if (typeof token === 'string' && /^[!-~]+$/.test(token)) return token;
    } catch (error) {
      if (isPassError(error)) throw error;
      cause = error;
    }
    throw new NetworkError(
      'accessToken() gave no token',
      { code: 'access_token_unavailable', remedy: 'retry' },
      { cause },
    );
  };
  return {
    get,
    refused: async (token, _code, round) => round === 0 && (await get()) !== token,
    accepted: () => {},
  };
}

/** Registration and tokens as in `dynamic-client-registration-flow`, one request at a time for all callers. */
export function registeredTokens(
  client: PassClient,
  options: PassClientOptions,
  storage: PassStorage,
  now: () => number,
): TokenSource {
  const key = storageKey(client, options);
  let known: Registration | undefined;
  let refusedToken: string | undefined;
  // Set from a new registration until the server takes its token: one that refuses everything gets no more.
  let replaced = false;
  let flight: Promise<string> | undefined;

  /** The token of a registration, unless it was refused or its time has come. */
  const alive = (registration: Registration | undefined): string | undefined =>
    registration?.access_token !== refusedToken && now() < (registration?.renew_at ?? 0)
      ? registration?.access_token
      : undefined;

  async function read(): Promise<Registration | undefined> {
    let stored: unknown;
    try {
      stored = await storage.getItem(key);
    } catch (cause) {
      if (known) return known;
      throw new StorageError(
        'The storage is unreadable',
        { code: 'storage_failure', remedy: 'retry' },
        { cause },
      );
    }
    try {
      const body: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored;
      return readClientCredentials(body);
    } catch {
      return known;
    }
  }

  async function keep(registration: Registration): Promise<Registration> {
    known = registration;
    try {
      await storage.setItem(key, JSON.stringify(registration));
    } catch {
      // A full or blocked storage costs a registration at the next start, not this sign-in.
    }
    return registration;
  }

  async function register(before: Registration | undefined): Promise<Registration> {
    const registration = await keep(await registerClient(client));
    if (before) {
      replaced = true;
      options.onCredentialsReplaced?.();
    }
    return registration;
  }

  async function requestToken(registration: Registration): Promise<string> {
    const { access_token, expires_in } = await requestAccessToken(client, registration);
    const life = expires_in * 1000;
    refusedToken = undefined;
    await keep({
      ...registration,
      access_token,
      renew_at: now() + life - Math.min(EARLY, life / 10),
    });
    return access_token;
  }

  async function obtain(): Promise<string> {
    // Another tab or process may have renewed it already.
    const registration = await read();
    const token = alive(registration);
    if (token) {
      known = registration;
      return token;
    }
    if (!registration) return requestToken(await register(undefined));
    try {
      return await requestToken(registration);
    } catch (error) {
      if (isPassError(error) && error.code === 'invalid_client' && !replaced)
        return requestToken(await register(registration));
      throw error;
    }
  }

  function single(work: () => Promise<string>): Promise<string> {
    const end = () => (flight = undefined);
    flight ??= work();
    flight.then(end, end);
    return flight;
  }

  return {
    get: () => {
      const token = alive(known);
      return token && !flight ? Promise.resolve(token) : single(obtain);
    },
    async refused(token, code, round) {
      if (round === 0) {
        if (known?.access_token === token) refusedToken = token;
        return true;
      }
      if (round > 1 || replaced || !code.startsWith('invalid_access_token_')) return false;
      if (known?.access_token === token)
        await single(async () => requestToken(await register(known)));
      return true;
    },
    accepted: () => {
      replaced = false;
    },
  };
}
