import { assign } from 'xstate';
import { setup } from '../setup.js';
import { anyText, checkedInput, inputFields } from '../../src/protocol/input.js';
import type { PassErrorData } from '../../src/errors/index.js';
import { notProvided } from '../actors.js';
import { failure, outputOf } from '../events.js';
import type { Tag } from '../tags.js';
import type {
  TempPassResetContext,
  TempPassResetEvent,
  TempPassResetInput,
  TempPassResetOutput,
} from './temp-pass-reset.types.js';

const tempPassResetInput = /* @__PURE__ */ inputFields(() => ({
  mvpd: anyText(),
  deviceId: anyText(),
  key: anyText(),
}));

/**
 * Gives temporary access back, to one device or viewer or to all of them (`temp-pass-feature`). For
 * operators, never in a consumer app.
 *
 * Provide its services with `tempPassResetServices(client)`, render `tempPassResetView(snapshot)`.
 */
export const tempPassResetMachine = setup({
  types: {} as {
    context: TempPassResetContext;
    events: TempPassResetEvent;
    input: TempPassResetInput;
    output: TempPassResetOutput;
    tags: Tag;
  },
  actors: {
    resetTempPass: notProvided<void, { mvpd: string; deviceId: string | null; key: string | null }>(
      'resetTempPass',
    ),
    registerClient: notProvided<void, undefined>('registerClient'),
  },
  actions: {
    noteRegistration: assign({ registered: true }),
    keepError: assign((_, error: PassErrorData) => ({ error })),
  },
  guards: {
    isForAll: ({ context: { deviceId, key } }) => deviceId === 'all' || key === 'all',
    clientIsRefused: ({ context }, { name, httpStatus }: PassErrorData) =>
      !context.registered && httpStatus === 403 && name !== 'ForeignAnswerError',
  },
}).createMachine({
  id: 'tempPassReset',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const {
      mvpd = '',
      deviceId = null,
      key = null,
    } = checkedInput(tempPassResetInput, input).input;
    return { version: 2, mvpd, deviceId, key, registered: false, error: null };
  },
  output: outputOf<TempPassResetOutput>,
  on: { cancel: '.cancelled' },
  initial: 'deciding',
  states: {
    deciding: {
      description: 'One device or viewer is reset at once, all of them after a confirmation.',
      always: [{ guard: 'isForAll', target: 'confirming' }, { target: 'resetting' }],
    },
    confirming: {
      description: 'All devices or viewers would get their temporary access back: is that meant?',
      tags: 'needs-user',
      on: { 'reset.confirmed': 'resetting' },
    },
    resetting: {
      description: 'The server resets. Repeated after a restore, which changes nothing.',
      tags: 'busy',
      invoke: {
        id: 'resetTempPass',
        src: 'resetTempPass',
        input: ({ context: { mvpd, deviceId, key } }) => ({ mvpd, deviceId, key }),
        onDone: 'done',
        onError: [
          { guard: { type: 'clientIsRefused', params: failure }, target: 'registering' },
          { target: 'failed', actions: { type: 'keepError', params: failure } },
        ],
      },
    },
    registering: {
      description:
        'The client id may no longer do this: new credentials and a new token, once. Again after a restore.',
      tags: 'busy',
      entry: 'noteRegistration',
      invoke: {
        id: 'registerClient',
        src: 'registerClient',
        onDone: 'resetting',
        onError: { target: 'failed', actions: { type: 'keepError', params: failure } },
      },
    },
    done: {
      description: 'Temporary access is given back.',
      tags: 'done',
      type: 'final',
      output: { phase: 'done' },
    },
    failed: {
      description: 'The server refused, or could not be asked. A retry resets again.',
      tags: ['failed', 'needs-user'],
      on: { retry: 'resetting' },
    },
    cancelled: {
      description: 'The operator gave up.',
      tags: 'done',
      type: 'final',
      output: { phase: 'cancelled' },
    },
  },
});
