import { refuse } from '../errors/invalid-input-error.js';
import { memoryStorage } from '../storage/memory.js';
import { ownTokens, registeredTokens } from './access-token.js';
import { keepInternals } from './internals.js';
import { type PassClientOptions, resolveOrigins } from './options.js';
import { defaultRetry } from './retry.js';

/** What the endpoint functions take first. Holds no secret itself: safe to log. */
export interface PassClient {
  readonly serviceProvider: string;
  /** Where V2 and registration requests go, as `https://host`. */
  readonly origin: string;
}

/**
 * Makes a client for one device and service provider. Nothing is requested until the first call.
 *
 * @throws InvalidInputError with the `path` of an option that can't be used.
 *
 * @example
 * ```ts
 * import { createPassClient, createSession } from 'tve-auth-flow/client';
 * import { createSimulator } from 'tve-auth-flow/simulator';
 *
 * const client = createPassClient({
 *   environment: 'release-staging',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *   device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb', info: { model: 'AppleTV', version: '5,3', osName: 'tvOS', osVersion: '11.0', connectionType: 'LAN' } },
 *   fetch: createSimulator().fetch, // leave it out to talk to Adobe
 * });
 * const session = await createSession(client, { mvpd: 'Cablevision', domainName: 'adobe.com', redirectUrl: 'https://adobe.com' });
 * console.log(session.actionName, session.code);
 * ```
 */
export function createPassClient(options: PassClientOptions): PassClient {
  const {
    serviceProvider,
    softwareStatement,
    accessToken,
    device,
    storage = memoryStorage(),
  } = options;
  const origins = resolveOrigins(options);
  if (!serviceProvider || typeof serviceProvider !== 'string')
    refuse('serviceProvider', 'expected an id');
  if (!device?.id || typeof device.id !== 'string') refuse('device.id', 'expected an id');
  if (!softwareStatement && !accessToken)
    refuse('softwareStatement', 'expected this or accessToken');
  const timeout = options.timeout ?? 15_000;
  if (!(timeout > 0)) refuse('timeout', 'expected milliseconds');

  const client: PassClient = Object.freeze({ serviceProvider, origin: origins.origin });
  const now = () => (options.now ?? Date.now)();
  keepInternals(client, {
    options,
    origins,
    timeout,
    now,
    retry: { ...defaultRetry, ...options.retry },
    tokens: accessToken ? ownTokens(accessToken) : registeredTokens(client, options, storage, now),
    pause: undefined,
  });
  return client;
}
