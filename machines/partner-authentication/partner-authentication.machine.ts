import { assign, sendTo } from 'xstate';
import type { PassErrorData } from '../../src/errors/index.js';
import { compact } from '../../src/protocol/compact.js';
import { anyText, checkedInput, inputFields, oneOf } from '../../src/protocol/input.js';
import type { PartnerFrameworkStatus } from '../../src/protocol/partner.js';
import { notProvided } from '../actors.js';
import { signInFields } from '../authentication/authentication.input.js';
import {
  type AnsweredSession,
  authenticationMachine,
  type AuthenticationOutput,
} from '../authentication/index.js';
import { authorizeOutput } from '../authentication/authentication.view.js';
import { failure, outputOf, resultOf, unknownAction } from '../events.js';
import { setup } from '../setup.js';
import type { Tag } from '../tags.js';
import type {
  CheckedPartnerStatus,
  PartnerAuthenticationContext,
  PartnerAuthenticationEvent,
  PartnerAuthenticationInput,
  PartnerAuthenticationOutput,
  PartnerFallback,
  PartnerProfileResult,
} from './partner-authentication.types.js';

const partnerAuthenticationInput = /* @__PURE__ */ inputFields(() => ({
  ...signInFields(),
  partner: anyText(),
  basicFlow: oneOf('here', 'handed over'),
}));

/** What the machine is made of. */
const chart = setup({
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
      AnsweredSession,
      { partner: string; status: PartnerFrameworkStatus; domainName?: string; redirectUrl?: string }
    >('createPartnerSession'),
    partnerProfile: notProvided<
      PartnerProfileResult,
      { partner: string; status: PartnerFrameworkStatus; sessionId: string }
    >('partnerProfile'),
    authentication: authenticationMachine,
  },
  actions: {
    // What a child has come to is in the view: who compares snapshots, as React does, has to see another.
    renew: assign({}),
    keepStatus: assign((_, { status }: CheckedPartnerStatus) => ({ status })),
    keepSession: assign((_, { session }: AnsweredSession) => ({ session })),
    keepResult: assign((_, result: PartnerProfileResult) =>
      'profile' in result ? { found: result } : { fallback: result },
    ),
    keepFallback: assign((_, fallback: PartnerFallback) => ({ fallback })),
    keepReason: assign(({ context }) => ({
      fallback: { reason: context.session?.reasonType ?? 'none' },
    })),
    keepError: assign((_, error: PassErrorData) => ({ error })),
    forgetError: assign({ error: null }),
    refuseAction: assign(({ context }) => ({
      error: context.session && unknownAction(context.session),
    })),
    forward: sendTo('authentication', ({ event }) => event),
  },
  guards: {
    inputIsBad: ({ context }) => context.error?.code === 'invalid_input',
    inputIsGood: ({ context }) => context.error?.code !== 'invalid_input',
    isUnusable: (_, { problem }: CheckedPartnerStatus) => problem !== null,
    isProfile: (_, result: PartnerProfileResult) => 'profile' in result,
    isSignedIn: ({ context }) => context.session?.actionName === 'authorize',
    asksPartner: ({ context }) => context.session?.actionName === 'partner_profile',
    isBasic: ({ context }) =>
      /^(authenticate|resume|retry)$/.test(context.session?.actionName ?? ''),
    isHandedOver: ({ context }) => context.basicFlow === 'handed over',
    hasLoggedIn: (_, { phase }: AuthenticationOutput) => phase === 'authorize',
    // The basic flow would fail with these as well.
    isGeneral: (_, { remedy }: PassErrorData) => /^(retry|register)$/.test(remedy),
    // A mistake of the set-up, for the developer to see.
    isNotProvided: (_, { code }: PassErrorData) => code === 'actor_not_provided',
    requestIsLost: (_, { code }: PassErrorData) => code === 'saml_request_lost',
  },
});

const keepError = { type: 'keepError', params: failure } as const;

const refused = {
  target: '#partnerAuthentication.basic',
  actions: {
    type: 'keepFallback',
    params: (args: { event: { error: unknown } }): PartnerFallback => ({
      reason: 'partner_refused',
      error: failure(args),
    }),
  },
} as const;

/**
 * Signs a viewer in with the login that the platform has (`single-sign-on-partner-flows`), or, wherever
 * that is not possible, with `authenticationMachine` and the session that the server already gave.
 *
 * Provide its services with `partnerAuthenticationServices(client, { partnerFramework })`, render
 * `partnerAuthenticationView(snapshot)`.
 */
