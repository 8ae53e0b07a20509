import type {
  AnsweredSession,
  CheckedProfile,
  FoundProfile,
} from '../../machines/authentication/index.js';
import { internalsOf } from '../client/internals.js';
import type { PassClient } from '../client/pass-client.js';
import { authenticationUrl } from '../client/sessions.js';
import { toErrorData } from '../errors/index.js';
import type { Profile } from '../protocol/profile.js';
import { CODE_LIFE, type Session } from '../protocol/session.js';

/** What time it is, as machines have it. */
export function clockReading(client: PassClient) {
  const { clock } = internalsOf(client);
  return { now: clock.now(), offset: clock.offset() };
}

/**
 * A session as a machine has it: with the URL and the expiry that a code has, and without the SAML
 * request, which is a secret.
 */
export function answeredSession(
  client: PassClient,
  { authenticationRequest: _, ...session }: Session,
): AnsweredSession {
  const { code } = session;
  const clock = clockReading(client);
  if (!code) return { session, clock };
  const url = authenticationUrl(client, { code });
  return { session: { url, notAfter: clock.now + CODE_LIFE, ...session }, clock };
}

/** What a check has come to, with or without an answer. */
export async function checkedProfile(
  client: PassClient,
  check: () => Promise<FoundProfile | null>,
): Promise<CheckedProfile> {
  try {
    return { found: await check(), error: null, clock: clockReading(client) };
  } catch (error) {
    return { found: null, error: toErrorData(error), clock: clockReading(client) };
  }
}

/** The profile in a map that has one entry as a rule. */
export function firstProfile(profiles: Readonly<Record<string, Profile>>): FoundProfile | null {
  const [entry] = Object.entries(profiles);
  return entry ? { mvpd: entry[0], profile: entry[1] } : null;
}
