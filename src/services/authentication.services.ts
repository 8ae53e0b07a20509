import type {
  AuthenticationParameters,
  FoundProfile,
} from '../../machines/authentication/index.js';
import { LEAST_INTERVAL } from '../../machines/authentication/limits.js';
import { sleep } from '../client/abort.js';
import { internalsOf } from '../client/internals.js';
import type { PassClient } from '../client/pass-client.js';
import { profileForCode } from '../client/profiles.js';
import { createSession, resumeSession } from '../client/sessions.js';
import { refuse } from '../errors/invalid-input-error.js';
import type { Session } from '../protocol/session.js';
import { service } from './service.js';
import { firstProfile, keptSession } from './session.js';
import { waitUntil } from './wait.js';

/** Milliseconds: a check that takes longer may have waited before it went out. */
const LATE = 500;

/**
 * What `authenticationMachine` invokes, made from a client. Make it once, and create many flows.
 *
 * @example
 * ```ts
 * import { authenticationMachine, authenticationServices, createPassClient } from 'tve-auth-flow';
 *
 * const client = createPassClient({
 *   environment: 'release-staging',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *   device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb' },
 * });
 * const machine = authenticationMachine.provide({ actors: authenticationServices(client) });
 * ```
 */
export const authenticationServices = (client: PassClient) => ({
  createSession: service<Session, AuthenticationParameters>(async ({ input, signal }) =>
    keptSession(client, await createSession(client, input, { signal })),
  ),
  resumeSession: service<Session, AuthenticationParameters & { code: string }>(
    async ({ input, signal }) =>
      keptSession(client, await resumeSession(client, input, { signal })),
  ),
  checkProfile: service<FoundProfile | null, { code: string }>(
    async ({ input: { code }, signal, restored }) => {
      if (restored) refuse('input', 'restored', 'restored');
      const { now } = internalsOf(client);
      const late = now() + LATE;
      let found: FoundProfile | null = null;
      try {
        // Polling is a repetition already: one request each time, or two would be closer than permitted.
        const { profiles } = await profileForCode(
          client,
          { code },
          { signal, retry: { limit: 0 } },
        );
        found = firstProfile(profiles);
      } finally {
        // It may have gone out only after a new token or a 429: the next one keeps its distance.
        if (!found && now() > late) await sleep(LEAST_INTERVAL, signal);
      }
      return found;
    },
  ),
  waitUntil: waitUntil(client),
});
