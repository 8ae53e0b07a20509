import { assign, sendTo } from 'xstate';
import { setup } from '../setup.js';
import { inputFields, anyText, checkedInput } from '../../src/protocol/input.js';
import { compact } from '../../src/protocol/compact.js';
import type { PartnerFrameworkStatus } from '../../src/protocol/partner.js';
import type { Session } from '../../src/protocol/session.js';
import { notProvided } from '../actors.js';
import { signInFields } from '../authentication/authentication.input.js';
import { authenticationMachine, type AuthenticationOutput } from '../authentication/index.js';
import { errorOf, outputOf, unknownAction } from '../events.js';
import type { Tag } from '../tags.js';
import type {
  CheckedPartnerStatus,
  PartnerAuthenticationContext,
  PartnerAuthenticationEvent,
  PartnerAuthenticationInput,
  PartnerAuthenticationOutput,
  PartnerProfileResult,
} from './partner-authentication.types.js';
import { partnerAuthenticationOutput } from './partner-authentication.view.js';

const partnerAuthenticationInput = /* @__PURE__ */ inputFields(() => ({
  ...signInFields(),
  partner: anyText(),
}));

const failed = { target: 'failed', actions: 'keepError' } as const;

const actionIs =
  (...names: string[]) =>
  ({ context }: { context: PartnerAuthenticationContext }) =>
    names.includes(context.session?.actionName ?? '');

/**
 * Signs a viewer in with the login that the platform has (`single-sign-on-partner-flows`), or, wherever
 * that is not possible, with `authenticationMachine` and the session that the server already gave.
 *
 * Provide its services with `partnerAuthenticationServices(client, { partnerFramework })`, render
 * `partnerAuthenticationView(snapshot)`.
 */
