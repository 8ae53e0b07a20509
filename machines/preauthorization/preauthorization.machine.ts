import { assign } from 'xstate';
import type { PassErrorData } from '../../src/errors/index.js';
import { anyText, checkedInput, inputFields, texts } from '../../src/protocol/input.js';
import { notProvided } from '../actors.js';
import { failure, outputOf, resultOf } from '../events.js';
import { setup } from '../setup.js';
import type { Tag } from '../tags.js';
import type {
  Preauthorization,
  PreauthorizationContext,
  PreauthorizationEvent,
  PreauthorizationInput,
  PreauthorizationOutput,
} from './preauthorization.types.js';

const preauthorizationInput = /* @__PURE__ */ inputFields(() => ({
  mvpd: anyText(),
  resources: texts(),
}));

/**
 * What the viewer could watch, to mark a list (`basic-preauthorization-primary-application-flow`).
 * There is no way from here to a stream: each playback is a play request of `authorizationMachine`.
 *
 * Provide its services with `preauthorizationServices(client)`, render `preauthorizationView(snapshot)`.
 */
export const preauthorizationMachine = setup({
  types: {} as {
    context: PreauthorizationContext;
    events: PreauthorizationEvent;
    input: PreauthorizationInput;
    output: PreauthorizationOutput;
    tags: Tag;
  },
  actors: {
    preauthorize: notProvided<readonly Preauthorization[], PreauthorizationInput>('preauthorize'),
  },
  actions: {
    keepDecisions: assign((_, decisions: readonly Preauthorization[]) => ({
      decisions,
      error: null,
    })),
    keepError: assign((_, error: PassErrorData) => ({ error })),
  },
  guards: {
    mustSignIn: (_, { remedy }: PassErrorData) => remedy === 'authenticate',
  },
}).createMachine({
  id: 'preauthorization',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { mvpd = '', resources = [] } = checkedInput(preauthorizationInput, input).input;
    return { version: 2, mvpd, resources, decisions: [], error: null };
  },
  output: outputOf<PreauthorizationOutput>,
  on: { cancel: '.cancelled' },
  initial: 'preauthorizing',
  states: {
    preauthorizing: {
      description: 'The server decides on the list; after a restore, once more.',
      tags: 'busy',
      invoke: {
        id: 'preauthorize',
        src: 'preauthorize',
        input: ({ context: { mvpd, resources } }) => ({ mvpd, resources }),
        onDone: {
          target: 'done',
          actions: { type: 'keepDecisions', params: resultOf },
        },
        onError: [
          {
            guard: { type: 'mustSignIn', params: failure },
            target: 'needs_authentication',
            actions: { type: 'keepError', params: failure },
          },
          { target: 'failed', actions: { type: 'keepError', params: failure } },
        ],
      },
    },
    done: {
      description: 'The list is marked.',
      type: 'final',
      tags: 'done',
      output: ({ context: { decisions } }) => ({ phase: 'done', decisions }),
    },
    needs_authentication: {
      description: 'The viewer has to sign in before anybody decides.',
      type: 'final',
      tags: 'done',
      output: ({ context: { error } }) => ({ phase: 'needs_authentication', error }),
    },
    failed: {
      description: 'Nobody has decided. A retry asks again.',
      tags: ['failed', 'needs-user'],
      on: { retry: 'preauthorizing' },
    },
    cancelled: {
      description: 'The viewer gave up.',
      type: 'final',
      tags: 'done',
      output: { phase: 'cancelled' },
    },
  },
});
