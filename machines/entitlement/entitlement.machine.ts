import { compact } from '../../src/protocol/compact.js';
import { anyText, checkedInput, inputFields, oneOf } from '../../src/protocol/input.js';
import { signInFields } from '../authentication/authentication.input.js';
import { failure, resultOf, errorOfResult } from '../events.js';
import { chart } from './entitlement.setup.js';
import type { EntitlementContext } from './entitlement.types.js';

const entitlementInput = /* @__PURE__ */ inputFields(() => ({
  ...signInFields(),
  choice: oneOf('here', 'elsewhere'),
  partner: anyText(),
}));

/** Milliseconds: an access that the server still gives after its end is asked for again no sooner. */
const A_MINUTE = 60_000;

const keepError = { type: 'keepError', params: failure } as const;

const remember = {
  id: 'remember',
  src: 'remember',
  input: ({ context: { mvpd, access } }: { context: EntitlementContext }) => ({
    mvpd: access?.mvpd ?? mvpd,
    access,
  }),
  // What is not stored now, is stored the next time.
  onDone: {},
  onError: {},
} as const;

const loginInput = ({ context }: { context: EntitlementContext }) => {
  const { screen, pollInterval, parameters, activationUrl, mvpd } = context;
  return compact({ screen, pollInterval, activationUrl, ...parameters, mvpd: mvpd?.id });
};

/** A sign-in that runs: what it needs of the viewer goes on to it. */
const signIn = chart.createStateConfig({
  tags: 'needs-user',
  entry: 'forgetError',
  on: {
    'parameters.provided': { actions: 'forwardLogin' },
    'userAgent.returned': { actions: 'forwardLogin' },
    'userAgent.closed': { actions: 'forwardLogin' },
    'profile.check': { actions: 'forwardLogin' },
    'code.renew': { actions: 'forwardLogin' },
    retry: { actions: 'forwardLogin' },
    'mvpd.choose': {
      target: '#entitlement.viewer.signingIn.fetchingConfiguration',
      actions: 'forgetSession',
    },
  },
});

const paramsOfEvent = ({ event }: { event: unknown }) => event;

/** Not of the type of the events: no app may send them. */
const requestEvents: object = {
  'request.settled': { actions: { type: 'settleRequest', params: paramsOfEvent } },
  'request.changed': { actions: { type: 'noteRequest', params: paramsOfEvent } },
};

