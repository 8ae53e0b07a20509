/** A TV provider as the simulator plays it. */
export interface SimulatedMvpd {
  /** The `{mvpd}` value of paths and parameters. */
  readonly id: string;
  /** What the login page calls it. @default the id */
  readonly displayName?: string;
  /** Whether it has a logout endpoint; without one, logout is `complete`. @default true */
  readonly logoutEndpoint?: boolean;
  /** Makes it a temporary access: by device, or by device and user key. */
  readonly tempPass?: 'basic' | 'promotional';
  /** The provider's id in the partner framework (`platformMappingId` of the configuration). */
  readonly platformMappingId?: string;
  /** Whether partner SSO is configured for it; `false` gives `configuration_fallback`. @default true */
  readonly partnerSso?: boolean;
  /** An AuthNAll degradation rule is active. @default false */
  readonly degraded?: boolean;
  /** `false`: the integration is switched off, which answers `invalid_integration`. @default true */
  readonly enabled?: boolean;
  /** Whether the logout url starts with `/` (D29), or with the origin that was asked. @default false */
  readonly relativeUrls?: boolean;
}

/** What the partner session (E11) answers with when partner SSO cannot go on. */
export type PartnerFallback =
  | 'pfs_fallback'
  | 'configuration_fallback'
  | 'missing_parameters_fallback';

/** The switches of partner single sign-on (E11, E12). */
export interface PartnerSwitches {
  /** Whether partner SSO is configured at all. @default true */
  readonly configured?: boolean | undefined;
  /** Forces this fallback, whatever the request says. */
  readonly fallback?: PartnerFallback | undefined;
  /**
   * The MVPD id that a fallback names when the partner status names none (as the published sample
   * does). @default the first MVPD that is no temporary access
   */
  readonly fallbackMvpd?: string | undefined;
}

/** A token bucket per device (`throttling-mechanism`). */
export interface ThrottleOptions {
  /** Requests per second. */
  readonly rate: number;
  /** Requests that may exceed the rate. */
  readonly burst: number;
}

/** Everything has a default: `createSimulator()` is a working server. */
export interface SimulatorOptions {
  /** The clock, in epoch milliseconds. All times of the simulator come from it. @default Date.now */
  readonly now?: () => number;
  /** What a relative url is resolved against. @default 'https://sp.auth-staging.adobe.com' */
  readonly origin?: string;
  /** @default ['REF30'] */
  readonly serviceProviders?: readonly string[];
  /** Replaces the default MVPDs, which `defaultMvpds` lists. */
  readonly mvpds?: readonly SimulatedMvpd[];
  /** The software statements that E1 takes. @default any string without white space */
  readonly softwareStatements?: readonly string[];
  /** Seconds, as `expires_in` is. @default 21600 */
  readonly tokenLife?: number;
  /** Milliseconds from the creation of a code to its end. @default 30 minutes */
  readonly codeLife?: number;
  /** Milliseconds that a regular or SSO profile lives. @default 30 days */
  readonly profileLife?: number;
  /** Milliseconds that a degraded profile lives. @default 1 minute */
  readonly degradedLife?: number;
  /** Milliseconds of a temporary access, from its first use. @default 10 minutes */
  readonly tempPassLife?: number;
  /** `false` switches throttling off. @default 1 request per second, burst 10 */
  readonly throttle?: false | ThrottleOptions;
  /** Whether E5 answers with a code other than the one in its path (D10). @default false */
  readonly renewCodeOnResume?: boolean;
  readonly partner?: PartnerSwitches;
  /** How many sessions, clients, profiles and journal entries are kept each; the oldest go. @default 1000 */
  readonly maxEntries?: number;
}

/** The options with their defaults filled in. */
export type Settings = Required<Omit<SimulatorOptions, 'softwareStatements'>> & {
  readonly softwareStatements: readonly string[] | undefined;
};

const minute = 60_000;

/** The MVPDs of a simulator that was given none: one for each way that the protocol can go. */
export const defaultMvpds: readonly SimulatedMvpd[] = [
  { id: 'Cablevision', displayName: 'Cablevision', platformMappingId: 'Cablevision' },
  { id: 'Spectrum', displayName: 'Spectrum', platformMappingId: 'spectrum', relativeUrls: true },
  {
    id: 'Dish',
    displayName: 'DISH',
    platformMappingId: 'dish',
    logoutEndpoint: false,
    partnerSso: false,
  },
  { id: 'ATTOTT', displayName: 'AT&T TV', platformMappingId: 'attott', degraded: true },
  { id: 'Suddenlink', displayName: 'Suddenlink', enabled: false },
  { id: 'TempPass_TEST40', displayName: 'Temporary access', tempPass: 'basic' },
  { id: 'flexibleTempPass', displayName: 'Promotional access', tempPass: 'promotional' },
];

/** Fills the defaults in. @throws RangeError where an option makes no sense. */
export function settings(options: SimulatorOptions): Settings {
  const filled: Settings = {
    now: options.now ?? Date.now,
    origin: new URL(options.origin ?? 'https://sp.auth-staging.adobe.com').origin,
    serviceProviders: options.serviceProviders ?? ['REF30'],
    mvpds: options.mvpds ?? defaultMvpds,
    softwareStatements: options.softwareStatements,
    tokenLife: options.tokenLife ?? 21_600,
    codeLife: options.codeLife ?? 30 * minute,
    profileLife: options.profileLife ?? 30 * 24 * 60 * minute,
    degradedLife: options.degradedLife ?? minute,
    tempPassLife: options.tempPassLife ?? 10 * minute,
    throttle: options.throttle ?? { rate: 1, burst: 10 },
    renewCodeOnResume: options.renewCodeOnResume ?? false,
    partner: options.partner ?? {},
    maxEntries: options.maxEntries ?? 1000,
  };
  const { throttle } = filled;
  const positive: Record<string, number> = {
    tokenLife: filled.tokenLife,
    codeLife: filled.codeLife,
    profileLife: filled.profileLife,
    degradedLife: filled.degradedLife,
    tempPassLife: filled.tempPassLife,
    maxEntries: filled.maxEntries,
    ...(throttle && { 'throttle.rate': throttle.rate }),
  };
  for (const [name, value] of Object.entries(positive)) {
    if (!(value > 0)) throw new RangeError(`createSimulator: ${name} must be above 0`);
  }
  if (throttle && !(throttle.burst >= 0)) {
    throw new RangeError('createSimulator: throttle.burst must not be negative');
  }
  return filled;
}
