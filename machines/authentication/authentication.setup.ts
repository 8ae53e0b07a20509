import { assign } from 'xstate';
import type { PassErrorData } from '../../src/errors/index.js';
import { notProvided, waitUntil } from '../actors.js';
import { unknownAction } from '../events.js';
import { setup } from '../setup.js';
import type { Tag } from '../tags.js';
import type {
  AnsweredSession,
  AuthenticationContext,
  AuthenticationEvent,
  AuthenticationInput,
  AuthenticationOutput,
  AuthenticationParameters,
  CheckedProfile,
  FoundProfile,
} from './authentication.types.js';
import { INTERVAL, LEAST_INTERVAL } from './limits.js';
import { givenParameters } from './parameters.js';

/** When the next check is due: later after failures, not before the server takes requests again. */
function nextCheckAt(
  { pollInterval, lastCheckAt }: AuthenticationContext,
  { error, clock }: CheckedProfile,
  failures: number,
): number {
  // Also of a flow that was stored with a number that JSON has lost.
  const pause = Math.max(pollInterval || INTERVAL, LEAST_INTERVAL);
  return Math.max(
    lastCheckAt + pause * 2 ** Math.min(failures, 3),
    // It may have waited before it went out.
    clock.now + (error?.retryAfter ? error.retryAfter + pause : LEAST_INTERVAL),
  );
}

// A session that an app brought along may have no end; JSON has no Infinity.
export const expiresAt = ({ session }: AuthenticationContext) => session?.notAfter ?? 1e15;

/** What the chart of `authenticationMachine` is made of: its actors, actions and guards. */
export const chart = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- The types come from it alone.
  types: {} as {
    context: AuthenticationContext;
    events: AuthenticationEvent;
    input: AuthenticationInput;
    output: AuthenticationOutput;
    tags: Tag;
  },
  actors: {
    createSession: notProvided<AnsweredSession, AuthenticationParameters>('createSession'),
    resumeSession: notProvided<AnsweredSession, AuthenticationParameters & { code: string }>(
      'resumeSession',
    ),
    checkProfile: notProvided<CheckedProfile, { code: string; pollInterval?: number }>(
      'checkProfile',
    ),
    findProfile: notProvided<FoundProfile | null, { mvpd: string | null; since: number }>(
      'findProfile',
    ),
    waitUntil,
  },
  actions: {
    forgetSession: assign({ session: null, resumed: false, found: null, failures: 0, error: null }),
    forgetError: assign({ error: null }),
    keepSession: assign((_, { session, clock }: AnsweredSession) => ({ session, clock })),
    keepParameters: assign(({ context }, given: AuthenticationParameters) => ({
      parameters: { ...context.parameters, ...givenParameters(given) },
    })),
    noteResuming: assign({ resumed: true }),
    keepProfile: assign((_, found: FoundProfile | null) => ({ found })),
    keepError: assign((_, error: PassErrorData | null) => ({ error })),
    refuseAction: assign(({ context }) => ({
      error: context.session && unknownAction(context.session),
    })),
    noteTime: assign(({ context }, now: number) => ({
      lastCheckAt: now,
      nextCheckAt: null,
      clock: context.clock && { ...context.clock, now },
    })),
    noteCheck: assign(({ context }, checked: CheckedProfile) => {
      const failures = checked.error ? context.failures + 1 : 0;
      return {
        failures,
        error: checked.error,
        clock: checked.clock,
        lastCheckAt: Math.max(context.lastCheckAt, checked.clock.now - LEAST_INTERVAL),
        nextCheckAt: nextCheckAt(context, checked, failures),
      };
    }),
    hurry: assign({ failures: 0, nextCheckAt: null }),
  },
  guards: {
    isSignedIn: ({ context }) => context.session?.actionName === 'authorize',
    needsLogin: ({ context }) => context.session?.actionName === 'authenticate',
    needsParameters: ({ context }) =>
      context.session?.actionName === 'resume' || context.session?.actionName === 'retry',
    knowsWhatIsMissing: ({ context: { session, resumed, parameters } }) =>
      !resumed &&
      session?.actionName === 'resume' &&
      session.missingParameters.every((name) => name in parameters),
    hasSession: ({ context }) => context.session !== null,
    inputIsBad: ({ context }) => context.error?.code === 'invalid_input',
    inputIsGood: ({ context }) => context.error?.code !== 'invalid_input',
    isSecondScreen: ({ context }) => context.screen === 'secondary',
    // After a sleep of the device, any of the two waits may end first.
    isExpired: ({ context }, now: number) => now >= expiresAt(context),
    isFound: (_, found: FoundProfile | null) => found !== null,
    codeIsGone: (_, error: PassErrorData | null) => error?.remedy === 'new-session',
    // It may have gone out just before: not again at once.
    wasRestored: (_, error: PassErrorData | null) => error?.code === 'restored',
    isFinal: (_, error: PassErrorData | null) =>
      error !== null && error.remedy !== 'retry' && error.code !== 'internal_server_error',
  },
});