/** Who the viewer is, from the start of the app to the sign-out. */
const viewer = chart.createStateConfig({
  description: 'Who the viewer is, and whether they are signed in.',
  initial: 'identifying',
  states: {
    identifying: {
      description: 'Who is the viewer? What was stored is read, and the server asked.',
      initial: 'restoring',
      on: { cancel: 'deciding' },
      states: {
        restoring: {
          description: 'What was stored is read; after a restore, again.',
          tags: 'busy',
          always: { guard: 'inputIsBad', target: '#entitlement.viewer.failed' },
          invoke: {
            id: 'restore',
            src: 'restore',
            onDone: [
              {
                guard: { type: 'isStillGood', params: resultOf },
                target: '#entitlement.viewer.authenticated.unconfirmed',
                actions: { type: 'keepStored', params: resultOf },
              },
              {
                target: 'checking',
                actions: { type: 'keepStored', params: resultOf },
              },
            ],
            onError: { target: '#entitlement.viewer.failed.identifying', actions: keepError },
          },
        },
        checking: {
          description: 'The server is asked once for the profile; after a restore, once more.',
          tags: 'busy',
          invoke: {
            id: 'checkProfiles',
            src: 'checkProfiles',
            input: ({ context: { mvpd } }) => (mvpd ? { mvpd: mvpd.id } : {}),
            onDone: [
              {
                guard: { type: 'isNobody', params: resultOf },
                target: '#entitlement.viewer.deciding',
                actions: 'loseAccess',
              },
              {
                guard: { type: 'isOne', params: resultOf },
                target: '#entitlement.viewer.authenticated',
                actions: { type: 'keepOnlyProfile', params: resultOf },
              },
              {
                guard: { type: 'areSeveral', params: resultOf },
                target: 'selectingProfile',
                actions: { type: 'keepProfiles', params: ({ event }) => event.output.found },
              },
              {
                guard: { type: 'isUnanswered', params: resultOf },
                target: '#entitlement.viewer.deciding',
              },
              {
                guard: { type: 'isOver', params: resultOf },
                target: '#entitlement.viewer.deciding',
                actions: ['loseAccess', { type: 'keepError', params: errorOfResult }],
              },
              {
                guard: { type: 'mvpdIsGone', params: resultOf },
                target: '#entitlement.viewer.deciding',
                actions: ['forgetMvpd', { type: 'keepError', params: errorOfResult }],
              },
              {
                target: '#entitlement.viewer.failed.identifying',
                actions: { type: 'keepError', params: errorOfResult },
              },
            ],
            onError: { target: '#entitlement.viewer.failed.identifying', actions: keepError },
          },
        },
        selectingProfile: {
          description: 'Several profiles are there, and the viewer picks one.',
          tags: 'needs-user',
          on: {
            'profile.selected': {
              guard: { type: 'isKnownProfile', params: ({ event }) => event.mvpd },
              target: '#entitlement.viewer.authenticated',
              actions: { type: 'keepProfile', params: ({ event }) => event.mvpd },
            },
            'mvpd.choose': '#entitlement.viewer.signingIn.fetchingConfiguration',
          },
        },
        again: { type: 'history', target: 'restoring' },
      },
    },
    deciding: {
      description: 'What is known decides; it is never stored.',
      always: [
        { guard: 'hasAccess', target: 'authenticated', actions: 'keepAccessMvpd' },
        { guard: 'hasMvpd', target: 'signedOut.confirming' },
        { target: 'signedOut' },
      ],
    },
    signedOut: {
      description: 'Nobody is signed in.',
      tags: 'needs-user',
      initial: 'unauthenticated',
      on: {
        authenticate: [
          {
            guard: { type: 'isText', params: ({ event }) => event.mvpd },
            target: 'signingIn.authenticating',
            actions: ['forgetSession', { type: 'keepMvpd', params: ({ event }) => event.mvpd }],
          },
          { target: 'signingIn', actions: 'forgetSession' },
        ],
        'mvpd.choose': { target: 'signingIn.fetchingConfiguration', actions: 'forgetSession' },
        'profile.check': 'identifying.checking',
        'viewer.changed': 'identifying',
      },
      states: {
        unauthenticated: {
          description: 'Nobody is known.',
          on: {
            retry: { guard: 'couldNotForget', target: '#entitlement.viewer.signingOut.forgetting' },
          },
        },
        confirming: {
          description: 'The viewer confirms the TV provider to sign in again.',
          invoke: remember,
          on: { logout: '#entitlement.viewer.signingOut' },
        },
      },
    },
    signingIn: {
      description: 'From the choice of the TV provider to the end of the login.',
      initial: 'deciding',
      on: { cancel: 'deciding', 'viewer.changed': 'identifying' },
      states: {
        deciding: {
          description: 'What is known decides how it begins; it is never stored.',
          always: [
            { guard: 'usesPartner', target: 'authenticatingWithPartner' },
            { guard: 'hasMvpd', target: 'authenticating' },
            { guard: 'choosesElsewhere', target: 'authenticating' },
            { target: 'fetchingConfiguration' },
          ],
        },
        fetchingConfiguration: {
          description: 'TV providers are fetched; after a restore, again.',
          tags: 'busy',
          invoke: {
            id: 'configuration',
            src: 'configuration',
            onDone: [
              {
                guard: { type: 'providerIsKnown', params: resultOf },
                target: 'authenticating',
                actions: { type: 'keepProvider', params: resultOf },
              },
              {
                target: 'choosing',
                actions: { type: 'keepMvpds', params: resultOf },
              },
            ],
            onError: { target: '#entitlement.viewer.failed.signingIn', actions: keepError },
          },
        },
        choosing: {
          description: 'The viewer picks their TV provider.',
          tags: 'needs-user',
          entry: 'forgetError',
          on: {
            'mvpd.selected': [
              {
                guard: { type: 'isText', params: ({ event }) => event.mvpd },
                target: 'authenticating',
                actions: { type: 'keepMvpd', params: ({ event }) => event.mvpd },
              },
              { actions: 'refuseMvpd' },
            ],
          },
        },
        authenticatingWithPartner: {
          ...signIn,
          description:
            'The viewer signs in with the login of their platform, which is restored as it was.',
          invoke: {
            id: 'authentication',
            src: 'partnerAuthentication',
            input: ({ context }) =>
              compact({
                ...loginInput({ context }),
                partner: context.partner ?? undefined,
                basicFlow: 'handed over' as const,
              }),
            onSnapshot: { actions: 'renew' },
            onDone: [
              {
                guard: { type: 'hasSignedIn', params: resultOf },
                target: '#entitlement.viewer.authenticated',
                actions: { type: 'keepLogin', params: ({ event }) => event.output as never },
              },
              {
                guard: { type: 'isHandedOver', params: resultOf },
                target: 'goingOn',
                actions: { type: 'keepHandedOver', params: ({ event }) => event.output as never },
              },
              { target: '#entitlement.viewer.deciding' },
            ],
            onError: { target: '#entitlement.viewer.failed.signingIn', actions: keepError },
          },
        },
        goingOn: {
          description:
            'The basic flow goes on where that of the platform ended; it is never stored.',
          always: [
            { guard: 'needsMvpd', target: 'fetchingConfiguration' },
            { target: 'authenticating' },
          ],
        },
        authenticating: {
          ...signIn,
          description:
            'The viewer signs in with a code and the page of their TV provider. Restored as it was.',
          invoke: [
            {
              id: 'authentication',
              src: 'authentication',
              input: ({ context }) =>
                compact({ ...loginInput({ context }), session: context.session ?? undefined }),
              onSnapshot: [
                {
                  guard: { type: 'mvpdIsRefused', params: ({ event }) => event.snapshot },
                  actions: 'forgetRefusedMvpd',
                },
                { actions: 'renew' },
              ],
              onDone: [
                {
                  guard: { type: 'hasSignedIn', params: resultOf },
                  target: '#entitlement.viewer.authenticated',
                  actions: { type: 'keepLogin', params: ({ event }) => event.output as never },
                },
                { target: '#entitlement.viewer.deciding' },
              ],
              onError: { target: '#entitlement.viewer.failed.signingIn', actions: keepError },
            },
            remember,
          ],
        },
        again: { type: 'history', target: 'deciding' },
      },
    },
    authenticated: {
      description: 'The viewer is signed in.',
      entry: ['forgetSession', 'beginWaitingPlays'],
      initial: 'confirmed',
      always: { guard: 'hasNoAccess', target: 'signedOut.confirming' },
      on: {
        'mvpd.choose': 'signingIn.fetchingConfiguration',
        logout: 'signingOut',
        'viewer.changed': 'identifying',
      },
      states: {
        unconfirmed: {
          description:
            'The server is asked whether the access is good, beside everything else; after a restore, again.',
          invoke: {
            id: 'checkProfiles',
            src: 'checkProfiles',
            input: ({ context: { access, mvpd } }) => ({ mvpd: access?.mvpd.id ?? mvpd?.id ?? '' }),
            onDone: [
              {
                guard: { type: 'isNobody', params: resultOf },
                target: '#entitlement.viewer.deciding',
                actions: ['loseAccess', 'forgetError'],
              },
              {
                guard: { type: 'isOver', params: resultOf },
                target: '#entitlement.viewer.deciding',
                actions: ['loseAccess', { type: 'keepError', params: errorOfResult }],
              },
              {
                guard: { type: 'mvpdIsGone', params: resultOf },
                target: '#entitlement.viewer.deciding',
                actions: ['forgetMvpd', { type: 'keepError', params: errorOfResult }],
              },
              {
                guard: { type: 'isOne', params: resultOf },
                target: 'confirmed',
                actions: { type: 'keepOnlyProfile', params: resultOf },
              },
              {
                guard: { type: 'hasEnded', params: resultOf },
                target: '#entitlement.viewer.deciding',
                actions: ['loseAccess', 'forgetError'],
              },
              { target: 'confirmed' },
            ],
            onError: 'confirmed',
          },
        },
        confirmed: {
          description:
            'The server has said so, or can’t be asked. It is asked again when the access ends; after a restore, when it would have been.',
          invoke: [
            {
              id: 'end',
              src: 'waitUntil',
              input: ({ context: { access, confirmedAt } }) => ({
                // The end of a degradation rule shows in the decisions. JSON has no Infinity.
                at:
                  access?.reason !== 'degraded' && access?.profile
                    ? Math.max(access.profile.notAfter, confirmedAt + A_MINUTE)
                    : 1e15,
              }),
              onDone: 'unconfirmed',
              onError: { target: '#entitlement.viewer.failed.identifying', actions: keepError },
            },
            remember,
          ],
          on: { 'profile.check': 'unconfirmed' },
        },
      },
    },
    signingOut: {
      description: 'The viewer signs out, at their word.',
      initial: 'loggingOut',
      states: {
        loggingOut: {
          description: 'Adobe, then each TV provider, is told. Restored as it was.',
          tags: 'needs-user',
          invoke: {
            id: 'logout',
            src: 'logout',
            input: ({ context: { access, mvpd, parameters } }) => ({
              mvpd: access?.mvpd.id ?? mvpd?.id ?? '',
              redirectUrl: parameters.redirectUrl ?? '',
            }),
            onSnapshot: { actions: 'renew' },
            onDone: [
              {
                guard: { type: 'logoutIsUncertain', params: resultOf },
                target: '#entitlement.viewer.identifying.checking',
              },
              {
                guard: { type: 'wasNotLoggedOut', params: resultOf },
                target: '#entitlement.viewer.deciding',
              },
              {
                target: 'forgetting',
                actions: { type: 'keepOutcomes', params: resultOf },
              },
            ],
            onError: { target: '#entitlement.viewer.failed.signingOut', actions: keepError },
          },
          on: {
            'userAgent.returned': { actions: 'forwardLogout' },
            'userAgent.skipped': { actions: 'forwardLogout' },
            'partnerLogout.confirmed': { actions: 'forwardLogout' },
            retry: { actions: 'forwardLogout' },
            cancel: { actions: 'forwardLogout' },
          },
        },
        forgetting: {
          description: 'What was stored is deleted; after a restore, again.',
          tags: 'busy',
          entry: 'forgetViewer',
          invoke: {
            id: 'remember',
            src: 'remember',
            input: { mvpd: null, access: null },
            onDone: '#entitlement.viewer.signedOut',
            onError: { target: '#entitlement.viewer.signedOut', actions: keepError },
          },
          on: { cancel: '#entitlement.viewer.signedOut' },
        },
        again: { type: 'history', target: 'loggingOut' },
      },
    },
    failed: {
      description: 'Something went wrong. A retry goes on where it was.',
      tags: ['failed', 'needs-user'],
      initial: 'identifying',
      on: { cancel: { target: 'deciding', actions: 'forgetError' } },
      states: {
        identifying: {
          description: 'It could not be told who the viewer is.',
          on: {
            retry: '#entitlement.viewer.identifying.again',
            'viewer.changed': '#entitlement.viewer.identifying',
          },
        },
        signingIn: {
          description: 'The sign-in could not go on.',
          on: { retry: '#entitlement.viewer.signingIn.again' },
        },
        signingOut: {
          description: 'The sign-out could not go on.',
          on: { retry: '#entitlement.viewer.signingOut.again' },
        },
      },
    },
  },
});

