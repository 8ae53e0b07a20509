import { compact } from '../../src/protocol/compact.js';
import { anyText, checkedInput, finite, inputFields, oneOf } from '../../src/protocol/input.js';
import { chart } from './entitlement.setup.js';
import type { EntitlementContext } from './entitlement.types.js';

const entitlementInput = /* @__PURE__ */ inputFields(() => ({
  screen: oneOf('primary', 'secondary'),
  choice: oneOf('here', 'elsewhere'),
  partner: anyText(),
  pollInterval: finite('milliseconds'),
  domainName: anyText(),
  redirectUrl: anyText(),
}));

const failed = (step: EntitlementContext['step']) =>
  ({ target: 'failed', actions: { type: 'fail', params: step } }) as const;

const remember = {
  src: 'remember',
  input: ({ context: { mvpd, access } }: { context: EntitlementContext }) => ({
    mvpd: access?.mvpd ?? mvpd,
    access,
  }),
  // What is not kept now, is kept the next time.
  onDone: {},
  onError: {},
} as const;

const renewed = { actions: 'renew' } as const;

const login = {
  id: 'authentication',
  onSnapshot: renewed,
  onDone: [
    { guard: 'isAuthorized', target: 'authenticated', actions: 'keepLogin' },
    { target: 'deciding' },
  ],
  onError: failed('authenticating'),
} as const;

const loginInput = ({ context }: { context: EntitlementContext }) => {
  const { screen, pollInterval, parameters, mvpd } = context;
  return compact({ screen, pollInterval, ...parameters, mvpd: mvpd?.id });
};

