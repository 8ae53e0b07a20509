import {
  readSession,
  readSessionInformation,
  type Session,
  type SessionInformation,
} from '../protocol/session.js';
import { safeUrl, segment } from '../protocol/url.js';
import type { PassClient } from './pass-client.js';
import { internalsOf } from './internals.js';
import { type Answered, type CallOptions, send, v2Path } from './request.js';

/** What a session is made of; what is left out, the server asks for with `resume`. */
export interface SessionParameters {
  readonly mvpd?: string | undefined;
  readonly domainName?: string | undefined;
  /** Where the user agent ends up; encoded here, once. */
  readonly redirectUrl?: string | undefined;
}

/** Makes a URL of an answer absolute, and refuses unsafe ones. */
export const absoluteUrl = (client: PassClient) => (url: string) =>
  safeUrl(url, client.origin, internalsOf(client).options.allowInsecureRequests);

const fields = ({ mvpd, domainName, redirectUrl }: SessionParameters) => ({
  mvpd,
  domainName,
  redirectUrl,
});

/**
 * Creates an authentication session (E4, `create-authentication-session`). The former code of this
 * device is dead from then on, so it is never repeated by itself.
 *
 * Rejects with a {@link PassError}; see {@link createPassClient} for an example.
 */
export async function createSession(
  client: PassClient,
  parameters: SessionParameters = {},
  options?: CallOptions,
): Promise<Answered<Session>> {
  return send(
    client,
    {
      endpoint: 'E4',
      method: 'POST',
      path: v2Path(client, 'sessions'),
      form: fields(parameters),
      headers: ['device', 'sso'],
      read: (body, tell) => readSession(body, absoluteUrl(client), { mvpd: parameters.mvpd }, tell),
      timeOf: ({ notBefore }) => notBefore,
    },
    options,
  );
}

/**
 * Gives a session what it lacks (E5, `resume-authentication-session`). Send all that is known, and go
 * on with the code of the answer: it may be a new one.
 *
 * Rejects with a {@link PassError}; the remedy is `new-session` where the code is unknown or expired.
 */
export async function resumeSession(
  client: PassClient,
  parameters: SessionParameters & { readonly code: string },
  options?: CallOptions,
): Promise<Answered<Session>> {
  const { code } = parameters;
  return send(
    client,
    {
      endpoint: 'E5',
      method: 'POST',
      path: v2Path(client, 'sessions', [code, 'code']),
      form: fields(parameters),
      headers: ['deviceAlways'],
      read: (body, tell) =>
        readSession(body, absoluteUrl(client), { code, mvpd: parameters.mvpd }, tell),
    },
    options,
  );
}

/**
 * What a session has and lacks (E6, `retrieve-authentication-session-information-using-code`); so a
 * second screen validates a typed code.
 *
 * Rejects with a {@link PassError}; the remedy is `new-session` where the code is unknown or expired.
 */
export async function sessionInformation(
  client: PassClient,
  { code }: { readonly code: string },
  options?: CallOptions,
): Promise<Answered<SessionInformation>> {
  return send(
    client,
    {
      endpoint: 'E6',
      method: 'GET',
      path: v2Path(client, 'sessions', [code, 'code']),
      headers: ['deviceAlways'],
      repeatable: true,
      read: readSessionInformation,
    },
    options,
  );
}

/**
 * The URL that a user agent opens to log in with a code (E7, `perform-authentication-in-user-agent`).
 * A second screen makes it from a typed code. Errors of that page are HTML, for the viewer to read.
 *
 * @throws InvalidInputError where the code can't be part of a URL.
 */
export function authenticationUrl(client: PassClient, { code }: { readonly code: string }): string {
  return `${client.origin}/api/v2/authenticate/${segment(client.serviceProvider, 'serviceProvider')}/${segment(code, 'code')}`;
}
