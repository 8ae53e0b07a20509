import {
  type AccessToken,
  type ClientCredentials,
  readAccessToken,
  readClientCredentials,
} from '../protocol/registration.js';
import type { PassClient } from './pass-client.js';
import { internalsOf } from './internals.js';
import { type Answered, type CallOptions, send } from './request.js';

/**
 * Registers a client application (E1, `retrieve-client-credentials`): the client's software statement
 * against an id and a secret. The client does this by itself at its first need; call it only to manage
 * credentials on your own.
 *
 * Rejects with a {@link PassError}; `RegistrationError` where the statement is refused.
 *
 * @example
 * ```ts
 * import { createPassClient, registerClient, requestAccessToken } from 'tve-auth-flow/client';
 * import { createSimulator } from 'tve-auth-flow/simulator';
 *
 * const client = createPassClient({
 *   environment: 'release-staging',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *   device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb', info: { model: 'AppleTV', version: '5,3', osName: 'tvOS', osVersion: '11.0', connectionType: 'LAN' } },
 *   fetch: createSimulator().fetch,
 * });
 * const token = await requestAccessToken(client, await registerClient(client));
 * console.log(token.expires_in);
 * ```
 */
export function registerClient(
  client: PassClient,
  options?: CallOptions,
): Promise<Answered<ClientCredentials>> {
  const { softwareStatement, redirectUri } = internalsOf(client).options;
  return send(
    client,
    {
      endpoint: 'E1',
      method: 'POST',
      path: '/o/client/register',
      json: {
        software_statement: softwareStatement,
        ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
      },
      headers: ['deviceInfo', 'forwardedFor'],
      authorized: false,
      secrets: [softwareStatement],
      read: readClientCredentials,
    },
    options,
  );
}

/**
 * Gets an access token for client credentials (E2, `retrieve-access-token`).
 *
 * Rejects with a {@link PassError}; `RegistrationError` with the code `invalid_client` where the
 * credentials are dead.
 */
export function requestAccessToken(
  client: PassClient,
  credentials: Pick<ClientCredentials, 'client_id' | 'client_secret' | 'grant_types'>,
  options?: CallOptions,
): Promise<Answered<AccessToken>> {
  return send(
    client,
    {
      endpoint: 'E2',
      method: 'POST',
      path: '/o/client/token',
      form: {
        client_id: credentials.client_id,
        client_secret: credentials.client_secret,
        grant_type: credentials.grant_types?.[0] ?? 'client_credentials',
      },
      headers: ['deviceInfo', 'forwardedFor'],
      authorized: false,
      repeatable: true,
      secrets: [credentials.client_secret],
      read: readAccessToken,
    },
    options,
  );
}