export const partnerAuthenticationMachine = setup({
  types: {} as {
    context: PartnerAuthenticationContext;
    events: PartnerAuthenticationEvent;
    input: PartnerAuthenticationInput;
    output: PartnerAuthenticationOutput;
    tags: Tag;
  },
  actors: {
    partnerStatus: notProvided<CheckedPartnerStatus, undefined>('partnerStatus'),
    createPartnerSession: notProvided<
      Session,
      { partner: string; status: PartnerFrameworkStatus; domainName?: string; redirectUrl?: string }
    >('createPartnerSession'),
    partnerProfile: notProvided<
      PartnerProfileResult,
      { partner: string; status: PartnerFrameworkStatus; sessionId: string }
    >('partnerProfile'),
    authentication: authenticationMachine,
  },
  actions: {
    renew: assign({}),
    forgetError: assign({ error: null }),
    keepStatus: assign(({ event }) => ({ status: outputOf<CheckedPartnerStatus>(event).status })),
    keepProblem: assign(({ event }) => ({
      fallback: { reason: outputOf<CheckedPartnerStatus>(event).problem! },
    })),
    keepSession: assign(({ event }) => ({ session: outputOf<Session>(event) })),
    keepProfile: assign(({ event }) => {
      const result = outputOf<PartnerProfileResult>(event);
      return 'profile' in result ? { found: result } : { fallback: result };
    }),
    keepOutput: assign(({ event }) => ({ output: outputOf<AuthenticationOutput>(event) })),
    keepError: assign(({ event }) => ({ error: errorOf(event) })),
    noteSessionReason: assign(({ context }) => ({
      fallback: { reason: context.session!.reasonType },
    })),
    noteFrameworkFailure: assign(({ event }) => ({
      fallback: { reason: 'partner_framework_failed', error: errorOf(event) },
    })),
    noteRefusal: assign(({ event }) => ({
      fallback: { reason: 'partner_refused', error: errorOf(event) },
    })),
    refuseAction: assign(({ context }) => ({ error: unknownAction(context.session!) })),
    forward: sendTo('authentication', ({ event }) => event),
  },
  guards: {
    hasBadInput: ({ context }) => context.error?.code === 'invalid_input',
    hasGoodInput: ({ context }) => context.error?.code !== 'invalid_input',
    isUnusable: ({ event }) => outputOf<CheckedPartnerStatus>(event).problem !== null,
    isProfile: ({ event }) => 'profile' in outputOf<PartnerProfileResult>(event),
    isAuthorized: ({ event }) => outputOf<AuthenticationOutput>(event).phase === 'authorize',
    authorize: actionIs('authorize'),
    partnerProfile: actionIs('partner_profile'),
    basic: actionIs('authenticate', 'resume', 'retry'),
    // The basic flow would fail with these as well.
    isGeneral: ({ event }) => /^(retry|register)$/.test(errorOf(event).remedy),
    // A mistake of the set-up, for the developer to see.
    isNotProvided: ({ event }) => errorOf(event).code === 'actor_not_provided',
    requestIsLost: ({ event }) => errorOf(event).code === 'saml_request_lost',
  },
}).createMachine({
  id: 'partnerAuthentication',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { input: given, error } = checkedInput(partnerAuthenticationInput, input);
    const { partner = 'Apple', screen = 'primary', ...rest } = given;
    return {
      input: { screen, ...rest },
      partner,
      status: null,
      session: null,
      found: null,
      fallback: null,
      output: null,
      error,
    };
  },
  output: ({ context }) => partnerAuthenticationOutput(context),
  on: { cancel: '.cancelled' },
  initial: 'status',
  states: {
    status: {
      description: 'The framework is asked.',
      tags: 'busy',
      always: { guard: 'hasBadInput', target: 'failed' },
      invoke: {
        src: 'partnerStatus',
        onDone: [
          { guard: 'isUnusable', target: 'authentication', actions: ['keepStatus', 'keepProblem'] },
          { target: 'creating', actions: 'keepStatus' },
        ],
        onError: [
          { guard: 'isNotProvided', ...failed },
          { target: 'authentication', actions: 'noteFrameworkFailure' },
        ],
      },
    },
    creating: {
      description: 'A session is created; again after a restore.',
      tags: 'busy',
      invoke: {
        src: 'createPartnerSession',
        input: ({ context: { partner, status, input } }) =>
          compact({
            partner,
            status: status!,
            domainName: input.domainName,
            redirectUrl: input.redirectUrl,
          }),
        onDone: { target: 'dispatching', actions: 'keepSession' },
        onError: [
          { guard: 'isGeneral', ...failed },
          { target: 'authentication', actions: 'noteRefusal' },
        ],
      },
    },
    dispatching: {
      description: 'The action name decides.',
      always: [
        { guard: 'authorize', target: 'authorize' },
        { guard: 'partnerProfile', target: 'partner_profile' },
        { guard: 'basic', target: 'authentication', actions: 'noteSessionReason' },
        { target: 'failed', actions: 'refuseAction' },
      ],
    },
    partner_profile: {
      description: 'The framework answers; again after a restore.',
      tags: 'busy',
      invoke: {
        src: 'partnerProfile',
        input: ({ context: { partner, status, session } }) => ({
          partner,
          status: status!,
          sessionId: session!.sessionId!,
        }),
        onDone: [
          { guard: 'isProfile', target: 'authorize', actions: 'keepProfile' },
          { target: 'authentication', actions: 'keepProfile' },
        ],
        onError: [
          { guard: 'requestIsLost', target: 'status' },
          { guard: 'isGeneral', ...failed },
          { target: 'authentication', actions: 'noteRefusal' },
        ],
      },
    },
    authentication: {
      description: 'The basic flow runs.',
      invoke: {
        id: 'authentication',
        src: 'authentication',
        input: ({ context: { input, session } }) =>
          compact({
            ...input,
            mvpd: session?.mvpd ?? input.mvpd,
            session: session?.code ? session : undefined,
          }),
        // The view shows the basic flow: who compares snapshots, as React does, has to see another.
        onSnapshot: { actions: 'renew' },
        onDone: [
          { guard: 'isAuthorized', target: 'authorize', actions: 'keepOutput' },
          { target: 'cancelled' },
        ],
        onError: failed,
      },
      on: {
        'parameters.provided': { actions: 'forward' },
        'userAgent.returned': { actions: 'forward' },
        'userAgent.closed': { actions: 'forward' },
        'profile.check': { actions: 'forward' },
        'code.renew': { actions: 'forward' },
        retry: { actions: 'forward' },
      },
    },
    authorize: {
      description: 'The viewer is signed in.',
      tags: 'done',
      type: 'final',
    },
    failed: {
      description: 'Something went wrong. A retry goes on.',
      tags: ['failed', 'needs-user'],
      on: { retry: { guard: 'hasGoodInput', target: 'status', actions: 'forgetError' } },
    },
    cancelled: {
      description: 'The viewer gave up.',
      tags: 'done',
      type: 'final',
    },
  },
});
