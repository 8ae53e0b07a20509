import { checkedInput } from '../../src/protocol/input.js';
import { failure, outputOf, resultOf } from '../events.js';
import { authenticationInput } from './authentication.input.js';
import { chart, expiresAt } from './authentication.setup.js';
import type { AuthenticationOutput } from './authentication.types.js';
import { authorizeOutput } from './authentication.view.js';
import { cannotCheck, check, keepError } from './checks.js';
import { INTERVAL, LEAST_INTERVAL } from './limits.js';
import { givenParameters } from './parameters.js';

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
