import { assign } from 'xstate';
import { setup } from '../setup.js';
import { compact } from '../../src/protocol/compact.js';
import { checkedInput } from '../../src/protocol/input.js';
import type { Session } from '../../src/protocol/session.js';
import { notProvided, waitUntil } from '../actors.js';
import { errorOf, outputOf, unknownAction } from '../events.js';
import type { Tag } from '../tags.js';
import type {
  AuthenticationContext,
  AuthenticationEvent,
  AuthenticationInput,
  AuthenticationOutput,
  AuthenticationParameters,
  FoundProfile,
} from './authentication.types.js';
import { authenticationInput } from './authentication.input.js';
import { authenticationOutput } from './authentication.view.js';
import { INTERVAL, LEAST_INTERVAL } from './limits.js';

/** Milliseconds to the next check: longer after failures, and not before the server takes requests again. */
const interval = ({ pollInterval, failures, error }: AuthenticationContext): number => {
  // Also of a flow that was stored with a number that JSON has lost.
  const pause = Math.max(pollInterval || INTERVAL, LEAST_INTERVAL);
  return Math.max(pause * 2 ** Math.min(failures, 3), (error?.retryAfter ?? 0) + pause);
};

const isPolling = ({ screen, userAgent }: AuthenticationContext) =>
  screen === 'secondary' || userAgent === 'returned';

// A session that an app brought along may have no end; JSON has no Infinity.
const expiresAt = ({ session }: AuthenticationContext) => session?.notAfter ?? 1e15;

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

const chart = setup({
  types: {} as {
    context: AuthenticationContext;
    events: AuthenticationEvent;
    input: AuthenticationInput;
    output: AuthenticationOutput;
    tags: Tag;
  },
  actors: {
    createSession: notProvided<Session, AuthenticationParameters>('createSession'),
    resumeSession: notProvided<Session, AuthenticationParameters & { code: string }>(
      'resumeSession',
    ),
    checkProfile: notProvided<FoundProfile | null, { code: string }>('checkProfile'),
    waitUntil,
  },
  actions: {
    forgetSession: assign({
      session: null,
      resumed: false,
      userAgent: 'open',
      failures: 0,
      error: null,
    }),
    keepSession: assign(({ event }) => ({ session: outputOf<Session>(event) })),
    keepParameters: assign(({ context, event }) => {
      const given = event as AuthenticationParameters;
      return { parameters: { ...context.parameters, ...givenParameters(given) } };
    }),
    keepProfile: assign(({ event }) => ({ found: outputOf<FoundProfile>(event) })),
    keepError: assign(({ event }) => ({ error: errorOf(event) })),
    refuseAction: assign(({ context }) => ({ error: unknownAction(context.session!) })),
    noteTime: assign(({ event }) => ({ lastCheckAt: outputOf<number>(event) })),
    noteFailure: assign(({ context }) => ({ failures: context.failures + 1 })),
    noteAnswer: assign({ failures: 0, error: null }),
    userAgentReturned: assign({ userAgent: 'returned' }),
    userAgentClosed: assign({ userAgent: 'closed' }),
  },
  guards: {
    authorize: ({ context }) => context.session?.actionName === 'authorize',
    authenticate: ({ context }) => context.session?.actionName === 'authenticate',
    resume: ({ context }) =>
      context.session?.actionName === 'resume' || context.session?.actionName === 'retry',
    missingIsKnown: ({ context: { session, resumed, parameters } }) =>
      !resumed &&
      session?.actionName === 'resume' &&
      session.missingParameters.every((name) => parameters[name as keyof AuthenticationParameters]),
    hasSession: ({ context }) => context.session !== null,
    hasBadInput: ({ context }) => context.error?.code === 'invalid_input',
    hasGoodInput: ({ context }) => context.error?.code !== 'invalid_input',
    isPolling: ({ context }) => isPolling(context),
    isNotPolling: ({ context }) => !isPolling(context),
    isClosed: ({ context }) => context.userAgent === 'closed',
    hasExpired: ({ context, event }) => outputOf<number>(event) >= expiresAt(context),
    isFound: ({ event }) => outputOf(event) !== null,
    sessionIsGone: ({ event }) => errorOf(event).remedy === 'new-session',
    // It may have gone out just before: not again at once.
    isRestored: ({ event }) => errorOf(event).code === 'restored',
    isTransient: ({ event }) => {
      const { remedy, code } = errorOf(event);
      return remedy === 'retry' || code === 'internal_server_error';
    },
  },
});

const failed = { target: '#authentication.failed', actions: 'keepError' } as const;

/** Waits for the next check, but no longer than the code lives. */
const nextCheck = (after: (context: AuthenticationContext) => number) =>
  ({
    src: 'waitUntil',
    input: ({ context }: { context: AuthenticationContext }) => ({
      at: Math.min(context.lastCheckAt + after(context), expiresAt(context)),
      atMost: after(context),
    }),
    onDone: [
      { guard: 'hasExpired', target: '#authentication.expired' },
      { target: 'checking', actions: 'noteTime' },
    ],
    onError: failed,
  }) as const;

