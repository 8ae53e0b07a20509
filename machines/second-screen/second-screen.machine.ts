import { normaliseCode } from '../../src/protocol/code.js';
import { anyText, checkedInput, inputFields } from '../../src/protocol/input.js';
import { LEAST_INTERVAL } from '../authentication/limits.js';
import { givenParameters } from '../authentication/parameters.js';
import { errorOfResult, failure, outputOf, resultOf } from '../events.js';
import { chart, expiresAt, notACode } from './second-screen.setup.js';
import type { SecondScreenOutput } from './second-screen.types.js';

const secondScreenInput = /* @__PURE__ */ inputFields(() => ({
  code: anyText(),
  mvpd: anyText(),
  domainName: anyText(),
  redirectUrl: anyText(),
}));

const failed = {
  target: '#secondScreen.failed',
  actions: { type: 'keepError', params: failure },
} as const;
const codeRefused = {
  guard: { type: 'codeIsWrong', params: failure },
  target: '#secondScreen.enteringCode',
  actions: { type: 'keepError', params: failure },
} as const;

/** A code takes the place of a former one; what can't be one is told, and asked for again. */
const codeEntered = [
  {
    guard: { type: 'isCode', params: ({ event }: { event: { code: unknown } }) => event.code },
    target: '#secondScreen.validating',
    actions: { type: 'keepCode', params: ({ event }: { event: { code: unknown } }) => event.code },
  },
  {
    target: '#secondScreen.enteringCode',
    actions: { type: 'keepCode', params: ({ event }: { event: { code: unknown } }) => event.code },
  },
] as const;

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
    const { code: typed = '', ...parameters } = checkedInput(secondScreenInput, input).input;
    const { code = '', problem } = normaliseCode(typed);
    return {
      version: 2,
      code,
      parameters: givenParameters(parameters),
      existingParameters: {},
      session: null,
      device: null,
      resumed: false,
      clock: null,
      lastCheckAt: 0,
      found: null,
      error: problem && problem !== 'empty' ? notACode(problem) : null,
    };
  },
  output: outputOf<SecondScreenOutput>,
  on: { cancel: '.cancelled' },
  initial: 'deciding',
  states: {
    deciding: {
      description:
        'A code that came along is validated, or else one is asked for. It is never stored.',
      always: [{ guard: 'hasCode', target: 'validating' }, { target: 'enteringCode' }],
    },
    enteringCode: {
      description: 'The viewer types the code that the streaming device shows.',
      tags: 'needs-user',
      on: { 'code.entered': codeEntered },
    },
    validating: {
      description: 'The server is asked for the session of the code. Repeated after a restore.',
      tags: 'busy',
      entry: 'forgetSession',
      invoke: {
        id: 'validateCode',
        src: 'validateCode',
        input: ({ context }) => ({ code: context.code }),
        onDone: {
          target: 'withCode',
          actions: { type: 'keepValidated', params: resultOf },
        },
        onError: [codeRefused, failed],
      },
    },
    withCode: {
      description: 'The code is good, and the viewer goes on with it until it expires.',
      invoke: {
        id: 'expiry',
        src: 'waitUntil',
        input: ({ context }) => ({ at: expiresAt(context) }),
        onDone: { target: 'enteringCode', actions: 'expire' },
        onError: failed,
      },
      on: { 'code.entered': codeEntered },
      initial: 'deciding',
      states: {
        deciding: {
          description: 'What the server asks for decides; it is never stored.',
          always: [
            { guard: 'isSignedIn', target: '#secondScreen.authorize' },
            { guard: 'needsLogin', target: 'opening' },
            { guard: 'knowsWhatIsMissing', target: 'resuming' },
            { guard: 'needsParameters', target: 'selecting' },
            { target: '#secondScreen.failed', actions: 'refuseAction' },
          ],
        },
        selecting: {
          description: 'The viewer picks their TV provider, or gives what else is missing.',
          tags: 'needs-user',
          on: {
            'mvpd.selected': [
              {
                guard: { type: 'isText', params: ({ event }) => event.mvpd },
                target: 'resuming',
                actions: { type: 'keepParameters', params: ({ event }) => event },
              },
              { actions: 'refuseMvpd' },
            ],
            'parameters.provided': {
              target: 'resuming',
              actions: { type: 'keepParameters', params: ({ event }) => event },
            },
          },
        },
        resuming: {
          description: 'The session gets the missing parameters. Repeated after a restore.',
          tags: 'busy',
          entry: 'noteResuming',
          invoke: {
            id: 'resumeSession',
            src: 'resumeSession',
            input: ({ context: { parameters, existingParameters, session } }) => ({
              ...parameters,
              ...existingParameters,
              code: session?.code ?? '',
            }),
            onDone: {
              target: 'deciding',
              actions: { type: 'keepSession', params: resultOf },
            },
            onError: [
              codeRefused,
              {
                guard: { type: 'mvpdIsWrong', params: failure },
                target: 'selecting',
                actions: [{ type: 'keepError', params: failure }, 'askForMvpd'],
              },
              failed,
            ],
          },
        },
        opening: {
          description: 'The viewer logs in, in the user agent of this device.',
          tags: 'needs-user',
          entry: 'forgetError',
          on: { 'userAgent.returned': 'checking', 'userAgent.closed': 'checking' },
        },
        checking: {
          description: 'One check tells whether the viewer has logged in.',
          tags: 'busy',
          entry: 'forgetError',
          initial: 'pausing',
          states: {
            pausing: {
              description:
                'The check is due, and waits until three seconds after the last one; after a restore, what is left of them.',
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
                    target: '#secondScreen.enteringCode',
                    actions: 'expire',
                  },
                  {
                    target: 'asking',
                    actions: { type: 'noteTime', params: resultOf },
                  },
                ],
                onError: failed,
              },
            },
            asking: {
              description:
                'The server is asked for a profile. After a restore it is asked again, three seconds later.',
              invoke: {
                id: 'check',
                src: 'checkProfile',
                input: ({ context }) => ({ code: context.session?.code ?? '' }),
                onDone: [
                  {
                    guard: { type: 'isFound', params: ({ event }) => event.output.found },
                    target: '#secondScreen.success',
                    actions: { type: 'keepProfile', params: ({ event }) => event.output.found },
                  },
                  {
                    guard: { type: 'isAnswered', params: errorOfResult },
                    target: '#secondScreen.withCode.unfinished',
                    actions: { type: 'noteCheck', params: resultOf },
                  },
                  {
                    guard: { type: 'wasRestored', params: errorOfResult },
                    target: 'pausing',
                  },
                  {
                    guard: { type: 'codeIsWrong', params: errorOfResult },
                    target: '#secondScreen.enteringCode',
                    actions: { type: 'keepError', params: errorOfResult },
                  },
                  {
                    guard: { type: 'mvpdIsWrong', params: errorOfResult },
                    target: '#secondScreen.withCode.selecting',
                    actions: [{ type: 'keepError', params: errorOfResult }, 'askForMvpd'],
                  },
                  {
                    target: '#secondScreen.failed',
                    actions: { type: 'keepError', params: errorOfResult },
                  },
                ],
                onError: failed,
              },
            },
          },
        },
        unfinished: {
          description: 'The viewer has not logged in. They can open the page again.',
          tags: 'needs-user',
          on: { retry: 'opening', 'userAgent.returned': 'checking' },
        },
        again: { type: 'history', target: 'deciding' },
      },
    },
    failed: {
      description: 'Something went wrong. A retry goes on where it was.',
      tags: ['failed', 'needs-user'],
      on: {
        retry: [
          { guard: 'actionIsUnknown', target: 'validating' },
          { guard: 'hasSession', target: 'withCode.again' },
          { target: 'validating' },
        ],
        'code.entered': codeEntered,
        'mvpd.selected': {
          guard: 'hasSession',
          target: 'withCode.resuming',
          actions: { type: 'keepParameters', params: ({ event }) => event },
        },
        'parameters.provided': {
          guard: 'hasSession',
          target: 'withCode.resuming',
          actions: { type: 'keepParameters', params: ({ event }) => event },
        },
      },
    },
    success: {
      description: 'The viewer has logged in; the streaming device finds that out by itself.',
      tags: 'done',
      type: 'final',
      output: ({ context: { found } }) => ({ phase: 'success', ...found }),
    },
    authorize: {
      description: 'The viewer is signed in already.',
      tags: 'done',
      type: 'final',
      output: ({ context: { session } }) => ({
        phase: 'authorize',
        mvpd: session?.mvpd ?? '',
        reason: session?.reasonType ?? '',
      }),
    },
    cancelled: {
      description: 'The viewer gave up.',
      tags: 'done',
      type: 'final',
      output: { phase: 'cancelled' },
    },
  },
});
