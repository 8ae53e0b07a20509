import { errorOfResult, failure, resultOf } from '../events.js';
import { chart } from './authentication.setup.js';
import { LEAST_INTERVAL } from './limits.js';

export const keepError = { type: 'keepError', params: failure } as const;

export const cannotCheck = {
  target: '#authentication.loggingIn.login.failed',
  actions: keepError,
} as const;

/** The two states of a check; what follows it is where it stands. */
export const check = (then: string) => ({
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
