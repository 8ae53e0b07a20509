import { refuse } from '../errors/invalid-input-error.js';
import { memoryStorage } from '../storage/memory.js';
import { ownTokens, registeredTokens } from './access-token.js';
import { keepInternals } from './internals.js';
import { type PassClientOptions, resolveOrigins } from './options.js';
import type { PassClient } from './pass-client.js';
import { defaultRetry } from './retry.js';

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
    timeout = 15_000,
  } = options;
  const origins = resolveOrigins(options);
  const ids = {
    serviceProvider,
    'device.id': device?.id,
    softwareStatement: accessToken ? '-' : softwareStatement,
  };
  for (const [path, id] of Object.entries(ids))
    if (!id || typeof id !== 'string') refuse(path, 'expected text');
  if (!(timeout > 0)) refuse('timeout', 'expected milliseconds');

  const client: PassClient = { serviceProvider, origin: origins.origin };
  const now = () => (options.now ?? Date.now)();
  keepInternals(client, {
    options,
    origins,
    timeout,
    now,
    retry: { ...defaultRetry, ...options.retry },
    tokens: accessToken ? ownTokens(accessToken) : registeredTokens(client, options, storage, now),
    storage,
    pause: undefined,
  });
  return client;
}