/** `resume` and `authenticate`: there is a code, which lives until its time, and is checked meanwhile. */
const checks = chart.createStateConfig({
  tags: 'needs-user',
  on: {
    'code.renew': '#authentication.creating',
    'userAgent.returned': { actions: 'userAgentReturned' },
  },
  initial: 'idle',
  states: {
    idle: {
      description: 'The viewer is at the user agent.',
      always: { guard: 'isPolling', target: 'pausing' },
      invoke: {
        src: 'waitUntil',
        input: ({ context }) => ({ at: expiresAt(context) }),
        onDone: '#authentication.expired',
        onError: failed,
      },
      on: {
        'userAgent.closed': { actions: 'userAgentClosed', target: 'pausing' },
        'profile.check': { guard: 'isClosed', target: 'pausing' },
      },
    },
    pausing: {
      description: 'A check is due.',
      invoke: nextCheck(() => LEAST_INTERVAL),
    },
    checking: {
      description: 'The server is asked for a profile.',
      invoke: {
        src: 'checkProfile',
        input: ({ context }) => ({ code: context.session!.code! }),
        onDone: [
          { guard: 'isFound', target: '#authentication.authorize', actions: 'keepProfile' },
          { target: 'waiting', actions: 'noteAnswer' },
        ],
        onError: [
          { guard: 'isRestored', target: 'pausing' },
          { guard: 'sessionIsGone', target: '#authentication.expired' },
          { guard: 'isTransient', target: 'waiting', actions: ['keepError', 'noteFailure'] },
          failed,
        ],
      },
    },
    waiting: {
      description: 'The next check comes later.',
      always: { guard: 'isNotPolling', target: 'idle' },
      invoke: nextCheck(interval),
      on: { 'profile.check': 'pausing' },
    },
  },
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
    const { screen = 'primary', pollInterval = INTERVAL, session = null, ...parameters } = given;
    return {
      screen,
      pollInterval: Math.max(pollInterval, LEAST_INTERVAL),
      parameters: givenParameters(parameters),
      session,
      resumed: false,
      userAgent: 'open',
      lastCheckAt: 0,
      failures: 0,
      found: null,
      error,
    };
  },
  output: ({ context }) => authenticationOutput(context),
  on: { cancel: '.cancelled' },
  initial: 'dispatching',
  states: {
    creating: {
      description: 'A session is created; again after a restore.',
      tags: 'busy',
      entry: 'forgetSession',
      invoke: {
        src: 'createSession',
        input: ({ context }) => context.parameters,
        onDone: { target: 'dispatching', actions: 'keepSession' },
        onError: failed,
      },
    },
    dispatching: {
      description: 'The action name decides.',
      always: [
        { guard: 'hasBadInput', target: 'failed' },
        { guard: 'authorize', target: 'authorize' },
        { guard: 'authenticate', target: 'authenticate' },
        { guard: 'missingIsKnown', target: 'resuming' },
        { guard: 'resume', target: 'resume' },
        { guard: 'hasSession', target: 'failed', actions: 'refuseAction' },
        { target: 'creating' },
      ],
    },
    resume: {
      ...checks,
      description: 'Parameters are missing.',
      on: {
        ...checks.on,
        'parameters.provided': { target: 'resuming', actions: 'keepParameters' },
      },
    },
    resuming: {
      description: 'The session gets the parameters; again after a restore.',
      tags: 'busy',
      entry: assign({ resumed: true }),
      invoke: {
        src: 'resumeSession',
        input: ({ context }) => ({ ...context.parameters, code: context.session!.code! }),
        onDone: { target: 'dispatching', actions: 'keepSession' },
        onError: [{ guard: 'sessionIsGone', target: 'expired' }, failed],
      },
      on: { 'code.renew': 'creating' },
    },
    authenticate: {
      ...checks,
      description: 'The viewer logs in.',
    },
    authorize: {
      description: 'The viewer is signed in.',
      tags: 'done',
      type: 'final',
    },
    expired: {
      description: 'The code has expired.',
      tags: 'needs-user',
      on: { 'code.renew': 'creating', retry: 'creating' },
    },
    failed: {
      description: 'Something went wrong. A retry goes on.',
      tags: ['failed', 'needs-user'],
      on: {
        retry: [
          { guard: 'authenticate', target: 'authenticate' },
          { guard: 'resume', target: 'resume' },
          { guard: 'hasGoodInput', target: 'creating' },
        ],
        'code.renew': { guard: 'hasGoodInput', target: 'creating' },
        'parameters.provided': [
          { guard: 'resume', target: 'resuming', actions: 'keepParameters' },
          { guard: 'hasGoodInput', target: 'creating', actions: 'keepParameters' },
        ],
      },
    },
    cancelled: {
      description: 'The viewer gave up.',
      tags: 'done',
      type: 'final',
    },
  },
});
