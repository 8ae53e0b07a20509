import { ForeignAnswerError, isPassError, NetworkError } from '../errors/index.js';
import { readRegistration, type Registration } from '../protocol/registration.js';
import { shared, within } from './abort.js';
import type { Internals, TokenSource } from './internals.js';
import type { PassClient } from './pass-client.js';
import { registerClient, requestAccessToken } from './registration.js';
import { storageKey } from './storage-key.js';

/** Milliseconds before its expiry at which a token is renewed; a tenth of its life where that is less. */
const EARLY = 60_000;

/**
 * An `accessToken` function of the app's own, asked again after a 401.
 *
 * @param timeout Milliseconds that it may take.
 */
export function ownTokens(accessToken: () => Promise<string>, timeout: number): TokenSource {
  /** What it gave after a 401, for the request that is sent again. */
  let fresh: string | undefined;

  async function ask(signal: AbortSignal | undefined): Promise<string> {
    let cause: unknown;
    try {
      const token: unknown = await within('accessToken', timeout, accessToken, signal);
      if (typeof token === 'string' && /^[!-~]+$/.test(token)) return token;
    } catch (error) {
      if (isPassError(error) && error.name !== 'TimeoutError') throw error;
      cause = error;
    }
    const fields = {
      code: 'access_token_unavailable',
      remedy: 'retry',
      path: 'accessToken',
    } as const;
    throw new NetworkError('accessToken() gave no token', fields, { cause });
  }

  return {
    async get(signal) {
      const token = fresh ?? (await ask(signal));
      fresh = undefined;
      return token;
    },
    async refused(token, _code, round, signal) {
      if (round > 0) return false;
      const next = await ask(signal);
      if (next === token) return false;
      fresh = next;
      return true;
    },
    accepted: () => {},
  };
}

/** Registration and tokens as in `dynamic-client-registration-flow`, one request at a time for all callers. */
export function registeredTokens(
  client: PassClient,
  { options, items, clock }: Pick<Internals, 'options' | 'items' | 'clock'>,
): TokenSource {
  const key = storageKey(client, options);
  let known: Registration | undefined;
  let refusedToken: string | undefined;
  // Set from a new registration until the server takes its token: one that refuses everything gets no more.
  let isReplaced = false;
  let flight: ((signal?: AbortSignal) => Promise<string>) | undefined;

  /** The token of a registration, unless it was refused or its time has come. */
  function alive(registration: Registration | undefined): string | undefined {
    const { access_token, renew_at = Infinity } = registration ?? {};
    return access_token !== refusedToken && clock.now() < renew_at ? access_token : undefined;
  }

  async function read(signal: AbortSignal): Promise<Registration | undefined> {
    const stored = await items.read(key, signal);
    try {
      const registration = readRegistration(stored);
      clock.assume(registration.clock_offset ?? 0);
      return registration;
    } catch {
      return known;
    }
  }

  /** Goes on with a registration, of this client or of another window's. */
  function adopt(registration: Registration): Registration {
    const isOther = known !== undefined && known.client_id !== registration.client_id;
    known = registration;
    if (isOther) options.onCredentialsReplaced?.();
    return registration;
  }

  async function store(registration: Registration): Promise<Registration> {
    adopt(registration);
    await items.write(key, registration);
    return registration;
  }

  async function register(
    before: Registration | undefined,
    signal: AbortSignal,
  ): Promise<Registration> {
    const { client_id, client_secret, grant_types } = await registerClient(client, { signal });
    const stored = await read(signal);
    known ??= before;
    isReplaced = before !== undefined;
    // Another window was faster.
    if (stored && stored.client_id !== before?.client_id) return adopt(stored);
    return store({ client_id, client_secret, ...(grant_types && { grant_types }) });
  }

  async function requestToken(registration: Registration, signal: AbortSignal): Promise<string> {
    const { access_token, expires_in } = await requestAccessToken(client, registration, { signal });
    const stored = await read(signal);
    // Another window has replaced the credentials meanwhile.
    if (stored && stored.client_id !== registration.client_id) {
      const token = alive(adopt(stored));
      return token ?? requestToken(stored, signal);
    }
    const { renew_at: _, ...rest } = registration;
    const life = (expires_in ?? 0) * 1000;
    refusedToken = undefined;
    await store({
      ...rest,
      access_token,
      clock_offset: Math.round(clock.offset()),
      ...(life > 0 && { renew_at: clock.now() + life - Math.min(EARLY, life / 10) }),
    });
    return access_token;
  }

  async function obtain(signal: AbortSignal): Promise<string> {
    // Another window or process may have renewed it already.
    const registration = await read(signal);
    const token = alive(registration);
    if (registration && token) {
      adopt(registration);
      return token;
    }
    if (!registration) return requestToken(await register(undefined, signal), signal);
    try {
      return await requestToken(registration, signal);
    } catch (error) {
      if (isPassError(error) && error.code === 'invalid_client' && !isReplaced)
        return requestToken(await register(registration, signal), signal);
      throw error;
    }
  }

  /** Joins the one request that is under way, or begins it. */
  function single(
    work: (signal: AbortSignal) => Promise<string>,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    if (!flight) {
      const begun = shared(
        (end) => items.exclusively(key, () => work(end), end),
        () => {
          if (flight === begun) flight = undefined;
        },
      );
      flight = begun;
    }
    return flight(signal);
  }

  return {
    async get(signal) {
      const token = alive(known);
      if (token !== undefined && !flight) return token;
      try {
        return await single(obtain, signal);
      } catch (error) {
        // Adobe gave no other one: the former may still be good.
        if (error instanceof ForeignAnswerError) refusedToken = undefined;
        throw error;
      }
    },
    async refused(token, code, round, signal) {
      if (round === 0) {
        if (known?.access_token === token) refusedToken = token;
        return true;
      }
      if (round > 1 || isReplaced || !code.startsWith('invalid_access_token_')) return false;
      if (known?.access_token === token)
        await single(async (end) => requestToken(await register(known, end), end), signal);
      return true;
    },
    accepted: () => {
      isReplaced = false;
    },
  };
}
