import { assign, enqueueActions, sendTo, setup, type SnapshotFrom } from 'xstate';
import { compact } from '../../src/protocol/compact.js';
import { notProvided, waitUntil } from '../actors.js';
import {
  authenticationMachine,
  type AuthenticationOutput,
  type FoundProfile,
} from '../authentication/index.js';
import { authorizationMachine, type AuthorizationOutput } from '../authorization/index.js';
import { errorOf, outputOf } from '../events.js';
import { logoutMachine, type LogoutOutput } from '../logout/index.js';
import { partnerAuthenticationMachine } from '../partner-authentication/index.js';
import { preauthorizationMachine, type PreauthorizationOutput } from '../preauthorization/index.js';
import type { Tag } from '../tags.js';
import type {
  EntitlementContext,
  EntitlementEvent,
  EntitlementInput,
  MvpdChoice,
  StoredViewer,
} from './entitlement.types.js';
import { accessOf, handedOver } from './access.js';
import {
  failedMarks,
  mvpdFor,
  noMarks,
  playOf,
  settledMarks,
  settledPlay,
  withPlay,
} from './requests.js';

type Of<TType extends EntitlementEvent['type']> = Extract<EntitlementEvent, { type: TType }>;

const outputIs =
  (phase: string) =>
  ({ event }: { event: unknown }) =>
    outputOf<{ phase: string }>(event).phase === phase;

const wasAt =
  (step: EntitlementContext['step']) =>
  ({ context }: { context: EntitlementContext }) =>
    context.step === step;

/** What XState sends of a list that is being marked. */
interface MarksSnapshot {
  readonly type: string;
  readonly snapshot: SnapshotFrom<typeof preauthorizationMachine>;
}

/** The actor that an event comes from. */
const actorOf = (event: unknown) => (event as { actorId: string }).actorId;

const isFrom =
  (kind: string) =>
  ({ event }: { event: unknown }) =>
    actorOf(event).startsWith(kind);

const failed = (step: EntitlementContext['step']) =>
  ({ target: 'failed', actions: { type: 'fail', params: step } }) as const;

