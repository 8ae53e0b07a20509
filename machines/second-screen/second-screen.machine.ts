import { assign } from 'xstate';
import { setup } from '../setup.js';
import type { PassErrorData } from '../../src/errors/index.js';
import { compact } from '../../src/protocol/compact.js';
import { anyText, checkedInput, inputFields } from '../../src/protocol/input.js';
import type { Session } from '../../src/protocol/session.js';
import { notProvided, waitUntil } from '../actors.js';
import type { AuthenticationParameters, FoundProfile } from '../authentication/index.js';
import { errorOf, outputOf, unknownAction } from '../events.js';
import { LEAST_INTERVAL } from '../authentication/limits.js';
import type { Tag } from '../tags.js';
import type {
  SecondScreenContext,
  SecondScreenEvent,
  SecondScreenInput,
  SecondScreenOutput,
  ValidatedCode,
} from './second-screen.types.js';
import { missingParameters, secondScreenOutput } from './second-screen.view.js';

const secondScreenInput = /* @__PURE__ */ inputFields(() => ({
  code: anyText(),
  mvpd: anyText(),
  domainName: anyText(),
  redirectUrl: anyText(),
}));

/** A code as the server writes it: people put spaces and dashes in, and small letters. */
const normalised = (typed: unknown) =>
  typeof typed === 'string' ? typed.replace(/[\s\-\u2010-\u2015\u2212]/g, '').toUpperCase() : '';

/** What an event must not bring is left out: it would be sent with every code from then on. */
const text = (given: unknown) => (typeof given === 'string' ? given : undefined);

const expiresAt = ({ session }: SecondScreenContext) => session?.notAfter ?? 1e15;

const codeExpired: PassErrorData = {
  name: 'InvalidInputError',
  code: 'code_expired',
  remedy: 'new-session',
  message: 'code: has expired',
  path: 'code',
};

const withoutMvpd = ({ mvpd: _, ...others }: AuthenticationParameters) => others;

const wasAt =
  (step: SecondScreenContext['step']) =>
  ({ context }: { context: SecondScreenContext }) =>
    context.step === step;

const chart = setup({
  types: {} as {
    context: SecondScreenContext;
    events: SecondScreenEvent;
    input: SecondScreenInput;
    output: SecondScreenOutput;
    tags: Tag;
  },
  actors: {
    validateCode: notProvided<ValidatedCode, { code: string }>('validateCode'),
    resumeSession: notProvided<Session, AuthenticationParameters & { code: string }>(
      'resumeSession',
    ),
    checkProfile: notProvided<FoundProfile | null, { code: string }>('checkProfile'),
    waitUntil,
  },
  actions: {
    keepCode: assign(({ event }) => ({ code: normalised((event as { code?: unknown }).code) })),
    forgetSession: assign({
      session: null,
      device: null,
      existingParameters: {},
      resumed: false,
    }),
    keepValidated: assign(({ event }) => ({ ...outputOf<ValidatedCode>(event) })),
    keepSession: assign(({ event }) => ({ session: outputOf<Session>(event) })),
    keepParameters: assign(({ context, event }) => {
      const { mvpd, domainName, redirectUrl } = event as AuthenticationParameters;
      const given = compact({
        mvpd: text(mvpd),
        domainName: text(domainName),
        redirectUrl: text(redirectUrl),
      });
      return {
        parameters: { ...context.parameters, ...given },
        // At the viewer's word, also in place of what the session has.
        existingParameters: { ...context.existingParameters, ...given },
      };
    }),
    askForMvpd: assign(({ context: { session, parameters, existingParameters } }) => ({
      parameters: withoutMvpd(parameters),
      existingParameters: withoutMvpd(existingParameters),
      resumed: false,
      session: {
        ...session!,
        actionName: 'resume',
        missingParameters: [
          'mvpd',
          ...session!.missingParameters.filter((name) => name !== 'mvpd'),
        ],
      },
    })),
    keepProfile: assign(({ event }) => {
      const { mvpd, profile } = outputOf<FoundProfile>(event);
      // No attributes: what a provider says of a viewer is for the streaming device.
      return { found: { mvpd, type: profile.type } };
    }),
    keepError: assign(({ event }) => ({ error: errorOf(event) })),
    refuseAction: assign(({ context }) => ({ error: unknownAction(context.session!) })),
    expire: assign({ error: codeExpired }),
    noteTime: assign(({ event }) => ({ lastCheckAt: outputOf<number>(event) })),
    begin: assign((_, step: SecondScreenContext['step']) => ({ step, error: null })),
  },
  guards: {
    hasCode: ({ context }) => context.code !== '',
    hasSession: ({ context }) => context.session !== null,
    authorize: ({ context }) => context.session?.actionName === 'authorize',
    authenticate: ({ context }) => context.session?.actionName === 'authenticate',
    resume: ({ context }) =>
      context.session?.actionName === 'resume' || context.session?.actionName === 'retry',
    missingIsKnown: ({ context }) =>
      !context.resumed &&
      context.session?.actionName === 'resume' &&
      missingParameters(context).length === 0,
    hasExpired: ({ context, event }) => outputOf<number>(event) >= expiresAt(context),
    isFound: ({ event }) => outputOf(event) !== null,
    codeIsWrong: ({ event }) => {
      const { remedy, path } = errorOf(event);
      return remedy === 'new-session' || path === 'code';
    },
    mvpdIsWrong: ({ event }) => errorOf(event).remedy === 'select-mvpd',
    // It may have gone out just before: not again at once.
    isRestored: ({ event }) => errorOf(event).code === 'restored',
    wasResuming: wasAt('resuming'),
    wasOpening: wasAt('opening'),
    wasChecking: wasAt('checking'),
  },
});

