import type {
  CheckedProfiles,
  MvpdChoice,
  RestoredViewer,
  StoredViewer,
} from '../../machines/entitlement/index.js';
import {
  authenticationMachine,
  authorizationMachine,
  logoutMachine,
  partnerAuthenticationMachine,
  preauthorizationMachine,
} from '../../machines/index.js';
import { within } from '../client/abort.js';
import { configuration } from '../client/configuration.js';
import { internalsOf } from '../client/internals.js';
import type { PassClient } from '../client/pass-client.js';
import { profileForMvpd, profiles } from '../client/profiles.js';
import { toErrorData } from '../errors/index.js';
import { compact } from '../protocol/compact.js';
import { type Mvpd, partnerProviders } from '../protocol/configuration.js';
import { authenticationServices } from './authentication.services.js';
import { authorizationServices, type VerifyMediaToken } from './authorization.services.js';
import { logoutServices } from './logout.services.js';
import { type PartnerFramework, partnerServices } from './partner-authentication.services.js';
import { type PermitCache, permitCache } from './permit-cache.js';
import { preauthorizationServices } from './preauthorization.services.js';
import { service } from './service.js';
import { clockReading } from './session.js';
import { viewerStorage } from './viewer-storage.js';

/** Milliseconds that a configuration is kept; Adobe's pages say two to three, and three to five minutes. */
const CONFIGURATION_LIFE = 180_000;

/** The options of {@link entitlementServices}. */
export interface EntitlementServicesOptions {
  /** What the platform offers for partner single sign-on; needed where the input names a `partner`. */
  readonly partnerFramework?: PartnerFramework;
  /** Your backend. Without it, the token of a permit is had with `takeMediaToken`. */
  readonly verifyMediaToken?: VerifyMediaToken;
  /**
   * The MVPDs that the viewer may choose from, in the order that they are shown. Default, also where it
   * fails or takes longer than five seconds: all but temporary access.
   */
  readonly choices?: (mvpds: readonly Mvpd[]) => readonly Mvpd[] | PromiseLike<readonly Mvpd[]>;
  /** Shared with other preauthorizations of the same client. */
  readonly permits?: PermitCache;
}

/** Milliseconds that a function of the app may take. */
const PATIENCE = 5_000;

const withoutTemporary = (mvpds: readonly Mvpd[]) => mvpds.filter(({ isTempPass }) => !isTempPass);

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** What is shown of an MVPD, which the app may have made; nothing of one without an id. */
function choiceOf(given: unknown): MvpdChoice[] {
  const mvpd = (given ?? {}) as { readonly [Name in keyof MvpdChoice]: unknown };
  const id = text(mvpd.id);
  if (id === undefined) return [];
  const displayName = text(mvpd.displayName);
  const logoUrl = text(mvpd.logoUrl);
  return [compact({ id, displayName, logoUrl, platformMappingId: text(mvpd.platformMappingId) })];
}

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
  const { clock, oddity } = internalsOf(client);
  const { now } = clock;
  const viewer = viewerStorage(client);
  let fetched: { readonly at: number; readonly mvpds: readonly Mvpd[] } | undefined;

  /** The configuration, asked for again once it is old, or the clock was set back. */
  async function mvpds(signal: AbortSignal): Promise<readonly Mvpd[]> {
    const age = fetched ? now() - fetched.at : Infinity;
    if (!fetched || age < 0 || age >= CONFIGURATION_LIFE)
      fetched = { at: now(), mvpds: (await configuration(client, {}, { signal })).mvpds };
    return fetched.mvpds;
  }

  /** Those of them that the viewer may choose from. */
  async function chosen(all: readonly Mvpd[], signal: AbortSignal): Promise<readonly MvpdChoice[]> {
    let given: unknown;
    try {
      given = await within('choices', PATIENCE, () => choices(all), signal);
    } catch (error) {
      if (signal.aborted) throw error;
    }
    const list = Array.isArray(given) ? given.flatMap(choiceOf) : [];
    if (Array.isArray(given) && list.length === given.length) return list;
    oddity('E3', 'choices', 'a function that gives a list of MVPDs in time');
    return list.length > 0 ? list : withoutTemporary(all).flatMap(choiceOf);
  }

  const basic = authenticationServices(client);
  return {
    restore: service<RestoredViewer>(({ signal }) => viewer.read(signal)),
    remember: service<void, StoredViewer>(({ input }) => {
      // Another viewer may have signed in.
      if (!input.mvpd) permits.clear();
      else if (input.access?.reason === 'login') permits.clear(input.mvpd.id);
      return viewer.write(input);
    }),
    checkProfiles: service<CheckedProfiles, { mvpd?: string }>(
      async ({ input: { mvpd }, signal }) => {
        try {
          const answered = await (mvpd
            ? profileForMvpd(client, { mvpd }, { signal })
            : profiles(client, {}, { signal }));
          const found = Object.entries(answered.profiles).map(([id, profile]) => ({
            mvpd: id,
            profile,
          }));
          return { found, error: null, clock: clockReading(client) };
        } catch (error) {
          return { found: [], error: toErrorData(error), clock: clockReading(client) };
        }
      },
    ),
    configuration: service<readonly MvpdChoice[]>(async ({ signal }) =>
      chosen(await mvpds(signal), signal),
    ),
    waitUntil: basic.waitUntil,
    authentication: authenticationMachine.provide({ actors: basic }),
    partnerAuthentication: partnerAuthenticationMachine.provide({
      actors: partnerServices(client, partnerFramework, async (signal) =>
        partnerProviders({ mvpds: await mvpds(signal) }),
      ),
    }),
    logout: logoutMachine.provide({ actors: logoutServices(client) }),
    authorization: authorizationMachine.provide({
      actors: authorizationServices(client, compact({ verifyMediaToken })),
    }),
    preauthorization: preauthorizationMachine.provide({
      actors: preauthorizationServices(client, { permits }),
    }),
  };
}
