import type {
  AnsweredSession,
  AuthenticationParameters,
  CheckedProfile,
  FoundProfile,
} from '../../machines/authentication/index.js';
import type { PassClient } from '../client/pass-client.js';
import { profileForCode, profileForMvpd, profiles } from '../client/profiles.js';
import { createSession, resumeSession } from '../client/sessions.js';
import { refuse } from '../errors/invalid-input-error.js';
import { pollTurns } from './poll-turns.js';
import { service } from './service.js';
import { answeredSession, checkedProfile, firstProfile } from './session.js';
import { waitUntil } from './wait.js';

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
export function authenticationServices(client: PassClient) {
  const inTurn = pollTurns(client);
  return {
    createSession: service<AnsweredSession, AuthenticationParameters>(async ({ input, signal }) =>
      answeredSession(client, await createSession(client, input, { signal })),
    ),
    resumeSession: service<AnsweredSession, AuthenticationParameters & { code: string }>(
      async ({ input, signal }) =>
        answeredSession(client, await resumeSession(client, input, { signal })),
    ),
    checkProfile: service<CheckedProfile, { code: string; pollInterval?: number }>(
      ({ input, signal, restored }) =>
        checkedProfile(client, async () => {
          if (restored) refuse('input', 'restored', 'restored');
          return inTurn(input, signal, async () => {
            // Polling is a repetition already: one request each time, or two would be closer than permitted.
            const options = { signal, retry: { limit: 0 } };
            return firstProfile(
              (await profileForCode(client, { code: input.code }, options)).profiles,
            );
          });
        }),
    ),
    findProfile: service<FoundProfile | null, { mvpd: string | null; since: number }>(
      async ({ input: { mvpd, since }, signal }) => {
        const answered = await (mvpd
          ? profileForMvpd(client, { mvpd }, { signal })
          : profiles(client, {}, { signal }));
        // Without the MVPD, only what has come to be since then is of this login.
        const found = Object.entries(answered.profiles).find(
          ([, { notBefore = 0 }]) => mvpd !== null || notBefore >= since,
        );
        return found ? { mvpd: found[0], profile: found[1] } : null;
      },
    ),
    waitUntil: waitUntil(client),
  };
}