/**
 * The life of a viewer, from the start of the app to the sign-out: what was stored, the one profile
 * request, the choice of a TV provider where one is due, the sign-in, play requests and marks, the end
 * of a profile, and the logout at the viewer's word (`rest-api-v2-cookbook-client-server`). It composes
 * the other machines.
 *
 * Provide its services with `entitlementServices(client)`, render `entitlementView(snapshot)`.
 */
export const entitlementMachine = chart.createMachine({
  id: 'entitlement',
  type: 'parallel',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { input: given, error } = checkedInput(entitlementInput, input);
    const { screen = 'primary', choice, domainName, redirectUrl, partner } = given;
    return {
      version: 2,
      screen,
      choosesElsewhere: choice === 'elsewhere' && screen === 'secondary',
      partner: partner ?? null,
      parameters: compact({ domainName, redirectUrl }),
      activationUrl: given.activationUrl ?? null,
      pollInterval: given.pollInterval ?? null,
      mvpd: null,
      access: null,
      confirmedAt: 0,
      temporary: null,
      profiles: [],
      mvpds: [],
      session: null,
      fallback: null,
      platformMappingId: null,
      plays: [],
      marks: {},
      markRequests: [],
      outcomes: [],
      requests: 0,
      error,
    };
  },
  states: {
    viewer,
    requests: {
      description:
        'What is played and marked, beside the viewer. Each request is an actor, and restored as it was.',
      on: {
        play: { actions: { type: 'play', params: ({ event }) => event } },
        'play.retry': {
          guard: { type: 'canRetryPlay', params: ({ event }) => event.resource },
          actions: { type: 'retryPlay', params: ({ event }) => event.resource },
        },
        'play.end': {
          guard: { type: 'isPlay', params: ({ event }) => event.resource },
          actions: { type: 'endPlay', params: ({ event }) => event.resource },
        },
        preauthorize: { actions: { type: 'preauthorize', params: ({ event }) => event } },
        'temporaryAccess.start': {
          guard: { type: 'isText', params: ({ event }) => event.mvpd },
          actions: [
            { type: 'beginTemporary', params: ({ event }) => event.mvpd },
            'beginWaitingPlays',
          ],
        },
        'temporaryAccess.end': { guard: 'hasTemporary', actions: 'endTemporary' },
        ...requestEvents,
      },
    },
  },
});
