import { createActor, waitFor } from 'xstate';
import type {
  ConformanceDriver,
  ConformanceWorld,
  Integration,
} from '../../src/conformance/index.js';
import {
  createPassClient,
  type EntitlementInput,
  entitlementMachine,
  entitlementServices,
  type EntitlementServicesOptions,
  entitlementView,
  type PassClientOptions,
} from '../../src/index.js';
import { playResult, stateOf } from './entitlement.state.js';

/** What an app does otherwise. */
export interface AppOptions {
  readonly client?: Partial<PassClientOptions>;
  readonly services?: EntitlementServicesOptions;
  readonly input?: Partial<EntitlementInput>;
}

function clientOf(world: ConformanceWorld, options: Partial<PassClientOptions> | undefined) {
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
    ...options,
  });
}

/** The sign-in of the platform, as the world has it. */
const frameworkOf = ({ status, samlResponse }: NonNullable<ConformanceWorld['partner']>) => ({
  status: async () => status,
  authenticate: async () => ({ samlResponse: samlResponse ?? null }),
});

/** An app that is nothing but `entitlementMachine` and its services. */
export function entitlementApp(world: ConformanceWorld, options: AppOptions = {}) {
  const { partner, screen, domainName, redirectUrl } = world;
  const services = entitlementServices(clientOf(world, options.client), {
    verifyMediaToken: (token, { resource }) => world.verifyMediaToken(token, resource),
    ...(partner && { partnerFramework: frameworkOf(partner) }),
    ...options.services,
  });
  const app = createActor(entitlementMachine.provide({ actors: services }), {
    input: {
      screen,
      domainName,
      redirectUrl,
      choice: screen === 'secondary' ? 'elsewhere' : 'here',
      ...(partner && { partner: partner.name }),
      ...options.input,
    },
  });
  app.start();
  const view = () => entitlementView(app.getSnapshot());
  const playOf = (resource: string) => {
    const now = view();
    const play = now.plays.find((candidate) => candidate.resource === resource);
    // It waits for somebody to sign in, as nobody does here.
    if (play?.phase === 'waiting' && /^(unauthenticated|confirming)$/.test(now.phase))
      return { result: 'needsSignIn' } as const;
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
    userAgentReturned() {
      const now = view();
      const inSettings = now.phase === 'loggingOut' && now.logout.phase === 'partner_logout';
      app.send({ type: inSettings ? 'partnerLogout.confirmed' : 'userAgent.returned' });
    },
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
  } satisfies ConformanceDriver;
}

export const entitlementIntegration: Integration = (world) => entitlementApp(world);
