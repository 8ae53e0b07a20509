import { assign } from 'xstate';
import type { PassErrorData } from '../../src/errors/index.js';
import { type CodeProblem, normaliseCode } from '../../src/protocol/code.js';
import { notProvided, waitUntil } from '../actors.js';
import type {
  AnsweredSession,
  AuthenticationParameters,
  CheckedProfile,
  FoundProfile,
} from '../authentication/index.js';
import { LEAST_INTERVAL } from '../authentication/limits.js';
import { givenParameters } from '../authentication/parameters.js';
import { unknownAction } from '../events.js';
import { setup } from '../setup.js';
import type { Tag } from '../tags.js';
import type {
  SecondScreenContext,
  SecondScreenEvent,
  SecondScreenInput,
  SecondScreenOutput,
  ValidatedCode,
} from './second-screen.types.js';
import { missingParameters } from './second-screen.view.js';

const withoutMvpd = ({ mvpd: _, ...others }: AuthenticationParameters) => others;

const codeExpired: PassErrorData = {
  name: 'InvalidInputError',
  code: 'code_expired',
  remedy: 'new-session',
  message: 'code: has expired',
  path: 'code',
};

const notAnMvpd: PassErrorData = {
  name: 'InvalidInputError',
  code: 'invalid_input',
  remedy: 'select-mvpd',
  message: 'mvpd: expected text',
  path: 'mvpd',
};

/** Why what was typed is not sent. */
export const notACode = (problem: CodeProblem): PassErrorData => ({
  name: 'InvalidInputError',
  code: `code_${problem}`,
  remedy: 'none',
  message: `code: ${problem.replace(/_/g, ' ')}`,
  path: 'code',
});

export const expiresAt = ({ session }: SecondScreenContext) => session?.notAfter ?? 1e15;

/** What the chart of `secondScreenMachine` is made of: its actors, actions and guards. */
export const chart = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- The types come from it alone.
  types: {} as {
    context: SecondScreenContext;
    events: SecondScreenEvent;
    input: SecondScreenInput;
    output: SecondScreenOutput;
    tags: Tag;
  },
  actors: {
    validateCode: notProvided<ValidatedCode, { code: string }>('validateCode'),
    resumeSession: notProvided<AnsweredSession, AuthenticationParameters & { code: string }>(
      'resumeSession',
    ),
    checkProfile: notProvided<CheckedProfile, { code: string }>('checkProfile'),
    waitUntil,
  },
  actions: {
    keepCode: assign((_, typed: unknown) => {
      const { code = '', problem } = normaliseCode(typed);
      return { code, error: problem ? notACode(problem) : null };
    }),
    forgetSession: assign({
      session: null,
      device: null,
      existingParameters: {},
      resumed: false,
      error: null,
    }),
    forgetError: assign({ error: null }),
    keepValidated: assign((_, validated: ValidatedCode) => validated),
    keepSession: assign((_, { session, clock }: AnsweredSession) => ({ session, clock })),
    keepParameters: assign(({ context }, provided: AuthenticationParameters) => {
      const given = givenParameters(provided);
      return {
        parameters: { ...context.parameters, ...given },
        // At the viewer's word, also in place of what the session has.
        existingParameters: { ...context.existingParameters, ...given },
      };
    }),
    noteResuming: assign({ resumed: true, error: null }),
    askForMvpd: assign(({ context: { session, parameters, existingParameters } }) => ({
      parameters: withoutMvpd(parameters),
      existingParameters: withoutMvpd(existingParameters),
      resumed: false,
      session: session && {
        ...session,
        actionName: 'resume',
        missingParameters: ['mvpd', ...session.missingParameters.filter((name) => name !== 'mvpd')],
      },
    })),
    // No attributes: what a provider says of a viewer is for the streaming device.
    keepProfile: assign((_, found: FoundProfile | null) => ({
      found: found && { mvpd: found.mvpd, type: found.profile.type },
    })),
    keepError: assign((_, error: PassErrorData | null) => ({ error })),
    refuseAction: assign(({ context }) => ({
      error: context.session && unknownAction(context.session),
    })),
    expire: assign({ error: codeExpired }),
    noteTime: assign((_, now: number) => ({ lastCheckAt: now })),
    // An answer that came late says more than when the check began.
    noteCheck: assign(({ context }, { clock }: CheckedProfile) => ({
      clock,
      lastCheckAt: Math.max(context.lastCheckAt, clock.now - LEAST_INTERVAL),
    })),
    refuseMvpd: assign({ error: notAnMvpd }),
  },
  guards: {
    isCode: (_, typed: unknown) => normaliseCode(typed).code !== undefined,
    hasCode: ({ context }) => context.code !== '',
    hasSession: ({ context }) => context.session !== null,
    isSignedIn: ({ context }) => context.session?.actionName === 'authorize',
    needsLogin: ({ context }) => context.session?.actionName === 'authenticate',
    needsParameters: ({ context }) =>
      context.session?.actionName === 'resume' || context.session?.actionName === 'retry',
    knowsWhatIsMissing: ({ context }) =>
      !context.resumed &&
      context.session?.actionName === 'resume' &&
      missingParameters(context).length === 0,
    isText: (_, value: string | undefined) => typeof value === 'string' && value !== '',
    actionIsUnknown: ({ context }) => context.error?.code === 'unknown_action',
    // After a sleep of the device, any of the two waits may end first.
    isExpired: ({ context }, now: number) => now >= expiresAt(context),
    isFound: (_, found: FoundProfile | null) => found !== null,
    isAnswered: (_, error: PassErrorData | null) => error === null,
    codeIsWrong: (_, error: PassErrorData | null) =>
      error?.remedy === 'new-session' || error?.path === 'code',
    mvpdIsWrong: (_, error: PassErrorData | null) => error?.remedy === 'select-mvpd',
    // It may have gone out just before: not again at once.
    wasRestored: (_, error: PassErrorData | null) => error?.code === 'restored',
  },
});
