import type { PassClient } from '../client/pass-client.js';
import { internalsOf } from '../client/internals.js';
import { authenticationUrl } from '../client/sessions.js';
import type { FoundProfile } from '../../machines/authentication/index.js';
import type { Profile } from '../protocol/profile.js';
import type { Session } from '../protocol/session.js';

/** Milliseconds that a code lives where the server doesn't say; what the samples show. */
const CODE_LIFE = 30 * 60_000;

/**
 * A session as a machine keeps it: with the URL and the expiry that a code has, and without the SAML
 * request, which is a secret.
 */
export function keptSession(
  client: PassClient,
  { authenticationRequest: _, ...session }: Session,
): Session {
  const { code } = session;
  if (!code) return session;
  return {
    url: authenticationUrl(client, { code }),
    notAfter: internalsOf(client).now() + CODE_LIFE,
    ...session,
  };
}

/** The profile in a map that has one entry as a rule. */
export function firstProfile(profiles: Readonly<Record<string, Profile>>): FoundProfile | null {
  const [mvpd] = Object.keys(profiles);
  return mvpd === undefined ? null : { mvpd, profile: profiles[mvpd]! };
}
