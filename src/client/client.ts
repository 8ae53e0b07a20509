import { refuse } from '../errors/invalid-input-error.js';
import { toBase64 } from '../protocol/base64.js';
import { compact } from '../protocol/compact.js';
import { ownTokens, registeredTokens } from './access-token.js';
import { createServerClock } from './clock.js';
import { keepInternals } from './internals.js';
import { createItems } from './items.js';
import { tellOnce } from './oddity.js';
import { checkOptions, type PassClientOptions, resolveOrigins } from './options.js';
import { createPace } from './pace.js';
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
  checkOptions(options);
  const {
    serviceProvider,
    accessToken,
    device,
    timeout = 15_000,
    maxResponseBytes = 8e6,
  } = options;
  const origins = resolveOrigins(options);
  const client: PassClient = { serviceProvider, origin: origins.origin };
  const now = () => (options.now ?? Date.now)();
  const clock = createServerClock(options.now);
  const items = createItems(options.storage, options.onStorageError);
  keepInternals(client, {
    options,
    origins,
    clock,
    items,
    transport: { fetch: options.fetch, timeout, maxResponseBytes, isPicky: false },
    pace: createPace(now),
    retry: { ...defaultRetry, ...compact(options.retry ?? {}) },
    tokens: accessToken
      ? ownTokens(accessToken, timeout)
      : registeredTokens(client, { options, items, clock }),
    device: {
      identifier: `fingerprint ${toBase64(device.id)}`,
      info: deviceInfo(device),
    },
    oddity: tellOnce(options.onOddity),
  });
  return client;
}

function deviceInfo({ info }: PassClientOptions['device']): string | undefined {
  try {
    return info && toBase64(JSON.stringify(info));
  } catch (cause) {
    return refuse('device.info', 'expected JSON', 'invalid_input', { cause });
  }
}