const whileSigningIn = chart.createStateConfig({
  tags: 'needs-user',
  on: {
    'parameters.provided': { actions: 'forwardLogin' },
    'userAgent.returned': { actions: 'forwardLogin' },
    'userAgent.closed': { actions: 'forwardLogin' },
    'profile.check': { actions: 'forwardLogin' },
    'code.renew': { actions: 'forwardLogin' },
    retry: { actions: 'forwardLogin' },
    'mvpd.choose': { target: '#entitlement.fetchingConfiguration', actions: 'forgetSession' },
    cancel: '#entitlement.deciding',
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
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { input: given, error } = checkedInput(entitlementInput, input);
    const {
      screen = 'primary',
      choice,
      partner = null,
      pollInterval = null,
      domainName,
      redirectUrl,
    } = given;
    return {
      screen,
      choosesElsewhere: choice === 'elsewhere' && screen === 'secondary',
      partner,
      parameters: compact({ domainName, redirectUrl }),
      pollInterval,
      mvpd: null,
      access: null,
      temporary: null,
      profiles: [],
      mvpds: [],
      session: null,
      platformMappingId: null,
      plays: [],
      marks: {},
      marksError: null,
      preauthorizations: [],
      outcomes: [],
      requests: 0,
      step: 'restoring',
      error,
    };
  },
  on: {
    play: { actions: 'play' },
    'play.retry': { actions: 'retryPlay' },
    'play.end': { actions: 'endPlay' },
    preauthorize: { actions: 'preauthorize' },
    'temporaryAccess.start': { guard: 'namesMvpd', actions: 'startTemporary' },
    'temporaryAccess.end': { actions: 'endTemporary' },
    // Of the actors that were spawned; XState's types know only those that are invoked.
    ...({
      'xstate.done.actor.*': { actions: 'settle' },
      // What breaks of one request does not break the life of the viewer.
      'xstate.error.actor.*': { actions: 'settle' },
      'xstate.snapshot.*': { actions: 'giveMarksUp' },
    } as object),
  },
  initial: 'restoring',
  states: {
    restoring: {
      description: 'What was stored is read.',
      tags: 'busy',
      always: { guard: 'hasBadInput', target: 'failed' },
      invoke: {
        src: 'restore',
        onDone: { target: 'checking', actions: 'keepStored' },
        onError: failed('restoring'),
      },
      on: { cancel: 'deciding' },
    },
    checking: {
      description: 'One profile request.',
      tags: 'busy',
      invoke: {
        src: 'checkProfiles',
        input: ({ context: { mvpd } }) => (mvpd ? { mvpd: mvpd.id } : {}),
        onDone: [
          { guard: 'isNone', target: 'deciding', actions: 'loseAccess' },
          { guard: 'isOne', target: 'authenticated', actions: 'keepOnlyProfile' },
          { target: 'selectingProfile', actions: 'keepProfiles' },
        ],
        onError: [
          { guard: 'isUnanswered', target: 'deciding' },
          { guard: 'isOver', target: 'deciding', actions: ['loseAccess', 'keepError'] },
          { guard: 'mvpdIsGone', target: 'deciding', actions: ['forgetMvpd', 'keepError'] },
          failed('checking'),
        ],
      },
      on: { cancel: 'deciding' },
    },
    selectingProfile: {
      description: 'The viewer picks a profile.',
      tags: 'needs-user',
      on: {
        'profile.selected': {
          guard: 'isKnownProfile',
          target: 'authenticated',
          actions: 'keepProfile',
        },
        'mvpd.choose': 'fetchingConfiguration',
        cancel: 'deciding',
      },
    },
    deciding: {
      description: 'What is known decides.',
      always: [
        { guard: 'hasAccess', target: 'authenticated', actions: 'keepAccessMvpd' },
        { guard: 'hasMvpd', target: 'confirming' },
        { target: 'unauthenticated' },
      ],
    },
    unauthenticated: {
      description: 'The viewer is not signed in.',
      tags: 'needs-user',
      on: {
        authenticate: { target: 'beginning', actions: ['forgetSession', 'keepMvpd'] },
        'mvpd.choose': { target: 'fetchingConfiguration', actions: 'forgetSession' },
        'profile.check': 'checking',
      },
    },
    confirming: {
      description: 'The viewer confirms the MVPD.',
      tags: 'needs-user',
      invoke: remember,
      on: {
        authenticate: { target: 'beginning', actions: ['forgetSession', 'keepMvpd'] },
        'mvpd.choose': { target: 'fetchingConfiguration', actions: 'forgetSession' },
        'profile.check': 'checking',
        logout: 'loggingOut',
      },
    },
    beginning: {
      description: 'What is known decides.',
      always: [
        { guard: 'usesPartner', target: 'authenticatingWithPartner' },
        { guard: 'hasMvpd', target: 'authenticating' },
        { guard: 'choosesElsewhere', target: 'authenticating' },
        { target: 'fetchingConfiguration' },
      ],
    },
    fetchingConfiguration: {
      description: 'The MVPDs are fetched.',
      tags: 'busy',
      invoke: {
        src: 'configuration',
        onDone: [
          { guard: 'providerIsKnown', target: 'authenticating', actions: 'keepProvider' },
          { target: 'choosing', actions: 'keepMvpds' },
        ],
        onError: failed('fetchingConfiguration'),
      },
      on: { cancel: 'deciding' },
    },
    choosing: {
      description: 'The viewer picks an MVPD.',
      tags: 'needs-user',
      on: {
        'mvpd.selected': { guard: 'namesMvpd', target: 'authenticating', actions: 'keepMvpd' },
        cancel: 'deciding',
      },
    },
    authenticatingWithPartner: {
      ...whileSigningIn,
      description: 'The viewer signs in with the partner.',
      entry: 'forgetError',
      invoke: [
        {
          ...login,
          src: 'partnerAuthentication',
          input: ({ context }) =>
            compact({ ...loginInput({ context }), partner: context.partner ?? undefined }),
          onSnapshot: [
            { guard: 'needsMvpd', target: 'fetchingConfiguration', actions: 'keepSession' },
            renewed,
          ],
        },
      ],
    },
    authenticating: {
      ...whileSigningIn,
      description: 'The viewer signs in.',
      entry: 'forgetError',
      invoke: [
        {
          ...login,
          src: 'authentication',
          input: ({ context }) =>
            compact({ ...loginInput({ context }), session: context.session ?? undefined }),
        },
        remember,
      ],
    },
    authenticated: {
      description: 'The viewer is signed in.',
      entry: 'forgetSession',
      always: { guard: 'hasNoAccess', target: 'confirming' },
      invoke: [
        {
          src: 'waitUntil',
          input: ({ context: { access } }) => ({
            // The end of a degradation rule shows in the decisions. JSON has no Infinity.
            at: (access?.reason !== 'degraded' && access?.profile?.notAfter) || 1e15,
          }),
          onDone: { target: 'confirming', actions: ['loseAccess', 'forgetError'] },
          onError: failed('checking'),
        },
        remember,
      ],
      on: {
        'profile.check': 'checking',
        'mvpd.choose': 'fetchingConfiguration',
        logout: 'loggingOut',
      },
    },
    loggingOut: {
      description: 'The viewer signs out.',
      tags: 'needs-user',
      invoke: {
        id: 'logout',
        src: 'logout',
        input: ({ context: { access, mvpd, parameters } }) => ({
          mvpd: access?.mvpd.id ?? mvpd?.id ?? '',
          redirectUrl: parameters.redirectUrl ?? '',
        }),
        onSnapshot: renewed,
        onDone: [
          { guard: 'logoutIsUncertain', target: 'checking' },
          { guard: 'wasNotLoggedOut', target: 'deciding' },
          { target: 'forgetting', actions: 'keepOutcomes' },
        ],
        onError: failed('loggingOut'),
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
      description: 'What was stored is deleted.',
      tags: 'busy',
      entry: 'forgetViewer',
      invoke: { ...remember, onDone: 'unauthenticated', onError: 'unauthenticated' },
      on: { cancel: 'unauthenticated' },
    },
    failed: {
      description: 'Something went wrong. A retry goes on.',
      tags: ['failed', 'needs-user'],
      on: {
        retry: [
          { guard: 'wasRestoring', target: 'restoring' },
          { guard: 'wasChecking', target: 'checking' },
          { guard: 'wasFetching', target: 'fetchingConfiguration' },
          { guard: 'wasLoggingOut', target: 'loggingOut' },
          { target: 'beginning' },
        ],
        cancel: { target: 'deciding', actions: 'forgetError' },
      },
    },
  },
});
