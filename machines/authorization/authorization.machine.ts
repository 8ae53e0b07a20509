import { assign } from 'xstate';
import type { PassErrorData } from '../../src/errors/index.js';
import { anyText, checkedInput, inputFields } from '../../src/protocol/input.js';
import { notProvided } from '../actors.js';
import { isDenial } from '../denial.js';
import { failure, outputOf, resultOf } from '../events.js';
import { setup } from '../setup.js';
import type { Tag } from '../tags.js';
import type {
  AuthorizationAnswer,
  AuthorizationContext,
  AuthorizationEvent,
  AuthorizationInput,
  AuthorizationOutput,
} from './authorization.types.js';
import { permittedOutput } from './authorization.view.js';

const authorizationInput = /* @__PURE__ */ inputFields(() => ({
  mvpd: anyText(),
  resource: anyText(),
}));

const chart = setup({
  types: {} as {
    context: AuthorizationContext;
    events: AuthorizationEvent;
    input: AuthorizationInput;
    output: AuthorizationOutput;
    tags: Tag;
  },
  actors: {
    authorize: notProvided<AuthorizationAnswer, AuthorizationInput>('authorize'),
    verifyMediaToken: notProvided<boolean, AuthorizationInput & { ticket: string }>(
      'verifyMediaToken',
    ),
  },
  actions: {
    forget: assign({ permit: null, error: null }),
    keepAnswer: assign((_, answer: AuthorizationAnswer) => answer),
    keepError: assign((_, error: PassErrorData) => ({ error })),
  },
  guards: {
    isToBeVerified: ({ context }) => context.permit?.verify === true,
    isPermitted: ({ context }) => context.permit !== null,
    temporaryAccessIsOver: ({ context }) =>
      /^temporary_access_\w+_exceeded$/.test(context.error?.code ?? ''),
    mustSignIn: ({ context }) => context.error?.remedy === 'authenticate',
    isDenied: ({ context }) => context.error !== null && isDenial(context.error),
    isValid: (_, isValid: boolean) => isValid,
    wasRestored: (_, { code }: PassErrorData) => code === 'restored',
  },
});

/** A final state that says why the viewer may not watch. */
const refusal = (phase: 'denied' | 'needs_authentication' | 'temporary_access_over') =>
  chart.createStateConfig({
    type: 'final',
    tags: 'done',
    output: ({ context }) => ({ phase, error: context.error }),
  });

/**
 * One play request: a decision of the server, and where it permits, a media token for the backend that
 * releases the stream (`basic-authorization-primary-application-flow`). Before every playback, whatever
 * a preauthorization said. Nothing here ever ends a stream.
 *
 * Provide its services with `authorizationServices(client)`, render `authorizationView(snapshot)`.
 */
export const authorizationMachine = chart.createMachine({
  id: 'authorization',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { mvpd = '', resource = '' } = checkedInput(authorizationInput, input).input;
    return { version: 2, mvpd, resource, permit: null, error: null };
  },
  output: outputOf<AuthorizationOutput>,
  on: { cancel: '.cancelled' },
  initial: 'authorizing',
  states: {
    authorizing: {
      description: 'The server decides; after a restore, once more.',
      tags: 'busy',
      entry: 'forget',
      invoke: {
        id: 'authorize',
        src: 'authorize',
        input: ({ context: { mvpd, resource } }) => ({ mvpd, resource }),
        onDone: {
          target: 'deciding',
          actions: { type: 'keepAnswer', params: resultOf },
        },
        onError: { target: 'deciding', actions: { type: 'keepError', params: failure } },
      },
    },
    deciding: {
      description: 'The answer decides; it is never stored.',
      always: [
        { guard: 'isToBeVerified', target: 'verifying' },
        { guard: 'isPermitted', target: 'permitted' },
        { guard: 'temporaryAccessIsOver', target: 'temporary_access_over' },
        { guard: 'mustSignIn', target: 'needs_authentication' },
        { guard: 'isDenied', target: 'denied' },
        { target: 'failed' },
      ],
    },
    verifying: {
      description:
        'The backend of the programmer verifies the media token. After a restore a new decision is had, as the token may be used up.',
      tags: 'busy',
      invoke: {
        id: 'verifyMediaToken',
        src: 'verifyMediaToken',
        input: ({ context: { mvpd, resource, permit } }) => ({
          mvpd,
          resource,
          ticket: permit?.ticket ?? '',
        }),
        onDone: [
          { guard: { type: 'isValid', params: resultOf }, target: 'permitted' },
          { target: 'rejected' },
        ],
        onError: [
          { guard: { type: 'wasRestored', params: failure }, target: 'authorizing' },
          { target: 'failed', actions: { type: 'keepError', params: failure } },
        ],
      },
    },
    permitted: {
      description: 'The viewer may watch.',
      type: 'final',
      tags: 'done',
      output: ({ context }) => permittedOutput(context),
    },
    rejected: {
      description: 'The backend of the programmer refused the media token.',
      type: 'final',
      tags: 'done',
      output: { phase: 'rejected' },
    },
    denied: { description: 'The viewer may not watch.', ...refusal('denied') },
    needs_authentication: {
      description: 'The viewer has to sign in before anybody decides.',
      ...refusal('needs_authentication'),
    },
    temporary_access_over: {
      description: 'The time or the resources of the temporary access are used up.',
      ...refusal('temporary_access_over'),
    },
    failed: {
      description: 'Nobody has decided. A retry asks again.',
      tags: ['failed', 'needs-user'],
      on: { retry: 'authorizing' },
    },
    cancelled: {
      description: 'The viewer gave up.',
      type: 'final',
      tags: 'done',
      output: { phase: 'cancelled' },
    },
  },
});
