import { assign, enqueueActions, sendTo, type SnapshotFrom } from 'xstate';
import { type PassErrorData, toErrorData } from '../../src/errors/index.js';
import { compact } from '../../src/protocol/compact.js';
import { notProvided, waitUntil } from '../actors.js';
import {
  authenticationMachine,
  type AuthenticationOutput,
  type FoundProfile,
} from '../authentication/index.js';
import { authorizationMachine, type AuthorizationOutput } from '../authorization/index.js';
import { logoutMachine, type LogoutOutput } from '../logout/index.js';
import {
  partnerAuthenticationMachine,
  type PartnerAuthenticationOutput,
} from '../partner-authentication/index.js';
import { preauthorizationMachine, type PreauthorizationOutput } from '../preauthorization/index.js';
import { setup } from '../setup.js';
import { own, type RequestEvent } from './adapt.js';
import type { Tag } from '../tags.js';
import { accessOf } from './access.js';
import type {
  CheckedProfiles,
  EntitlementContext,
  EntitlementEvent,
  EntitlementInput,
  MvpdChoice,
  RestoredViewer,
  StoredViewer,
} from './entitlement.types.js';
import {
  begunPlays,
  isText,
  playOf,
  settledMarks,
  settledPlay,
  withMarkRequest,
  withPlay,
} from './requests.js';

type PlayEvent = Extract<EntitlementEvent, { type: 'play' }>;
type PreauthorizeEvent = Extract<EntitlementEvent, { type: 'preauthorize' }>;
type Settled = Extract<RequestEvent, { type: 'request.settled' }>;
type Changed = Extract<RequestEvent, { type: 'request.changed' }>;
type HandedOver = Extract<PartnerAuthenticationOutput, { phase: 'handed_over' }>;
type SignedIn = AuthenticationOutput & { phase: 'authorize' };

const mvpdOf = (
  { mvpds, mvpd }: Pick<EntitlementContext, 'mvpds' | 'mvpd'>,
  id: unknown,
): MvpdChoice | undefined => {
  if (!isText(id)) return undefined;
  return mvpds.find((choice) => choice.id === id) ?? (mvpd?.id === id ? mvpd : { id });
};

