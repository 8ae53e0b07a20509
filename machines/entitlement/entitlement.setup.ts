import { assign, enqueueActions, sendTo, type SnapshotFrom } from 'xstate';
import { setup } from '../setup.js';
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
  isOnItsWay,
  isText,
  isTexts,
  mvpdFor,
  noMarks,
  notAuthenticated,
  notText,
  notTexts,
  playOf,
  settledRequest,
  withPlay,
} from './requests.js';

type Of<TType extends EntitlementEvent['type']> = Extract<EntitlementEvent, { type: TType }>;

/** What XState sends when a spawned actor has ended, or has broken: then without an output. */
interface Ended {
  readonly actorId: string;
  readonly output?: AuthorizationOutput | PreauthorizationOutput;
}

/** What XState sends when a spawned actor has changed. */
interface Changed {
  readonly type: string;
  readonly snapshot: SnapshotFrom<typeof preauthorizationMachine>;
}

interface Types {
  context: EntitlementContext;
  events: EntitlementEvent;
  input: EntitlementInput;
  tags: Tag;
}

/** What the chart of `entitlementMachine` is made of: its actors, actions and guards. */
export const chart = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- The types come from it alone.
  types: {} as Types,
  actors: {
    restore: notProvided<StoredViewer, undefined>('restore'),
    remember: notProvided<void, StoredViewer>('remember'),
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
    // What a child has come to is in the view: who compares snapshots, as React does, has to see another.
    renew: assign({}),
    keepStored: assign(({ event }) => {
      const { mvpd, access } = outputOf<StoredViewer>(event);
      return { mvpd, access };
    }),
    keepMvpd: assign(({ context: { mvpds, mvpd }, event }) => {
      const { mvpd: id } = event as Of<'authenticate' | 'mvpd.selected'>;
      if (!isText(id)) return {};
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
    keepOutcomes: assign(({ event }) => ({ outcomes: outputOf<LogoutOutput>(event).outcomes })),
    loseAccess: assign({ access: null }),
    forgetError: assign({ error: null, outcomes: [] }),
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
      const { resource: asked, mvpd: named } = event as { resource: unknown; mvpd?: string };
      const resource = String(asked);
      const mvpd = isText(asked) ? mvpdFor(context, named) : undefined;
      const next = withPlay(context, resource, mvpd, isText(asked) ? notAuthenticated : notText);
      for (const play of context.plays) if (!next.plays.includes(play)) enqueue.stopChild(play.id);
      enqueue.assign(next);
      if (mvpd === undefined) return;
      enqueue.spawnChild('authorization', {
        id: `play-${next.requests}`,
        input: { mvpd, resource },
        syncSnapshot: true,
      });
    }),
    retryPlay: enqueueActions(({ context, event, enqueue }) => {
      const play = playOf(context, (event as Of<'play.retry'>).resource);
      if (!play?.output) return play && enqueue.sendTo(play.id, { type: 'retry' });
      // Its actor broke: there is nobody to repeat it.
      if (play.output.phase === 'failed') enqueue.raise({ ...play, type: 'play' });
    }),
    endPlay: enqueueActions(({ context, event, enqueue }) => {
      const ended = playOf(context, (event as Of<'play.end'>).resource);
      if (!ended) return;
      enqueue.stopChild(ended.id);
      enqueue.assign({ plays: context.plays.filter((play) => play !== ended) });
    }),
    preauthorize: enqueueActions(({ context, event, enqueue }) => {
      const { resources, mvpd: named } = event as Of<'preauthorize'>;
      const mvpd = mvpdFor(context, named);
      if (!isTexts(resources)) return enqueue.assign(notTexts);
      if (mvpd === undefined) return enqueue.assign(noMarks);
      if (isOnItsWay(context, mvpd, resources)) return;
      const requests = context.requests + 1;
      const id = `marks-${requests}`;
      const preauthorizations = [...context.preauthorizations, { mvpd, id, resources }];
      enqueue.assign({ requests, preauthorizations, marksError: null });
      enqueue.spawnChild('preauthorization', {
        id,
        input: { mvpd, resources },
        syncSnapshot: true,
      });
    }),
    settle: enqueueActions(({ context, event, enqueue }) => {
      const { actorId, output } = event as unknown as Ended;
      const end = output ?? { phase: 'failed', error: errorOf(event) };
      const settled = settledRequest(context, actorId, end);
      if (!settled) return;
      enqueue.assign(settled);
      enqueue.stopChild(actorId);
    }),
    giveMarksUp: enqueueActions(({ context, event, enqueue }) => {
      const { type, snapshot } = event as unknown as Changed;
      const id = type.slice('xstate.snapshot.'.length);
      const failed = failedMarks(context, id, snapshot);
      // Also where nothing has failed: see `renew`.
      enqueue.assign(failed ?? {});
      if (failed) enqueue.stopChild(id);
    }),
    forgetViewer: enqueueActions(({ context, enqueue }) => {
      for (const { id } of [...context.plays, ...context.preauthorizations]) enqueue.stopChild(id);
      enqueue.assign({
        plays: [],
        preauthorizations: [],
        marks: {},
        marksError: null,
        mvpd: null,
        access: null,
        error: null,
      });
    }),
    forwardLogin: sendTo('authentication', ({ event }) => event),
    forwardLogout: sendTo('logout', ({ event }) => event),
  },
  guards: {
    hasAccess: ({ context }) => context.access !== null,
    hasBadInput: ({ context }) => context.error?.code === 'invalid_input',
    hasNoAccess: ({ context }) => context.access === null,
    hasMvpd: ({ context }) => context.mvpd !== null,
    usesPartner: ({ context, event }) =>
      context.partner !== null && !(event as Of<'authenticate'>).mvpd,
    choosesElsewhere: ({ context }) => context.choosesElsewhere,
    isNone: ({ event }) => outputOf<readonly FoundProfile[]>(event).length === 0,
    isOne: ({ event }) => outputOf<readonly FoundProfile[]>(event).length === 1,
    isKnownProfile: ({ context, event }) =>
      context.profiles.some(({ mvpd }) => mvpd === (event as Of<'profile.selected'>).mvpd),
    // A server that can't be reached ends no profile before its time.
    isUnanswered: ({ context, event }) =>
      context.access !== null && errorOf(event).remedy === 'retry',
    isOver: ({ event }) => errorOf(event).remedy === 'authenticate',
    mvpdIsGone: ({ event }) => errorOf(event).remedy === 'select-mvpd',
    namesMvpd: ({ event }) => isText((event as Of<'mvpd.selected'>).mvpd),
    providerIsKnown: ({ context: { platformMappingId }, event }) =>
      platformMappingId !== null &&
      outputOf<readonly MvpdChoice[]>(event).some(
        (choice) => choice.platformMappingId === platformMappingId,
      ),
    isAuthorized: ({ event }) => outputOf<AuthenticationOutput>(event).phase === 'authorize',
    needsMvpd: ({ context, event }) =>
      context.screen === 'primary' && handedOver(event) !== undefined,
    logoutIsUncertain: ({ event }) => 'answerLost' in outputOf<LogoutOutput>(event),
    wasNotLoggedOut: ({ event }) => {
      const { phase, outcomes } = outputOf<LogoutOutput>(event);
      return phase === 'cancelled' && outcomes.length === 0;
    },
    wasRestoring: ({ context }) => context.step === 'restoring',
    wasChecking: ({ context }) => context.step === 'checking',
    wasFetching: ({ context }) => context.step === 'fetchingConfiguration',
    wasLoggingOut: ({ context }) => context.step === 'loggingOut',
  },
});