const chart = setup({
  types: {} as {
    context: EntitlementContext;
    events: EntitlementEvent;
    input: EntitlementInput;
    tags: Tag;
  },
  actors: {
    restore: notProvided<StoredViewer, undefined>('restore'),
    remember: notProvided<void, StoredViewer>('remember'),
    forget: notProvided<void, undefined>('forget'),
    checkProfiles: notProvided<readonly FoundProfile[], { mvpd?: string }>('checkProfiles'),
    configuration: notProvided<readonly MvpdChoice[], undefined>('configuration'),
    waitUntil,
    authentication: authenticationMachine,
    partnerAuthentication: partnerAuthenticationMachine,
    logout: logoutMachine,
    authorization: authorizationMachine,
    preauthorization: preauthorizationMachine,
  },
  actions: {
    keepStored: assign(({ event }) => {
      const { mvpd, access, temporary } = outputOf<StoredViewer>(event);
      return { mvpd, access, temporary: temporary ? { mvpd: temporary, over: null } : null };
    }),
    keepMvpd: assign(({ context: { mvpds, mvpd }, event }) => {
      const { mvpd: id } = event as Of<'authenticate' | 'mvpd.selected'>;
      if (!id) return {};
      const known = mvpds.find((choice) => choice.id === id) ?? (mvpd?.id === id ? mvpd : { id });
      const { displayName, logoUrl } = known;
      return { mvpd: compact({ id, displayName, logoUrl }), mvpds: [] };
    }),
    keepProvider: assign(({ context: { platformMappingId }, event }) => {
      const { platformMappingId: _, ...mvpd } = outputOf<readonly MvpdChoice[]>(event).find(
        (choice) => choice.platformMappingId === platformMappingId,
      )!;
      return { mvpd };
    }),
    forgetMvpd: assign({ mvpd: null, access: null }),
    keepMvpds: assign(({ event }) => ({ mvpds: outputOf<readonly MvpdChoice[]>(event) })),
    keepProfiles: assign(({ event }) => ({ profiles: outputOf<readonly FoundProfile[]>(event) })),
    keepProfile: assign(({ context, event }) => {
      const { mvpd } = event as Of<'profile.selected'>;
      const found = context.profiles.find((profile) => profile.mvpd === mvpd)!;
      return { ...accessOf(context, found), profiles: [] };
    }),
    keepOnlyProfile: assign(({ context, event }) =>
      accessOf(context, outputOf<readonly FoundProfile[]>(event)[0]!),
    ),
    keepLogin: assign(({ context, event }) =>
      accessOf(context, outputOf<AuthenticationOutput & { phase: 'authorize' }>(event)),
    ),
    keepSession: assign(({ event }) => handedOver(event)!),
    forgetSession: assign({ session: null, platformMappingId: null }),
    keepAccessMvpd: assign(({ context: { access } }) => ({ mvpd: access!.mvpd })),
    loseAccess: assign({ access: null }),
    forgetError: assign({ error: null }),
    keepError: assign(({ event }) => ({ error: errorOf(event) })),
    fail: assign(({ event }, step: EntitlementContext['step']) => ({
      step,
      error: errorOf(event),
    })),
    startTemporary: assign(({ event }) => ({
      temporary: { mvpd: (event as Of<'temporaryAccess.start'>).mvpd, over: null },
    })),
    endTemporary: assign({ temporary: null }),
    play: enqueueActions(({ context, event, enqueue }) => {
      const { type, resource, mvpd: named } = event as Of<'play'>;
      const former = playOf(context, resource);
      const mvpd = mvpdFor(context, type === 'play' ? named : former?.mvpd);
      if (former) enqueue.stopChild(former.id);
      const next = withPlay(context, resource, mvpd);
      enqueue.assign(next);
      if (mvpd === undefined) return;
      enqueue.spawnChild('authorization', {
        id: `play-${next.requests}`,
        input: { mvpd, resource },
        syncSnapshot: true,
      });
    }),
    retryPlay: sendTo(
      ({ context, event }) => playOf(context, (event as Of<'play.retry'>).resource)!.id,
      { type: 'retry' },
    ),
    endPlay: enqueueActions(({ context, event, enqueue }) => {
      const ended = playOf(context, (event as Of<'play.end'>).resource);
      if (!ended) return;
      enqueue.stopChild(ended.id);
      enqueue.assign({ plays: context.plays.filter((play) => play !== ended) });
    }),
    settlePlay: enqueueActions(({ context, event, enqueue }) => {
      const id = actorOf(event);
      enqueue.assign(settledPlay(context, id, outputOf<AuthorizationOutput>(event)));
      enqueue.stopChild(id);
    }),
    breakPlay: enqueueActions(({ context, event, enqueue }) => {
      const id = actorOf(event);
      const output = { phase: 'failed', error: errorOf(event) } as const;
      enqueue.assign(settledPlay(context, id, output));
      enqueue.stopChild(id);
    }),
    preauthorize: enqueueActions(({ context, event, enqueue }) => {
      const { resources, mvpd: named } = event as Of<'preauthorize'>;
      const mvpd = mvpdFor(context, named);
      if (mvpd === undefined) return enqueue.assign(noMarks);
      const requests = context.requests + 1;
      const id = `marks-${requests}`;
      const preauthorizations = [...context.preauthorizations, { mvpd, id }];
      enqueue.assign({ requests, preauthorizations, marksError: null });
      enqueue.spawnChild('preauthorization', {
        id,
        input: { mvpd, resources },
        syncSnapshot: true,
      });
    }),
    settleMarks: enqueueActions(({ context, event, enqueue }) => {
      const id = actorOf(event);
      enqueue.assign(settledMarks(context, id, outputOf<PreauthorizationOutput>(event)));
      enqueue.stopChild(id);
    }),
    giveMarksUp: enqueueActions(({ context, event, enqueue }) => {
      const { type, snapshot } = event as unknown as MarksSnapshot;
      const id = type.slice('xstate.snapshot.'.length);
      enqueue.assign(failedMarks(context, id, snapshot.context.error));
      enqueue.stopChild(id);
    }),
    breakMarks: enqueueActions(({ context, event, enqueue }) => {
      const id = actorOf(event);
      enqueue.assign(failedMarks(context, id, errorOf(event)));
      enqueue.stopChild(id);
    }),
    endRequests: enqueueActions(({ context, enqueue }) => {
      for (const { id } of [...context.plays, ...context.preauthorizations]) enqueue.stopChild(id);
      enqueue.assign({ plays: [], preauthorizations: [], marks: {}, marksError: null });
    }),
    forwardLogin: sendTo('authentication', ({ event }) => event),
    forwardLogout: sendTo('logout', ({ event }) => event),
  },
  guards: {
    hasAccess: ({ context }) => context.access !== null,
    hasNoAccess: ({ context }) => context.access === null,
    hasMvpd: ({ context }) => context.mvpd !== null,
    usesPartner: ({ context, event }) =>
      context.partner !== null && !(event as Of<'authenticate'>).mvpd,
    choosesElsewhere: ({ context }) =>
      context.choice === 'elsewhere' && context.screen === 'secondary',
    isNone: ({ event }) => outputOf<readonly FoundProfile[]>(event).length === 0,
    isOne: ({ event }) => outputOf<readonly FoundProfile[]>(event).length === 1,
    isKnownProfile: ({ context, event }) =>
      context.profiles.some(({ mvpd }) => mvpd === (event as Of<'profile.selected'>).mvpd),
    // A server that can't be reached ends no profile before its time.
    isUnanswered: ({ context, event }) =>
      context.access !== null && errorOf(event).remedy === 'retry',
    isOver: ({ event }) => errorOf(event).remedy === 'authenticate',
    mvpdIsGone: ({ event }) => errorOf(event).remedy === 'select-mvpd',
    namesMvpd: ({ event }) => Boolean((event as Of<'mvpd.selected'>).mvpd),
    providerIsKnown: ({ context: { platformMappingId }, event }) =>
      platformMappingId !== null &&
      outputOf<readonly MvpdChoice[]>(event).some(
        (choice) => choice.platformMappingId === platformMappingId,
      ),
    isAuthorized: outputIs('authorize'),
    needsMvpd: ({ context, event }) =>
      context.screen === 'primary' && handedOver(event) !== undefined,
    nothingWasLoggedOut: ({ event }) => {
      const output = outputOf<LogoutOutput>(event);
      return output.phase === 'cancelled' && !output.outcomes.length && !output.answerLost;
    },
    logoutIsUncertain: ({ event }) => {
      const output = outputOf<LogoutOutput>(event);
      return output.phase === 'cancelled' && !output.outcomes.length;
    },
    isPlay: isFrom('play-'),
    isMarks: isFrom('marks-'),
    marksHaveFailed: ({ event }) => {
      const { type, snapshot } = event as unknown as MarksSnapshot;
      return type.startsWith('xstate.snapshot.marks-') && snapshot.value === 'failed';
    },
    canRetryPlay: ({ context, event }) =>
      playOf(context, (event as Of<'play.retry'>).resource)?.output === null,
    hasBroken: ({ context, event }) =>
      playOf(context, (event as Of<'play.retry'>).resource)?.output?.phase === 'failed',
    wasRestoring: wasAt('restoring'),
    wasChecking: wasAt('checking'),
    wasFetching: wasAt('fetchingConfiguration'),
    wasLoggingOut: wasAt('loggingOut'),
  },
});

