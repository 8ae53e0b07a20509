import type { Decide } from './decisions.js';

/**
 * A degradation rule (`degradation-feature`): nobody has to log in and everything is permitted;
 * everything is permitted; everything is denied.
 */
export type Degradation = 'AuthNAll' | 'AuthZAll' | 'AuthZNone';

/** What the configuration (E3) says about a TV provider, apart from what follows from the rest. */
export interface PlatformFlags {
  /** Its picture in a picker. @default one that the simulator draws */
  readonly logoUrl?: string;
  /** Reached through a proxy MVPD. @default false */
  readonly isProxy?: boolean;
  /** How far it is with the single sign-on of the platform; Adobe does not enumerate the values. */
  readonly boardingStatus?: string;
  /** The provider's id in the partner framework. */
  readonly platformMappingId?: string;
  /** The single sign-on of the platform is enabled for it. @default false */
  readonly enablePlatformServices?: boolean;
  /** It may appear in the picker of the platform. @default false */
  readonly displayInPlatformPicker?: boolean;
  /** What the viewer has allowed or refused at the platform must be respected. @default false */
  readonly enforcePlatformPermissions?: boolean;
  /** In the samples, and explained nowhere. */
  readonly authPerAggregator?: boolean;
  /** In the samples, and explained nowhere. */
  readonly authPerBrowserSession?: boolean;
  /** In the samples, and explained nowhere. */
  readonly passiveAuthnEnabled?: boolean;
}

/** A TV provider as the simulator plays it. */
export interface SimulatedMvpd extends PlatformFlags {
  /** The `{mvpd}` value of paths and parameters. */
  readonly id: string;
  /** What pickers and the login page call it. @default the id */
  readonly displayName?: string;
  /** Whether it has a logout endpoint; without one, logout is `complete`. @default true */
  readonly logoutEndpoint?: boolean;
  /** Makes it a temporary access: by device, or by device and user key. */
  readonly tempPass?: 'basic' | 'promotional';
  /** The different resources that a promotional access permits. @default 5 */
  readonly tempPassResources?: number;
  /** The temporary access answers `invalid_configuration_temporary_access`. @default false */
  readonly tempPassMisconfigured?: boolean;
  /** Whether partner SSO is configured for it; `false` gives `configuration_fallback`. @default true */
  readonly partnerSso?: boolean;
  /** The degradation rule that is active; `true` is AuthNAll. @default false */
  readonly degraded?: boolean | Degradation;
  /** The programmer's own text for the degradation rule, in the `details` of what AuthZNone denies. */
  readonly degradationMessage?: string;
  /** The resources that it permits; all others are denied. @default all of them */
  readonly permits?: readonly string[] | undefined;
  /** Decides instead of `permits`. */
  readonly decide?: Decide | undefined;
  /** Decisions come from the dummy feature, which permits everything. @default false */
  readonly dummyDecisions?: boolean;
  /** `false`: the integration is switched off, which answers `invalid_integration`. @default true */
  readonly enabled?: boolean;
  /** Whether the logout url starts with `/` (D29), or with the origin that was asked. @default false */
  readonly relativeUrls?: boolean;
}

/** The degradation rule that is active for an MVPD. */
export function degradationOf(mvpd: SimulatedMvpd | undefined): Degradation | undefined {
  const rule = mvpd?.degraded;
  return rule === true ? 'AuthNAll' : rule || undefined;
}

const onPlatform = {
  enablePlatformServices: true,
  displayInPlatformPicker: true,
  boardingStatus: 'SUPPORTED',
};

/** The MVPDs of a simulator that was given none: one for each way that the protocol can go. */
export const defaultMvpds: readonly SimulatedMvpd[] = [
  {
    id: 'Cablevision',
    displayName: 'Cablevision',
    platformMappingId: 'Cablevision',
    ...onPlatform,
  },
  {
    id: 'Spectrum',
    displayName: 'Spectrum',
    platformMappingId: 'spectrum',
    ...onPlatform,
    relativeUrls: true,
  },
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
