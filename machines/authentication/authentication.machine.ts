import { assign } from 'xstate';
import type { PassErrorData } from '../../src/errors/index.js';
import { compact } from '../../src/protocol/compact.js';
import { checkedInput } from '../../src/protocol/input.js';
import { notProvided, waitUntil } from '../actors.js';
import { failure, outputOf, resultOf, errorOfResult, unknownAction } from '../events.js';
import { setup } from '../setup.js';
import type { Tag } from '../tags.js';
import { authenticationInput } from './authentication.input.js';
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
import { authorizeOutput } from './authentication.view.js';

/** What an event brings, as far as it is text with something in it: a slip overwrites no good value. */
function givenParameters(given: AuthenticationParameters): AuthenticationParameters {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const { mvpd, domainName, redirectUrl } = given;
  return compact({
    mvpd: text(mvpd),
    domainName: text(domainName),
    redirectUrl: text(redirectUrl),
  });
}

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
const expiresAt = ({ session }: AuthenticationContext) => session?.notAfter ?? 1e15;

const chart = setup({
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

const keepError = { type: 'keepError', params: failure } as const;

const cannotCheck = {
  target: '#authentication.loggingIn.login.failed',
  actions: keepError,
} as const;

/** The two states of a check; what follows it is where it stands. */
const check = (then: string) => ({
  pausing: chart.createStateConfig({
    description:
      'A check is due, and waits until three seconds after the last one; after a restore, what is left of them.',
    invoke: {
      id: 'pause',
      src: 'waitUntil',
      input: ({ context }) => ({
        at: context.lastCheckAt + LEAST_INTERVAL,
        atMost: LEAST_INTERVAL,
      }),
      onDone: [
        {
          guard: { type: 'isExpired', params: resultOf },
          target: '#authentication.expiring',
          actions: { type: 'noteTime', params: resultOf },
        },
        {
          target: 'checking',
          actions: { type: 'noteTime', params: resultOf },
        },
      ],
      onError: cannotCheck,
    },
  }),
  checking: chart.createStateConfig({
    description:
      'The server is asked whether the viewer has logged in. After a restore the check is made again, three seconds later.',
    invoke: {
      id: 'check',
      src: 'checkProfile',
      input: ({ context: { session, pollInterval } }) => ({
        code: session?.code ?? '',
        pollInterval,
      }),
      onDone: [
        {
          guard: { type: 'isFound', params: ({ event }) => event.output.found },
          target: '#authentication.authorize',
          actions: { type: 'keepProfile', params: ({ event }) => event.output.found },
        },
        {
          guard: { type: 'wasRestored', params: errorOfResult },
          target: 'pausing',
        },
        {
          guard: { type: 'codeIsGone', params: errorOfResult },
          target: '#authentication.expiring',
        },
        {
          guard: { type: 'isFinal', params: errorOfResult },
          target: '#authentication.loggingIn.login.failed',
          actions: { type: 'keepError', params: errorOfResult },
        },
        {
          target: then,
          actions: { type: 'noteCheck', params: resultOf },
        },
      ],
      onError: cannotCheck,
    },
  }),
});

/**
 * Signs a viewer in: creates a session, and follows what the server says until there is a profile
 * (`basic-authentication-primary-application-flow`, `basic-authentication-secondary-application-flow`).
 *
 * Provide its services with `authenticationServices(client)`, render `authenticationView(snapshot)`.
 */
export const authenticationMachine = chart.createMachine({
  id: 'authentication',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { input: given, error } = checkedInput(authenticationInput, input);
    const { screen = 'primary', pollInterval = INTERVAL, session = null } = given;
    return {
      version: 2,
      screen,
      pollInterval: Math.max(pollInterval, LEAST_INTERVAL),
      activationUrl: given.activationUrl ?? null,
      parameters: givenParameters(given),
      session,
      resumed: false,
      clock: null,
      lastCheckAt: 0,
      nextCheckAt: null,
      failures: 0,
      found: null,
      error,
    };
  },
  output: outputOf<AuthenticationOutput>,
  on: { cancel: '.cancelled' },
  initial: 'preparing',
  states: {
    preparing: {
      description: 'The server is asked for a session, and given what it lacks.',
      initial: 'deciding',
      states: {
        deciding: {
          description: 'What the server asks for decides; it is never stored.',
          always: [
            { guard: 'inputIsBad', target: 'failed' },
            { guard: 'isSignedIn', target: '#authentication.authorize' },
            { guard: 'needsLogin', target: '#authentication.loggingIn' },
            { guard: 'knowsWhatIsMissing', target: 'resuming' },
            {
              guard: 'needsParameters',
              target: '#authentication.loggingIn.action.resume',
            },
            { guard: 'hasSession', target: 'failed', actions: 'refuseAction' },
            { target: 'creating' },
          ],
        },
        creating: {
          description:
            'A session is created. After a restore it is created again, and the code that nobody has seen is dead.',
          tags: 'busy',
          entry: 'forgetSession',
          invoke: {
            id: 'createSession',
            src: 'createSession',
            input: ({ context }) => context.parameters,
            onDone: {
              target: 'deciding',
              actions: { type: 'keepSession', params: resultOf },
            },
            onError: { target: 'failed', actions: keepError },
          },
        },
        resuming: {
          description: 'The session is given what it lacks; after a restore, once more.',
          tags: 'busy',
          entry: 'noteResuming',
          invoke: {
            id: 'resumeSession',
            src: 'resumeSession',
            input: ({ context }) => ({
              ...context.parameters,
              code: context.session?.code ?? '',
            }),
            onDone: {
              target: 'deciding',
              actions: { type: 'keepSession', params: resultOf },
            },
            onError: [
              {
                guard: { type: 'codeIsGone', params: failure },
                target: '#authentication.expired',
              },
              { target: 'failed', actions: keepError },
            ],
          },
          on: { 'code.renew': 'creating' },
        },
        failed: {
          description: 'The session could not be had. A retry goes on where it was.',
          tags: ['failed', 'needs-user'],
          on: {
            retry: [
              {
                guard: 'needsParameters',
                target: '#authentication.loggingIn.action.resume',
                actions: 'forgetError',
              },
              { guard: 'inputIsGood', target: 'creating' },
            ],
            'code.renew': { guard: 'inputIsGood', target: 'creating' },
            'parameters.provided': [
              {
                guard: 'needsParameters',
                target: 'resuming',
                actions: { type: 'keepParameters', params: ({ event }) => event },
              },
              {
                guard: 'inputIsGood',
                target: 'creating',
                actions: { type: 'keepParameters', params: ({ event }) => event },
              },
            ],
          },
        },
      },
    },
    loggingIn: {
      description: 'There is a code, and the viewer logs in with it until it expires.',
      type: 'parallel',
      tags: 'needs-user',
      invoke: {
        id: 'expiry',
        src: 'waitUntil',
        input: ({ context }) => ({ at: expiresAt(context) }),
        onDone: {
          target: 'expiring',
          actions: { type: 'noteTime', params: resultOf },
        },
        onError: cannotCheck,
      },
      on: { 'code.renew': 'preparing.creating' },
      states: {
        action: {
          description: 'What the server asks for.',
          initial: 'authenticate',
          states: {
            authenticate: { description: 'The viewer logs in at the URL of the session.' },
            resume: {
              description: 'Parameters are missing; they come from here or from the other device.',
              on: {
                'parameters.provided': {
                  target: '#authentication.preparing.resuming',
                  actions: { type: 'keepParameters', params: ({ event }) => event },
                },
              },
            },
          },
        },
        login: {
          description: 'What this device knows of the login, and when it asks.',
          initial: 'open',
          states: {
            open: {
              description:
                'The viewer is at the user agent of this device, and nothing is asked. A second screen has none.',
              always: { guard: 'isSecondScreen', target: 'polling' },
              on: { 'userAgent.returned': 'polling', 'userAgent.closed': 'closed' },
            },
            closed: {
              description:
                'The viewer closed the user agent: one check, and further ones at their word.',
              initial: 'pausing',
              on: { 'userAgent.returned': 'polling' },
              states: {
                ...check('idle'),
                idle: {
                  description: 'The viewer decides what comes next.',
                  on: { 'profile.check': { target: 'pausing', actions: 'hurry' } },
                },
              },
            },
            polling: {
              description: 'The server is asked again and again until the viewer has logged in.',
              initial: 'pausing',
              states: {
                ...check('waiting'),
                waiting: {
                  description: 'The next check comes later; after a restore, when it would have.',
                  invoke: {
                    id: 'pause',
                    src: 'waitUntil',
                    input: ({ context }) => ({
                      at: context.nextCheckAt ?? 0,
                      atMost: (context.nextCheckAt ?? 0) - context.lastCheckAt,
                    }),
                    onDone: [
                      {
                        guard: { type: 'isExpired', params: resultOf },
                        target: '#authentication.expiring',
                        actions: { type: 'noteTime', params: resultOf },
                      },
                      {
                        target: 'checking',
                        actions: { type: 'noteTime', params: resultOf },
                      },
                    ],
                    onError: cannotCheck,
                  },
                  on: { 'profile.check': { target: 'pausing', actions: 'hurry' } },
                },
              },
            },
            failed: {
              description:
                'A check was refused. The code still lives, and a retry checks again; other parameters make another session.',
              tags: 'failed',
              on: {
                retry: { target: 'polling', actions: 'forgetError' },
                'parameters.provided': {
                  target: '#authentication.preparing.creating',
                  actions: { type: 'keepParameters', params: ({ event }) => event },
                },
              },
            },
          },
        },
      },
    },
    expiring: {
      description:
        'The code has expired: one last question tells whether the login came in time. Asked again after a restore.',
      tags: 'busy',
      invoke: {
        id: 'lastCheck',
        src: 'findProfile',
        input: ({ context: { session, parameters } }) => ({
          mvpd: session?.mvpd ?? parameters.mvpd ?? null,
          since: session?.notBefore ?? 0,
        }),
        onDone: [
          {
            guard: { type: 'isFound', params: resultOf },
            target: 'authorize',
            actions: { type: 'keepProfile', params: resultOf },
          },
          { target: 'expired' },
        ],
        onError: 'expired',
      },
      on: { 'code.renew': 'preparing.creating' },
    },
    expired: {
      description: 'The code is dead; the viewer takes another one.',
      tags: 'needs-user',
      on: {
        'code.renew': 'preparing.creating',
        retry: 'preparing.creating',
        'profile.check': 'expiring',
      },
    },
    authorize: {
      description: 'The viewer is signed in.',
      tags: 'done',
      type: 'final',
      output: ({ context }) => authorizeOutput(context),
    },
    cancelled: {
      description: 'The viewer gave up.',
      tags: 'done',
      type: 'final',
      output: { phase: 'cancelled' },
    },
  },
});
