import { assign } from 'xstate';
import { setup } from '../setup.js';
import { anyText, checkedInput, inputFields, texts } from '../../src/protocol/input.js';
import { notProvided } from '../actors.js';
import { errorOf, outputOf } from '../events.js';
import type { Tag } from '../tags.js';
import type {
  Preauthorization,
  PreauthorizationContext,
  PreauthorizationEvent,
  PreauthorizationInput,
  PreauthorizationOutput,
} from './preauthorization.types.js';
import { preauthorizationOutput } from './preauthorization.view.js';

const preauthorizationInput = /* @__PURE__ */ inputFields(() => ({
  mvpd: anyText(),
  resources: texts(),
}));

const end = (phase: PreauthorizationOutput['phase']) =>
  ({ type: 'final', tags: 'done', entry: { type: 'end', params: phase } }) as const;

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
    keepDecisions: assign(({ event }) => ({
      decisions: outputOf<readonly Preauthorization[]>(event),
      error: null,
    })),
    keepError: assign(({ event }) => ({ error: errorOf(event) })),
    end: assign((_, ended: PreauthorizationOutput['phase']) => ({ ended })),
  },
  guards: {
    mustAuthenticate: ({ event }) => errorOf(event).remedy === 'authenticate',
  },
}).createMachine({
  id: 'preauthorization',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { mvpd = '', resources = [] } = checkedInput(preauthorizationInput, input).input;
    return { mvpd, resources, decisions: [], ended: null, error: null };
  },
  output: ({ context }) => preauthorizationOutput(context),
  on: { cancel: '.cancelled' },
  initial: 'preauthorizing',
  states: {
    preauthorizing: {
      description: 'The server decides; again after a restore.',
      tags: 'busy',
      invoke: {
        src: 'preauthorize',
        input: ({ context: { mvpd, resources } }) => ({ mvpd, resources }),
        onDone: { target: 'done', actions: 'keepDecisions' },
        onError: [
          { guard: 'mustAuthenticate', target: 'needs_authentication', actions: 'keepError' },
          { target: 'failed', actions: 'keepError' },
        ],
      },
    },
    done: {
      description: 'The list is marked.',
      ...end('done'),
    },
    needs_authentication: {
      description: 'The viewer has to sign in.',
      ...end('needs_authentication'),
    },
    failed: {
      description: 'Something went wrong. A retry goes on.',
      tags: ['failed', 'needs-user'],
      on: { retry: 'preauthorizing' },
    },
    cancelled: {
      description: 'The viewer gave up.',
      ...end('cancelled'),
    },
  },
});