/** What the chart of `entitlementMachine` is made of: its actors, actions and guards. */
export const chart = setup({
  ...own,
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- The types come from it alone.
  types: {} as {
    context: EntitlementContext;
    events: EntitlementEvent;
    input: EntitlementInput;
    tags: Tag;
  },
  actors: {
    restore: notProvided<RestoredViewer, undefined>('restore'),
    remember: notProvided<void, StoredViewer>('remember'),
    checkProfiles: notProvided<CheckedProfiles, { mvpd?: string }>('checkProfiles'),
    configuration: notProvided<readonly MvpdChoice[], undefined>('configuration'),
    waitUntil,
    authentication: authenticationMachine,
    partnerAuthentication: partnerAuthenticationMachine,
    logout: logoutMachine,
    authorization: authorizationMachine,
    preauthorization: preauthorizationMachine,
  },
  actions: {
    // What a child has come to is in the view: who compares snapshots, as React does, has to see another.
    renew: assign({}),
    // One that may have ended is the server's to tell of.
    keepStored: assign((_, { mvpd, access, isGood }: RestoredViewer) => ({
      mvpd,
      // They have not just logged in.
      access:
        isGood && access?.reason === 'login'
          ? { ...access, reason: 'authenticated' }
          : isGood
            ? access
            : null,
    })),
    keepMvpd: assign(({ context }, id: string | undefined) => {
      const known = mvpdOf(context, id);
      if (!known) return {};
      const { displayName, logoUrl } = known;
      return { mvpd: compact({ id: known.id, displayName, logoUrl }), mvpds: [], error: null };
    }),
    refuseMvpd: assign({
      error: {
        name: 'InvalidInputError',
        code: 'invalid_input',
        remedy: 'select-mvpd',
        message: 'mvpd: is none of the choices',
        path: 'mvpd',
      },
    }),
    keepProvider: assign(({ context: { platformMappingId } }, mvpds: readonly MvpdChoice[]) => {
      const named = mvpds.find((choice) => choice.platformMappingId === platformMappingId);
      if (!named) return {};
      const { platformMappingId: _, ...mvpd } = named;
      return { mvpd };
    }),
    forgetMvpd: assign({ mvpd: null, access: null }),
    // Nobody is asked whether they are still with a provider that there is not.
    forgetRefusedMvpd: assign(({ context: { access } }) => ({ mvpd: access?.mvpd ?? null })),
    keepMvpds: assign((_, mvpds: readonly MvpdChoice[]) => ({ mvpds })),
    keepProfiles: assign((_, profiles: readonly FoundProfile[]) => ({ profiles })),
    keepProfile: assign(({ context }, mvpd: string) => {
      const found = context.profiles.find((profile) => profile.mvpd === mvpd);
      return found ? { ...accessOf(context, found), profiles: [] } : {};
    }),
    keepOnlyProfile: assign(({ context }, { found: [found], clock }: CheckedProfiles) =>
      found ? { ...accessOf(context, found), confirmedAt: clock.now } : {},
    ),
    keepLogin: assign(({ context }, output: SignedIn) => accessOf(context, output)),
    keepHandedOver: assign((_, { session, platformMappingId, fallback }: HandedOver) => ({
      session,
      platformMappingId,
      fallback,
    })),
    forgetSession: assign({ session: null, platformMappingId: null, fallback: null }),
    keepAccessMvpd: assign(({ context: { access, mvpd } }) => ({ mvpd: access?.mvpd ?? mvpd })),
    keepOutcomes: assign((_, { outcomes }: LogoutOutput) => ({ outcomes })),
    loseAccess: assign({ access: null }),
    forgetError: assign({ error: null, outcomes: [] }),
    keepError: assign((_, error: PassErrorData | null) => ({ error })),
    forwardLogin: sendTo('authentication', ({ event }) => event as never),
    forwardLogout: sendTo('logout', ({ event }) => event as never),

    beginTemporary: assign((_, mvpd: string) => ({ temporary: { mvpd, over: null } })),
    endTemporary: assign({ temporary: null }),
    play: enqueueActions(({ context, enqueue }, { resource: asked, mvpd: named }: PlayEvent) => {
      const { play, ...next } = withPlay(context, asked, named);
      for (const { id } of context.plays)
        if (!next.plays.some((other) => other.id === id)) enqueue.stopChild(id);
      enqueue.assign(next);
      const { id, mvpd, resource, output } = play;
      if (output || mvpd === null) return;
      enqueue.spawnChild('authorization', { id, input: { mvpd, resource }, syncSnapshot: true });
    }),
    beginWaitingPlays: enqueueActions(({ context, enqueue }) => {
      const begun = begunPlays(context);
      if (begun.length === 0) return;
      const plays = context.plays.map((play) => begun.find(({ id }) => id === play.id) ?? play);
      enqueue.assign({ plays });
      for (const { id, mvpd, resource } of begun)
        enqueue.spawnChild('authorization', {
          id,
          input: { mvpd: mvpd ?? '', resource },
          syncSnapshot: true,
        });
    }),
    retryPlay: enqueueActions(({ context, enqueue }, asked: string) => {
      const play = playOf(context, asked);
      if (play?.hasFailed) enqueue.sendTo(play.id, { type: 'retry' });
      // Its actor broke: there is nobody to repeat it.
      else if (play?.output?.phase === 'failed')
        enqueue.raise({ type: 'play', resource: play.resource, mvpd: play.mvpd ?? '' });
    }),
    endPlay: enqueueActions(({ context, enqueue }, asked: string) => {
      const ended = playOf(context, asked);
      if (!ended) return;
      enqueue.stopChild(ended.id);
      enqueue.assign({ plays: context.plays.filter((play) => play !== ended) });
    }),
    preauthorize: enqueueActions(
      ({ context, enqueue }, { resources, mvpd: named }: PreauthorizeEvent) => {
        const { requests, markRequests, request } = withMarkRequest(context, resources, named);
        enqueue.assign({ requests, markRequests });
        if (!request) return;
        enqueue.spawnChild('preauthorization', {
          id: request.id,
          input: { mvpd: request.mvpd, resources: request.resources },
          syncSnapshot: true,
        });
      },
    ),
    settleRequest: enqueueActions(({ context, enqueue }, { id, output, error }: Settled) => {
      const broken = { phase: 'failed', error: toErrorData(error) } as const;
      const play = context.plays.find((other) => other.id === id);
      const list = context.markRequests.find((other) => other.id === id);
      if (play)
        enqueue.assign(settledPlay(context, play, (output as AuthorizationOutput) ?? broken));
      if (list)
        enqueue.assign(settledMarks(context, list, (output as PreauthorizationOutput) ?? broken));
      if (play ?? list) enqueue.stopChild(id);
    }),
    noteRequest: enqueueActions(({ context, enqueue }, { id, snapshot }: Changed) => {
      const { value, context: of } = snapshot as SnapshotFrom<typeof preauthorizationMachine>;
      const hasFailed = value === 'failed';
      const list = context.markRequests.find((other) => other.id === id);
      enqueue.assign({
        plays: context.plays.map((play) => (play.id === id ? { ...play, hasFailed } : play)),
      });
      if (!list || !hasFailed || !of.error) return;
      enqueue.assign(settledMarks(context, list, { phase: 'failed', error: of.error }));
      enqueue.stopChild(id);
    }),
    forgetViewer: enqueueActions(({ context, enqueue }) => {
      for (const { id } of [...context.plays, ...context.markRequests]) enqueue.stopChild(id);
      enqueue.assign({
        plays: [],
        markRequests: [],
        marks: {},
        mvpd: null,
        access: null,
        error: null,
      });
    }),
  },
  guards: {
    inputIsBad: ({ context }) => context.error?.code === 'invalid_input',
    hasAccess: ({ context }) => context.access !== null,
    hasNoAccess: ({ context }) => context.access === null,
    hasMvpd: ({ context }) => context.mvpd !== null,
    isStillGood: (_, { access, isGood }: RestoredViewer) => access !== null && isGood,
    usesPartner: ({ context }) => context.partner !== null,
    choosesElsewhere: ({ context }) => context.choosesElsewhere,
    isNobody: (_, { found, error }: CheckedProfiles) => !error && found.length === 0,
    isOne: (_, { found }: CheckedProfiles) => found.length === 1,
    areSeveral: (_, { found }: CheckedProfiles) => found.length > 1,
    isOver: (_, { error }: CheckedProfiles) => error?.remedy === 'authenticate',
    mvpdIsGone: (_, { error }: CheckedProfiles) => error?.remedy === 'select-mvpd',
    // A server that can't be reached ends no profile before its time.
    isUnanswered: ({ context }, { error }: CheckedProfiles) =>
      context.access !== null && error?.remedy === 'retry',
    hasEnded: ({ context: { access } }, { clock }: CheckedProfiles) =>
      access?.reason !== 'degraded' && (access?.profile?.notAfter ?? Infinity) <= clock.now,
    isKnownProfile: ({ context }, mvpd: string) =>
      context.profiles.some((profile) => profile.mvpd === mvpd),
    mvpdIsRefused: (_, { context: { error } }: SnapshotFrom<typeof authenticationMachine>) =>
      error?.remedy === 'select-mvpd',
    isText: (_, value: string | undefined) => isText(value),
    providerIsKnown: ({ context: { platformMappingId } }, mvpds: readonly MvpdChoice[]) =>
      platformMappingId !== null &&
      mvpds.some((choice) => choice.platformMappingId === platformMappingId),
    hasSignedIn: (_, { phase }: PartnerAuthenticationOutput) => phase === 'authorize',
    isHandedOver: (_, { phase }: PartnerAuthenticationOutput) => phase === 'handed_over',
    needsMvpd: ({ context: { mvpd, screen, session, choosesElsewhere } }) =>
      !choosesElsewhere &&
      (session
        ? screen === 'primary' && session.missingParameters.includes('mvpd')
        : mvpd === null),
    logoutIsUncertain: (_, output: LogoutOutput) => 'answerLost' in output,
    wasNotLoggedOut: (_, { phase, outcomes }: LogoutOutput) =>
      phase === 'cancelled' && outcomes.length === 0,
    couldNotForget: ({ context }) => context.error?.code === 'storage_failure',
    hasTemporary: ({ context }) => context.temporary !== null,
    isPlay: ({ context }, resource: string) => playOf(context, resource) !== undefined,
    canRetryPlay: ({ context }, resource: string) => {
      const play = playOf(context, resource);
      return play?.hasFailed === true || play?.output?.phase === 'failed';
    },
  },
});
