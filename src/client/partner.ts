import { refuse } from '../errors/invalid-input-error.js';
import { samlField } from '../protocol/partner.js';
import { type Profiles, readProfiles } from '../protocol/profile.js';
import { readPartnerSession, type Session } from '../protocol/session.js';
import type { PassClient } from './pass-client.js';
import { partnerHeaders, type PartnerStatusParameter } from './partner-headers.js';
import { type Answered, type CallOptions, send, v2Path } from './request.js';
import { absoluteUrl, type SessionParameters } from './sessions.js';

/** What the partner calls have in common. */
interface PartnerParameters extends PartnerStatusParameter {
  /** Default `Apple`. */
  readonly partner?: string;
}

/**
 * Asks for partner single sign-on (E11, `retrieve-partner-authentication-request`). The answer is
 * `partner_profile` with a SAML request, `authorize`, or the basic flow with a code.
 *
 * Rejects with a {@link PassError}.
 */
export async function createPartnerSession(
  client: PassClient,
  parameters: PartnerParameters & Omit<SessionParameters, 'mvpd'> = {},
  options?: CallOptions,
): Promise<Answered<Session>> {
  const { domainName, redirectUrl, partner = 'Apple', partnerFrameworkStatus } = parameters;
  return send(
    client,
    {
      endpoint: 'E11',
      method: 'POST',
      path: v2Path(client, 'sessions/sso', [partner, 'partner']),
      form: { domainName, redirectUrl },
      headers: ['device'],
      extraHeaders: partnerHeaders(client, 'E11', partnerFrameworkStatus),
      read: (body, tell) => readPartnerSession(body, absoluteUrl(client), tell),
    },
    options,
  );
}

/**
 * Makes a profile of the partner framework's SAML response (E12,
 * `retrieve-profile-using-partner-authentication-response`). Once: later reads ask for profiles.
 *
 * Rejects with a {@link PassError}; the remedy is `basic-authentication` where the partner's data are
 * refused. An empty map means the same.
 */
export async function createPartnerProfile(
  client: PassClient,
  parameters: PartnerParameters & {
    /** XML as the framework gave it, or Base64. */
    readonly samlResponse: string;
  },
  options?: CallOptions,
): Promise<Answered<Profiles>> {
  const { partner = 'Apple', samlResponse, partnerFrameworkStatus } = parameters;
  if (!samlResponse || typeof samlResponse !== 'string')
    refuse('samlResponse', 'expected XML or Base64');
  const SAMLResponse = samlField(samlResponse);
  return send(
    client,
    {
      endpoint: 'E12',
      method: 'POST',
      path: v2Path(client, 'profiles/sso', [partner, 'partner']),
      form: { SAMLResponse },
      headers: ['device'],
      extraHeaders: partnerHeaders(client, 'E12', partnerFrameworkStatus),
      secrets: [SAMLResponse, samlResponse],
      read: readProfiles,
    },
    options,
  );
}
