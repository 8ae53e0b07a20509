import { defaultMvpds, type SimulatedMvpd } from './mvpds.js';
import type { JournalEntry } from './http/journal-entry.js';
import { answerVariants, type AnswerVariants } from './variants.js';

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
export interface SimulatorOptions extends AnswerVariants {
  /**
   * The clock of the device, in epoch milliseconds. All times of the simulator come from it.
   * @default Date.now, as it is when the time is asked for
   */
  readonly now?: () => number;
  /** Milliseconds that the server's clock is ahead of the device's. @default 0 */
  readonly clockOffset?: number;
  /** Whether answers have a `Date`, which a browser hides from other origins. @default true */
  readonly dateHeader?: boolean;
  /** What a relative url is resolved against. @default 'https://sp.auth-staging.adobe.com' */
  readonly origin?: string;
  /** @default ['REF30'] */
  readonly serviceProviders?: readonly string[];
  /** The `domains` of the configuration (E3). @default ['adobe.com', 'simulator.example'] */
  readonly domains?: readonly string[];
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
  /** Milliseconds of a temporary access, from its first authorization. @default 10 minutes */
  readonly tempPassLife?: number;
  /** Milliseconds that a decision of an MVPD is valid. @default 1 hour */
  readonly decisionLife?: number;
  /** Milliseconds that a media token is valid. @default 7 minutes */
  readonly mediaTokenLife?: number;
  /**
   * Milliseconds that a token of the SSO service is valid; for as long again, it can still be
   * refreshed. @default 1 hour
   */
  readonly serviceTokenLife?: number;
  /** Milliseconds that a link code of the SSO service is valid. @default 30 minutes */
  readonly linkLife?: number;
  /** The resources that one preauthorization may name. @default 5 */
  readonly preauthorizeLimit?: number;
  /** The resources that one authorization may name. @default 1 */
  readonly authorizeLimit?: number;
  /** `false` switches throttling off. @default 1 request per second, burst 10 */
  readonly throttle?: false | ThrottleOptions;
  readonly partner?: PartnerSwitches;
  /** How many sessions, clients, profiles and journal entries are kept each; the oldest go. @default 1000 */
  readonly maxEntries?: number;
  /**
   * Called with the journal entry of each request, as soon as it is answered or cut off. What it
   * throws, the caller of `fetch` gets.
   */
  readonly onRequest?: ((entry: JournalEntry) => void) | undefined;
}

/** The options with their defaults filled in. */
export type Settings = Required<Omit<SimulatorOptions, 'softwareStatements' | 'onRequest'>> &
  Pick<SimulatorOptions, 'onRequest'> & {
    readonly softwareStatements: readonly string[] | undefined;
  };

const minute = 60_000;

/** @throws RangeError where a clock cannot be shifted by this many milliseconds */
export function checkOffset(milliseconds: number): number {
  if (Number.isFinite(milliseconds)) return milliseconds;
  throw new RangeError('The offset of a clock must be a number of milliseconds');
}

/** Fills the defaults in. @throws RangeError where an option makes no sense. */
export function settings(options: SimulatorOptions): Settings {
  const lives = {
    tokenLife: options.tokenLife ?? 21_600,
    codeLife: options.codeLife ?? 30 * minute,
    profileLife: options.profileLife ?? 30 * 24 * 60 * minute,
    degradedLife: options.degradedLife ?? minute,
    tempPassLife: options.tempPassLife ?? 10 * minute,
    decisionLife: options.decisionLife ?? 60 * minute,
    mediaTokenLife: options.mediaTokenLife ?? 7 * minute,
    serviceTokenLife: options.serviceTokenLife ?? 60 * minute,
    linkLife: options.linkLife ?? 30 * minute,
  };
  const limits = {
    preauthorizeLimit: options.preauthorizeLimit ?? 5,
    authorizeLimit: options.authorizeLimit ?? 1,
    maxEntries: options.maxEntries ?? 1000,
  };
  const throttle = options.throttle ?? { rate: 1, burst: 10 };
  const positive = { ...lives, ...limits, ...(throttle && { 'throttle.rate': throttle.rate }) };
  for (const [name, value] of Object.entries(positive)) {
    if (!(value > 0)) throw new RangeError(`createSimulator: ${name} must be above 0`);
  }
  if (throttle && !(throttle.burst >= 0)) {
    throw new RangeError('createSimulator: throttle.burst must not be negative');
  }
  return {
    ...lives,
    ...limits,
    ...answerVariants(options),
    throttle,
    now: options.now ?? (() => Date.now()),
    clockOffset: checkOffset(options.clockOffset ?? 0),
    dateHeader: options.dateHeader ?? true,
    origin: new URL(options.origin ?? 'https://sp.auth-staging.adobe.com').origin,
    serviceProviders: options.serviceProviders ?? ['REF30'],
    domains: options.domains ?? ['adobe.com', 'simulator.example'],
    mvpds: options.mvpds ?? defaultMvpds,
    softwareStatements: options.softwareStatements,
    partner: options.partner ?? {},
    onRequest: options.onRequest,
  };
}
