import { assign } from 'xstate';
import { setup } from '../setup.js';
import { anyText, checkedInput, inputFields } from '../../src/protocol/input.js';
import { notProvided } from '../actors.js';
import { isDenial } from '../denial.js';
import { errorOf, outputOf } from '../events.js';
import type { Tag } from '../tags.js';
import type {
  AuthorizationAnswer,
  AuthorizationContext,
  AuthorizationEvent,
  AuthorizationInput,
  AuthorizationOutput,
} from './authorization.types.js';
import { authorizationOutput } from './authorization.view.js';

const authorizationInput = /* @__PURE__ */ inputFields(() => ({
  mvpd: anyText(),
  resource: anyText(),
}));

const end = (phase: AuthorizationOutput['phase']) =>
  ({ type: 'final', tags: 'done', entry: { type: 'end', params: phase } }) as const;

/**
 * One play request: a decision of the server, and where it permits, a media token for the backend that
 * releases the stream (`basic-authorization-primary-application-flow`). Before every playback, whatever
 * a preauthorization said. Nothing here ever ends a stream.
 *
 * Provide its services with `authorizationServices(client)`, render `authorizationView(snapshot)`.
 */
export const authorizationMachine = setup({
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
    keepAnswer: assign(({ event }) => outputOf<AuthorizationAnswer>(event)),
    keepError: assign(({ event }) => ({ error: errorOf(event) })),
    end: assign((_, ended: AuthorizationOutput['phase']) => ({ ended })),
  },
  guards: {
    isToBeVerified: ({ context }) => context.permit?.verify === true,
    isPermitted: ({ context }) => context.permit !== null,
    temporaryAccessIsOver: ({ context }) =>
      /^temporary_access_\w+_exceeded$/.test(context.error?.code ?? ''),
    mustAuthenticate: ({ context }) => context.error?.remedy === 'authenticate',
    isDenied: ({ context }) => context.error !== null && isDenial(context.error),
    isValid: ({ event }) => outputOf<boolean>(event),
    isRestored: ({ event }) => errorOf(event).code === 'restored',
  },
}).createMachine({
  id: 'authorization',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { mvpd = '', resource = '' } = checkedInput(authorizationInput, input).input;
    return { mvpd, resource, permit: null, ended: null, error: null };
  },
  output: ({ context }) => authorizationOutput(context),
  on: { cancel: '.cancelled' },
  initial: 'authorizing',
  states: {
    authorizing: {
      description: 'The server decides; again after a restore.',
      tags: 'busy',
      entry: 'forget',
      invoke: {
        src: 'authorize',
        input: ({ context: { mvpd, resource } }) => ({ mvpd, resource }),
        onDone: { target: 'deciding', actions: 'keepAnswer' },
        onError: { target: 'deciding', actions: 'keepError' },
      },
    },
    deciding: {
      description: 'The answer decides.',
      always: [
        { guard: 'isToBeVerified', target: 'verifying' },
        { guard: 'isPermitted', target: 'permitted' },
        { guard: 'temporaryAccessIsOver', target: 'temporary_access_over' },
        { guard: 'mustAuthenticate', target: 'needs_authentication' },
        { guard: 'isDenied', target: 'denied' },
        { target: 'failed' },
      ],
    },
    verifying: {
      description: 'The backend verifies the media token.',
      tags: 'busy',
      invoke: {
        src: 'verifyMediaToken',
        input: ({ context: { mvpd, resource, permit } }) => ({
          mvpd,
          resource,
          ticket: permit!.ticket,
        }),
        onDone: [{ guard: 'isValid', target: 'permitted' }, { target: 'rejected' }],
        onError: [
          { guard: 'isRestored', target: 'authorizing' },
          { target: 'failed', actions: 'keepError' },
        ],
      },
    },
    permitted: {
      description: 'The viewer may watch.',
      ...end('permitted'),
    },
    rejected: {
      description: 'The backend refused the media token.',
      ...end('rejected'),
    },
    denied: {
      description: 'The viewer may not watch.',
      ...end('denied'),
    },
    needs_authentication: {
      description: 'The viewer has to sign in.',
      ...end('needs_authentication'),
    },
    temporary_access_over: {
      description: 'The temporary access is over.',
      ...end('temporary_access_over'),
    },
    failed: {
      description: 'Something went wrong. A retry goes on.',
      tags: ['failed', 'needs-user'],
      on: { retry: 'authorizing' },
    },
    cancelled: {
      description: 'The viewer gave up.',
      ...end('cancelled'),
    },
  },
});