const stored = ({ context: { mvpd, access, temporary } }: { context: EntitlementContext }) => ({
  mvpd: access?.mvpd ?? mvpd,
  access,
  temporary: temporary && !temporary.over ? temporary.mvpd : null,
});

/** What is not kept now, is kept the next time. */
const remember = { src: 'remember', input: stored, onError: {} } as const;

const login = {
  id: 'authentication',
  // Without it, who subscribes to this machine would not hear of the sign-in.
  onSnapshot: {},
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
    const {
      screen = 'primary',
      choice = 'here',
      partner = null,
      pollInterval = 5000,
      domainName,
      redirectUrl,
    } = (input ?? {}) as Partial<EntitlementInput>;
    return {
      screen,
      choice,
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
      requests: 0,
      step: 'restoring',
      error: null,
    };
  },
  on: {
    play: { actions: 'play' },
    'play.retry': [
      { guard: 'canRetryPlay', actions: 'retryPlay' },
      { guard: 'hasBroken', actions: 'play' },
    ],
    'play.end': { actions: 'endPlay' },
    preauthorize: { actions: 'preauthorize' },
    'temporaryAccess.start': { guard: 'namesMvpd', actions: 'startTemporary' },
    'temporaryAccess.end': { actions: 'endTemporary' },
    // Of the actors that were spawned; XState's types know only those that are invoked.
    ...({
      'xstate.done.actor.*': [
        { guard: 'isPlay', actions: 'settlePlay' },
        { guard: 'isMarks', actions: 'settleMarks' },
      ],
      // One that breaks does not break the life of the viewer.
      'xstate.error.actor.*': [
        { guard: 'isPlay', actions: 'breakPlay' },
        { guard: 'isMarks', actions: 'breakMarks' },
      ],
      'xstate.snapshot.*': { guard: 'marksHaveFailed', actions: 'giveMarksUp' },
    } as object),
  },
  initial: 'restoring',
  states: {
    restoring: {
      description: 'What was stored of the viewer is read.',
      tags: 'busy',
      invoke: {
        src: 'restore',
        onDone: { target: 'checking', actions: 'keepStored' },
        onError: failed('restoring'),
      },
      on: { cancel: 'deciding' },
    },
    checking: {
      description: 'One profile request: of the remembered MVPD, or of all.',
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
      description: 'There are several profiles: the viewer picks one.',
      tags: 'needs-user',
      on: {
        'profile.selected': {
          guard: 'isKnownProfile',
          target: 'authenticated',
          actions: 'keepProfile',
        },
        'mvpd.choose': 'fetchingConfiguration',
      },
    },
    deciding: {
      description: 'What is known of the viewer decides.',
      always: [
        { guard: 'hasAccess', target: 'authenticated', actions: 'keepAccessMvpd' },
        { guard: 'hasMvpd', target: 'confirming' },
        { target: 'unauthenticated' },
      ],
    },
    unauthenticated: {
      description: 'The viewer is not signed in, and no MVPD is remembered.',
      tags: 'needs-user',
      on: {
        authenticate: { target: 'beginning', actions: ['forgetSession', 'keepMvpd'] },
        'mvpd.choose': { target: 'fetchingConfiguration', actions: 'forgetSession' },
        'profile.check': 'checking',
      },
    },
    confirming: {
      description: 'The viewer has to sign in again: the remembered MVPD is confirmed.',
      tags: 'needs-user',
      on: {
        authenticate: { target: 'beginning', actions: ['forgetSession', 'keepMvpd'] },
        'mvpd.choose': { target: 'fetchingConfiguration', actions: 'forgetSession' },
        'profile.check': 'checking',
        logout: 'loggingOut',
      },
    },
    beginning: {
      description: 'What is known decides how the viewer signs in.',
      always: [
        { guard: 'usesPartner', target: 'authenticatingWithPartner' },
        { guard: 'hasMvpd', target: 'authenticating' },
        { guard: 'choosesElsewhere', target: 'authenticating' },
        { target: 'fetchingConfiguration' },
      ],
    },
    fetchingConfiguration: {
      description: 'The MVPDs to choose from are fetched, where they are not known yet.',
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
      description: 'The viewer picks a TV provider.',
      tags: 'needs-user',
      on: {
        'mvpd.selected': { guard: 'namesMvpd', target: 'authenticating', actions: 'keepMvpd' },
        cancel: 'deciding',
      },
    },
    authenticatingWithPartner: {
      ...whileSigningIn,
      description: 'The platform signs the viewer in, or the basic flow does.',
      entry: 'forgetError',
      invoke: [
        {
          ...login,
          src: 'partnerAuthentication',
          input: ({ context }) =>
            compact({ ...loginInput({ context }), partner: context.partner ?? undefined }),
          onSnapshot: {
            guard: 'needsMvpd',
            target: 'fetchingConfiguration',
            actions: 'keepSession',
          },
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
      description: 'The viewer is signed in, until the profile ends or a decision says so.',
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
      invoke: {
        id: 'logout',
        src: 'logout',
        input: ({ context: { access, mvpd, parameters } }) => ({
          mvpd: access?.mvpd.id ?? mvpd?.id ?? '',
          redirectUrl: parameters.redirectUrl ?? '',
        }),
        onSnapshot: {},
        onDone: [
          { guard: 'nothingWasLoggedOut', target: 'deciding' },
          { guard: 'logoutIsUncertain', target: 'checking' },
          { target: 'forgetting' },
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
      description: 'What was stored of the viewer is deleted.',
      tags: 'busy',
      entry: ['endRequests', 'forgetMvpd', 'forgetError'],
      invoke: { src: 'forget', onDone: 'unauthenticated', onError: 'unauthenticated' },
      on: { cancel: 'unauthenticated' },
    },
    failed: {
      description: 'Something went wrong. A retry repeats the step.',
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
