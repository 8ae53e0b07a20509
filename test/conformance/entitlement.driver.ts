import { createActor, waitFor } from 'xstate';
import type {
  AppState,
  ConformanceDriver,
  ConformanceWorld,
  Integration,
  PlayResult,
} from '../../src/conformance/index.js';
import {
  createPassClient,
  entitlementMachine,
  entitlementServices,
  type EntitlementView,
  entitlementView,
  type PassErrorData,
  type PlayView,
} from '../../src/index.js';

function clientOf(world: ConformanceWorld) {
  const { serviceToken, subjectToken, tempPassIdentity, visitorId, forwardedFor, partner } = world;
  return createPassClient({
    environment: { origin: world.origin },
    serviceProvider: world.serviceProvider,
    softwareStatement: world.softwareStatement,
    device: world.device,
    storage: world.storage,
    fetch: world.fetch,
    sso: { serviceToken, subjectToken, partnerFrameworkStatus: partner?.status },
    tempPassIdentity,
    visitorId,
    forwardedFor,
  });
}

/** The sign-in of the platform, as the world has it. */
const frameworkOf = ({ status, samlResponse }: NonNullable<ConformanceWorld['partner']>) => ({
  status: async () => status,
  authenticate: async () => ({ samlResponse: samlResponse ?? null }),
});

const text = (error: PassErrorData) => ({ text: error.details ?? error.message });

function playResult(play: PlayView): PlayResult | undefined {
  switch (play.phase) {
    case 'permitted':
      return { result: 'permitted' };
    case 'denied':
      return { result: 'denied', ...text(play.error) };
    case 'needs_authentication':
      return { result: 'needsSignIn' };
    case 'temporary_access_over':
      return { result: 'temporaryAccessOver', ...text(play.error) };
    case 'failed':
      return { result: 'failed', ...text(play.error) };
    case 'rejected':
    case 'cancelled':
      return { result: 'failed' };
    default:
      return undefined;
  }
}

function signingIn({ authentication }: EntitlementView & { phase: 'authenticating' }): AppState {
  switch (authentication.phase) {
    case 'resume':
      return { phase: 'signingIn', code: authentication.code };
    case 'authenticate':
      return { phase: 'signingIn', code: authentication.code, url: authentication.url };
    case 'expired':
      return { phase: 'expired' };
    case 'failed':
      return { phase: 'failed', message: authentication.error.message };
    default:
      return { phase: 'busy' };
  }
}

function stateOf(view: EntitlementView): AppState {
  switch (view.phase) {
    case 'selectingProfile':
      return { phase: 'choosing', mvpds: view.profiles.map(({ mvpd }) => ({ id: mvpd })) };
    case 'unauthenticated':
      return { phase: 'signedOut' };
    case 'confirming':
      return { phase: 'signedOut', mvpd: view.mvpd };
    case 'choosing':
      return { phase: 'choosing', mvpds: view.mvpds };
    case 'authenticating':
      return signingIn(view);
    case 'authenticated':
      return { phase: 'signedIn', mvpd: view.access.mvpd };
    case 'loggingOut':
      if (view.logout.phase === 'logout') return { phase: 'signingOut', url: view.logout.url };
      if (view.logout.phase === 'partner_logout') return { phase: 'signingOut' };
      return view.logout.phase === 'failed'
        ? { phase: 'failed', message: view.logout.error.message }
        : { phase: 'busy' };
    case 'failed':
      return { phase: 'failed', message: view.error.message };
    default:
      return { phase: 'busy' };
  }
}

/** An app that is nothing but `entitlementMachine` and its services. */
export const entitlementIntegration: Integration = (world): ConformanceDriver => {
  const { partner, screen, domainName, redirectUrl } = world;
  const services = entitlementServices(clientOf(world), {
    verifyMediaToken: (token, { resource }) => world.verifyMediaToken(token, resource),
    ...(partner && { partnerFramework: frameworkOf(partner) }),
  });
  const app = createActor(entitlementMachine.provide({ actors: services }), {
    input: {
      screen,
      domainName,
      redirectUrl,
      choice: screen === 'secondary' ? 'elsewhere' : 'here',
      ...(partner && { partner: partner.name }),
    },
  });
  app.start();
  const view = () => entitlementView(app.getSnapshot());
  const playOf = (resource: string) => {
    const play = view().plays.find((candidate) => candidate.resource === resource);
    return play && playResult(play);
  };

  return {
    state: () => stateOf(view()),
    signIn: () =>
      app.send({ type: stateOf(view()).phase === 'expired' ? 'code.renew' : 'authenticate' }),
    choose(mvpd) {
      const type = view().phase === 'choosing' ? 'mvpd.selected' : 'profile.selected';
      app.send({ type, mvpd });
    },
    userAgentReturned: () =>
      app.send({
        type:
          stateOf(view()).phase === 'signingOut' && !hasUrl(view())
            ? 'partnerLogout.confirmed'
            : 'userAgent.returned',
      }),
    async play(resource) {
      app.send({ type: 'play', resource });
      await waitFor(app, () => playOf(resource) !== undefined);
      return playOf(resource)!;
    },
    async preauthorize(resources) {
      app.send({ type: 'preauthorize', resources });
      await waitFor(app, () => !view().preauthorizing);
      const marks = Object.values(view().marks);
      return Object.fromEntries(marks.map(({ resource, permitted }) => [resource, permitted]));
    },
    signOut: () => app.send({ type: 'logout' }),
    newCode: () => app.send({ type: 'code.renew' }),
    cancel: () => app.send({ type: 'cancel' }),
    startTemporaryAccess: (mvpd) => app.send({ type: 'temporaryAccess.start', mvpd }),
    stop: () => void app.stop(),
  };
};

const hasUrl = (view: EntitlementView) =>
  view.phase === 'loggingOut' && view.logout.phase === 'logout';