const failed = { target: '#secondScreen.failed', actions: 'keepError' } as const;
const codeRefused = {
  guard: 'codeIsWrong',
  target: '#secondScreen.enteringCode',
  actions: 'keepError',
} as const;
const mvpdRefused = {
  guard: 'mvpdIsWrong',
  target: '#secondScreen.selecting',
  actions: ['keepError', 'askForMvpd'],
} as const;

/** A state in which a person does something while the code lives. */
const whileItLives = chart.createStateConfig({
  tags: 'needs-user',
  invoke: {
    src: 'waitUntil',
    input: ({ context }) => ({ at: expiresAt(context) }),
    onDone: { target: '#secondScreen.enteringCode', actions: 'expire' },
    onError: failed,
  },
  on: { 'code.entered': { target: '#secondScreen.validating', actions: 'keepCode' } },
});

/**
 * The page on the phone: takes the code that a streaming device shows, supplies what its session lacks,
 * has the viewer log in, and looks once whether they did
 * (`basic-authentication-secondary-application-flow`).
 *
 * Provide its services with `secondScreenServices(client)`, render `secondScreenView(snapshot)`.
 */
export const secondScreenMachine = chart.createMachine({
  id: 'secondScreen',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { code, ...parameters } = checkedInput(secondScreenInput, input).input;
    return {
      code: normalised(code),
      parameters,
      existingParameters: {},
      session: null,
      device: null,
      resumed: false,
      step: 'validating',
      lastCheckAt: 0,
      found: null,
      error: null,
    };
  },
  output: ({ context }) => secondScreenOutput(context),
  on: { cancel: '.cancelled' },
  initial: 'deciding',
  states: {
    deciding: {
      description: 'A code that came along is validated, or else one is asked for.',
      always: [{ guard: 'hasCode', target: 'validating' }, { target: 'enteringCode' }],
    },
    enteringCode: {
      description: 'The viewer types the code that the streaming device shows.',
      tags: 'needs-user',
      on: { 'code.entered': { target: 'validating', actions: 'keepCode' } },
    },
    validating: {
      description: 'The server is asked for the session of the code. Repeated after a restore.',
      tags: 'busy',
      entry: ['forgetSession', { type: 'begin', params: 'validating' }],
      invoke: {
        src: 'validateCode',
        input: ({ context }) => ({ code: context.code }),
        onDone: { target: 'dispatching', actions: 'keepValidated' },
        onError: [codeRefused, failed],
      },
    },
    dispatching: {
      description: 'The action name of the session decides.',
      always: [
        { guard: 'authorize', target: 'authorize' },
        { guard: 'authenticate', target: 'opening' },
        { guard: 'missingIsKnown', target: 'resuming' },
        { guard: 'resume', target: 'selecting' },
        { target: 'failed', actions: 'refuseAction' },
      ],
    },
    selecting: {
      ...whileItLives,
      description: 'The viewer picks their TV provider, or gives what else is missing.',
      on: {
        ...whileItLives.on,
        'mvpd.selected': { target: 'resuming', actions: 'keepParameters' },
        'parameters.provided': { target: 'resuming', actions: 'keepParameters' },
      },
    },
    resuming: {
      description: 'The session gets the missing parameters. Repeated after a restore.',
      tags: 'busy',
      entry: [assign({ resumed: true }), { type: 'begin', params: 'resuming' }],
      invoke: {
        src: 'resumeSession',
        input: ({ context: { parameters, existingParameters, session } }) => ({
          ...parameters,
          ...existingParameters,
          code: session!.code!,
        }),
        onDone: { target: 'dispatching', actions: 'keepSession' },
        onError: [codeRefused, mvpdRefused, failed],
      },
    },
    opening: {
      ...whileItLives,
      description: 'The viewer logs in, in the user agent of this device.',
      entry: { type: 'begin', params: 'opening' },
      on: {
        ...whileItLives.on,
        'userAgent.returned': 'checking',
        'userAgent.closed': 'checking',
      },
    },
    checking: {
      description: 'One check tells whether the viewer has logged in.',
      tags: 'busy',
      entry: { type: 'begin', params: 'checking' },
      initial: 'pausing',
      states: {
        pausing: {
          description: 'The check is due when the limits allow.',
          invoke: {
            src: 'waitUntil',
            input: ({ context }) => ({
              at: Math.min(context.lastCheckAt + LEAST_INTERVAL, expiresAt(context)),
              atMost: LEAST_INTERVAL,
            }),
            onDone: [
              { guard: 'hasExpired', target: '#secondScreen.enteringCode', actions: 'expire' },
              { target: 'asking', actions: 'noteTime' },
            ],
            onError: failed,
          },
        },
        asking: {
          description: 'The server is asked for a profile.',
          invoke: {
            src: 'checkProfile',
            input: ({ context }) => ({ code: context.session!.code! }),
            onDone: [
              { guard: 'isFound', target: '#secondScreen.success', actions: 'keepProfile' },
              { target: '#secondScreen.unfinished' },
            ],
            onError: [{ guard: 'isRestored', target: 'pausing' }, codeRefused, mvpdRefused, failed],
          },
        },
      },
    },
    unfinished: {
      ...whileItLives,
      description: 'The viewer has not logged in. They can open the page again.',
      on: {
        ...whileItLives.on,
        retry: 'opening',
        'userAgent.returned': 'checking',
      },
    },
    success: {
      description: 'The viewer has logged in; the streaming device finds that out by itself.',
      tags: 'done',
      type: 'final',
    },
    authorize: {
      description: 'The viewer is signed in already.',
      tags: 'done',
      type: 'final',
    },
    failed: {
      description: 'Something went wrong. A retry goes on where it was.',
      tags: ['failed', 'needs-user'],
      on: {
        retry: [
          { guard: 'wasChecking', target: 'checking' },
          { guard: 'wasOpening', target: 'opening' },
          { guard: 'wasResuming', target: 'resuming' },
          { target: 'validating' },
        ],
        'code.entered': { target: 'validating', actions: 'keepCode' },
        'mvpd.selected': { guard: 'hasSession', target: 'resuming', actions: 'keepParameters' },
        'parameters.provided': {
          guard: 'hasSession',
          target: 'resuming',
          actions: 'keepParameters',
        },
      },
    },
    cancelled: {
      description: 'The viewer gave up.',
      tags: 'done',
      type: 'final',
    },
  },
});
