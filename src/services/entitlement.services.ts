import { fromPromise } from 'xstate';
import type { FoundProfile } from '../../machines/authentication/index.js';
import type { MvpdChoice, StoredViewer } from '../../machines/entitlement/index.js';
import {
  authenticationMachine,
  authorizationMachine,
  logoutMachine,
  partnerAuthenticationMachine,
  preauthorizationMachine,
} from '../../machines/index.js';
import { configuration } from '../client/configuration.js';
import { internalsOf } from '../client/internals.js';
import type { PassClient } from '../client/pass-client.js';
import { profileForMvpd, profiles } from '../client/profiles.js';
import { compact } from '../protocol/compact.js';
import { type Mvpd, partnerProviders } from '../protocol/configuration.js';
import { authenticationServices } from './authentication.services.js';
import { authorizationServices, type VerifyMediaToken } from './authorization.services.js';
import { logoutServices } from './logout.services.js';
import {
  type PartnerFramework,
  partnerAuthenticationServices,
} from './partner-authentication.services.js';
import { type PermitCache, permitCache } from './permit-cache.js';
import { preauthorizationServices } from './preauthorization.services.js';
import type { ServiceCall } from './service.js';
import { viewerStorage } from './viewer-storage.js';

/** Milliseconds that a configuration is kept; Adobe's pages say two to three, and three to five minutes. */
const CONFIGURATION_LIFE = 180_000;

/** The options of {@link entitlementServices}. */
export interface EntitlementServicesOptions {
  /** What the platform offers for partner single sign-on; needed where the input names a `partner`. */
  readonly partnerFramework?: PartnerFramework;
  /** Your backend. Without it, the token of a permit is had with `takeMediaToken`. */
  readonly verifyMediaToken?: VerifyMediaToken;
  /** The MVPDs that the viewer may choose from, in the order that they are shown. Default: all but temporary access. */
  readonly choices?: (mvpds: readonly Mvpd[]) => readonly Mvpd[];
  /** Shared with other preauthorizations of the same client. */
  readonly permits?: PermitCache;
}

const withoutTemporary = (mvpds: readonly Mvpd[]) => mvpds.filter(({ isTempPass }) => !isTempPass);

/**
 * What `entitlementMachine` invokes, made from a client. Make it once. The viewer is kept in the storage
 * of the client: give it a durable one.
 *
 * @example
 * ```ts
 * import { createPassClient, entitlementMachine, entitlementServices } from 'tve-auth-flow';
 *
 * const client = createPassClient({
 *   environment: 'release-staging',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *   device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb' },
 * });
 * const machine = entitlementMachine.provide({ actors: entitlementServices(client) });
 * ```
 */
export function entitlementServices(
  client: PassClient,
  {
    partnerFramework,
    verifyMediaToken,
    choices = withoutTemporary,
    permits = permitCache(),
  }: EntitlementServicesOptions = {},
) {
  const { now } = internalsOf(client);
  const viewer = viewerStorage(client);
  let fetched: { readonly at: number; readonly mvpds: readonly Mvpd[] } | undefined;

  /** The configuration, asked for again once it is old, or the clock was set back. */
  async function mvpds(signal: AbortSignal): Promise<readonly Mvpd[]> {
    const age = fetched ? now() - fetched.at : Infinity;
    if (!fetched || age < 0 || age >= CONFIGURATION_LIFE)
      fetched = { at: now(), mvpds: (await configuration(client, {}, { signal })).mvpds };
    return fetched.mvpds;
  }

  const basic = authenticationServices(client);
  return {
    restore: fromPromise<StoredViewer, undefined>(({ signal }) => viewer.read(signal)),
    remember: fromPromise(({ input }: ServiceCall<StoredViewer>) => {
      // Another viewer may have signed in.
      if (!input.mvpd) permits.clear();
      else if (input.access?.reason === 'login') permits.clear(input.mvpd.id);
      return viewer.write(input);
    }),
    checkProfiles: fromPromise(
      async ({
        input: { mvpd },
        signal,
      }: ServiceCall<{ mvpd?: string }>): Promise<readonly FoundProfile[]> => {
        const found = await (mvpd
          ? profileForMvpd(client, { mvpd }, { signal })
          : profiles(client, {}, { signal }));
        return Object.entries(found.profiles).map(([id, profile]) => ({ mvpd: id, profile }));
      },
    ),
    configuration: fromPromise(
      async ({ signal }: ServiceCall<undefined>): Promise<readonly MvpdChoice[]> =>
        choices(await mvpds(signal)).map(({ id, displayName, logoUrl, platformMappingId }) =>
          compact({ id, displayName, logoUrl, platformMappingId }),
        ),
    ),
    waitUntil: basic.waitUntil,
    authentication: authenticationMachine.provide({ actors: basic }),
    partnerAuthentication: partnerFramework
      ? partnerAuthenticationMachine.provide({
          actors: partnerAuthenticationServices(client, {
            partnerFramework: {
              status: ({ signal }) =>
                partnerFramework.status({
                  signal,
                  providers: async () => partnerProviders({ mvpds: await mvpds(signal) }),
                }),
              authenticate: (request, call) => partnerFramework.authenticate(request, call),
            },
          }),
        })
      : partnerAuthenticationMachine,
    logout: logoutMachine.provide({ actors: logoutServices(client) }),
    authorization: authorizationMachine.provide({
      actors: authorizationServices(client, compact({ verifyMediaToken })),
    }),
    preauthorization: preauthorizationMachine.provide({
      actors: preauthorizationServices(client, { permits }),
    }),
  };
}