export const partnerAuthenticationMachine = chart.createMachine({
  id: 'partnerAuthentication',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { input: given, error } = checkedInput(partnerAuthenticationInput, input);
    const { partner = 'Apple', screen = 'primary', basicFlow = 'here', ...rest } = given;
    return {
      version: 2,
      input: compact({ ...rest, screen }),
      partner,
      basicFlow,
      status: null,
      session: null,
      found: null,
      fallback: null,
      error,
    };
  },
  output: outputOf<PartnerAuthenticationOutput>,
  on: { cancel: '.cancelled' },
  initial: 'withPartner',
  states: {
    withPartner: {
      description: 'The login of the platform is tried.',
      initial: 'status',
      states: {
        status: {
          description:
            'The framework is asked for permission and provider; after a restore, again.',
          tags: 'busy',
          always: { guard: 'inputIsBad', target: 'failed' },
          invoke: {
            id: 'partnerStatus',
            src: 'partnerStatus',
            onDone: [
              {
                guard: { type: 'isUnusable', params: resultOf },
                target: '#partnerAuthentication.basic',
                actions: [
                  { type: 'keepStatus', params: resultOf },
                  {
                    type: 'keepFallback',
                    params: ({ event }) => ({ reason: event.output.problem ?? 'none' }),
                  },
                ],
              },
              {
                target: 'creating',
                actions: { type: 'keepStatus', params: resultOf },
              },
            ],
            onError: [
              {
                guard: { type: 'isNotProvided', params: failure },
                target: 'failed',
                actions: keepError,
              },
              {
                target: '#partnerAuthentication.basic',
                actions: {
                  type: 'keepFallback',
                  params: (args) => ({ reason: 'partner_framework_failed', error: failure(args) }),
                },
              },
            ],
          },
        },
        creating: {
          description:
            'A session is created with the status of the partner. After a restore it is created again, and the one that nobody has seen is dead.',
          tags: 'busy',
          invoke: {
            id: 'createPartnerSession',
            src: 'createPartnerSession',
            input: ({ context: { partner, status, input } }) =>
              compact({
                partner,
                status: status!,
                domainName: input.domainName,
                redirectUrl: input.redirectUrl,
              }),
            onDone: {
              target: 'deciding',
              actions: { type: 'keepSession', params: resultOf },
            },
            onError: [
              {
                guard: { type: 'isGeneral', params: failure },
                target: 'failed',
                actions: keepError,
              },
              refused,
            ],
          },
        },
        deciding: {
          description: 'What the server asks for decides; it is never stored.',
          always: [
            { guard: 'isSignedIn', target: '#partnerAuthentication.authorize' },
            { guard: 'asksPartner', target: 'partner_profile' },
            { guard: 'isBasic', target: '#partnerAuthentication.basic', actions: 'keepReason' },
            { target: 'failed', actions: 'refuseAction' },
          ],
        },
        partner_profile: {
          description:
            'The framework has the viewer log in, and the server makes a profile of its answer. After a restore the framework is asked from the beginning where its request is lost.',
          tags: 'busy',
          invoke: {
            id: 'partnerProfile',
            src: 'partnerProfile',
            input: ({ context: { partner, status, session } }) => ({
              partner,
              status: status!,
              sessionId: session?.sessionId ?? '',
            }),
            onDone: [
              {
                guard: { type: 'isProfile', params: resultOf },
                target: '#partnerAuthentication.authorize',
                actions: { type: 'keepResult', params: resultOf },
              },
              {
                target: '#partnerAuthentication.basic',
                actions: { type: 'keepResult', params: resultOf },
              },
            ],
            onError: [
              { guard: { type: 'requestIsLost', params: failure }, target: 'status' },
              {
                guard: { type: 'isGeneral', params: failure },
                target: 'failed',
                actions: keepError,
              },
              refused,
            ],
          },
        },
        failed: {
          description:
            'The platform’s login could not be tried. A retry begins with a fresh status.',
          tags: ['failed', 'needs-user'],
          on: { retry: { guard: 'inputIsGood', target: 'status', actions: 'forgetError' } },
        },
      },
    },
    basic: {
      description: 'The basic flow is due: here, or for whoever is handed the session.',
      initial: 'deciding',
      states: {
        deciding: {
          description: 'The input decides who goes on; it is never stored.',
          always: [
            { guard: 'isHandedOver', target: '#partnerAuthentication.handed_over' },
            { target: 'authenticating' },
          ],
        },
        authenticating: {
          description: 'The viewer signs in with the basic flow, which is restored as it was.',
          invoke: {
            id: 'authentication',
            src: 'authentication',
            input: ({ context: { input, session } }) =>
              compact({
                ...input,
                mvpd: session?.mvpd ?? input.mvpd,
                session: session?.code ? session : undefined,
              }),
            onSnapshot: { actions: 'renew' },
            onDone: [
              {
                guard: { type: 'hasLoggedIn', params: resultOf },
                target: '#partnerAuthentication.authenticated',
              },
              { target: '#partnerAuthentication.cancelled' },
            ],
            onError: { target: 'failed', actions: keepError },
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
        failed: {
          description: 'The basic flow broke. A retry begins it again.',
          tags: ['failed', 'needs-user'],
          on: { retry: { target: 'authenticating', actions: 'forgetError' } },
        },
      },
    },
    authorize: {
      description: 'The viewer is signed in with the login of the platform.',
      tags: 'done',
      type: 'final',
      output: ({ context: { found, session, input } }) =>
        authorizeOutput({ found, session, parameters: input }),
    },
    authenticated: {
      description: 'The viewer is signed in with the basic flow.',
      tags: 'done',
      type: 'final',
      output: ({ context: { fallback }, event }) => ({
        ...outputOf<AuthenticationOutput>({ event }),
        ...(fallback && { fallback }),
      }),
    },
    handed_over: {
      description: 'Whoever started this goes on with the session of the basic flow.',
      tags: 'done',
      type: 'final',
      output: ({ context: { session, fallback, status } }) => ({
        phase: 'handed_over',
        session: session?.code ? session : null,
        platformMappingId: status?.frameworkProviderInfo?.id ?? null,
        fallback: fallback ?? { reason: 'none' },
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
