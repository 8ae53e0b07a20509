import type { StorageError } from '../errors/index.js';
import { refuse } from '../errors/invalid-input-error.js';
import { compact } from '../protocol/compact.js';
import type { DeviceInfo } from '../protocol/device-info.js';
import type { PartnerFrameworkStatus } from '../protocol/partner.js';
import { encodeFields, isHttpUrl, segment } from '../protocol/url.js';
import type { MediaTokenStore } from '../storage/media-token-store.js';
import type { PassStorage } from '../storage/storage.js';
import type { Oddity } from './oddity.js';
import type { RetryOptions } from './retry.js';

/** A value, or a function that is called for every request. */
export type Provider<T> = T | (() => T | PromiseLike<T>);

/** Adobe's four environments. */
export type Environment =
  | 'release-production'
  | 'release-staging'
  | 'prequal-production'
  | 'prequal-staging';

/** Where the requests go, as `https://host`. */
export interface Origins {
  readonly origin: string;
  /** For the TempPass resets; the same as `origin` where left out. */
  readonly managementOrigin?: string;
  /** For the legacy V1 logout. Adobe's own where `environment` names a release; else `origin`. */
  readonly legacyOrigin?: string;
}

/**
 * Who the viewer is elsewhere, for single sign-on. A token that is no JWS or JWE, or has expired, is left
 * out: the request is then answered as without single sign-on.
 */
export interface SsoIdentity {
  /** `AD-Service-Token`: a JWS of your identity service. */
  readonly serviceToken?: Provider<string | null | undefined>;
  /** `Adobe-Subject-Token`: Amazon's SSO token. */
  readonly subjectToken?: Provider<string | null | undefined>;
  /** `X-Roku-Reserved-Roku-Connect-Token`, forwarded by a server; on a Roku the platform adds it. */
  readonly rokuConnectToken?: Provider<string | null | undefined>;
  /** `AP-Partner-Framework-Status`; a call that is given one uses that. */
  readonly partnerFrameworkStatus?: Provider<PartnerFrameworkStatus | null | undefined>;
}

/** The options of {@link createPassClient}. */
export interface PassClientOptions {
  /** One of Adobe's, or origins of your own (a simulator, a proxy). */
  readonly environment: Environment | Origins;
  /** The channel or brand id; Adobe's older name is requestor id. */
  readonly serviceProvider: string;
  /** From the TVE dashboard, with the REST API V2 scope. Or give `accessToken`. */
  readonly softwareStatement?: string;
  /** Replaces registration and token requests by your own. Called again after a 401. */
  readonly accessToken?: () => Promise<string>;
  readonly device: {
    /** Stable and unique for the streaming device; a change signs the viewer out. */
    readonly id: string;
    /** May be left out in browsers, where the User-Agent suffices. */
    readonly info?: DeviceInfo;
  };
  /** Sent with the registration. */
  readonly redirectUri?: string;
  readonly sso?: Provider<SsoIdentity | null | undefined>;
  /** `AP-Visitor-Identifier`: the Experience Cloud ID. */
  readonly visitorId?: Provider<string | null | undefined>;
  /** `AP-TempPass-Identity`: text or an object for JSON, with a hash of the viewer's identifier. */
  readonly tempPassIdentity?: Provider<
    string | Readonly<Record<string, string>> | null | undefined
  >;
  /** `X-Forwarded-For`: the streaming device's public IP, from a server; also as a list, with those of proxies behind it. */
  readonly forwardedFor?: Provider<string | readonly string[] | null | undefined>;
  /** `User-Agent`, in printable ASCII; browsers set their own. */
  readonly userAgent?: string;
  /** Sends the device headers on every V2 request, or only where the API pages list them. Default `always`. */
  readonly deviceHeaders?: 'always' | 'documented';
  /** For credentials, token and viewer. Default: memory, as where it is `null`, which is told by `onStorageError`. */
  readonly storage?: PassStorage | null;
  /**
   * Where media tokens and SAML requests wait until they are taken. Default: memory. On a server, give a
   * store that all processes share, and that encrypts.
   */
  readonly mediaTokens?: MediaTokenStore;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch;
  /** The clock, in epoch milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  readonly retry?: Partial<RetryOptions>;
  /** Milliseconds for one request, body included. Default 15000. */
  readonly timeout?: number;
  /** Bytes: a longer answer is none of Adobe's. Default 8 MB. */
  readonly maxResponseBytes?: number;
  /** Allows `http:` origins and URLs, for tests on loopback. Default false. */
  readonly allowInsecureRequests?: boolean;
  /**
   * Called after new client credentials replaced ones that the server no longer takes. The profiles of
   * the old ones are gone: the viewer has to sign in again.
   */
  readonly onCredentialsReplaced?: () => void;
  /**
   * Called once for each function of the storage that fails. The client goes on in memory for this run,
   * and tries the storage again at the next start.
   */
  readonly onStorageError?: (error: StorageError) => void;
  /** Called once for each part of an answer that can't be read, and each value that can't be sent: both are left out. */
  readonly onOddity?: (oddity: Oddity) => void;
}

/** What a header can carry. */
export const HEADER = /^[!-~]([ -~]*[!-~])?$/;

/** Checks what TypeScript can't, or nobody asked it. @throws InvalidInputError with the path of an option. */
export function checkOptions(options: PassClientOptions): void {
  const { accessToken, device, retry = {}, storage, userAgent } = options;
  segment(options.serviceProvider, 'serviceProvider');
  encodeFields({ 'device.id': device?.id || refuse('device.id', 'expected text') });
  const statement: unknown = accessToken ? '-' : options.softwareStatement;
  if (!statement || typeof statement !== 'string') refuse('softwareStatement', 'expected text');
  if (userAgent !== undefined && !HEADER.test(userAgent))
    refuse('userAgent', 'expected printable ASCII');
  if (storage && typeof storage.getItem !== 'function')
    refuse('storage', 'expected getItem, setItem and removeItem');
  const { timeout = 1, maxResponseBytes = 1 } = options;
  const { limit = 0, delay = 0, backoffLimit = 0, throttleDelay = 0 } = retry;
  const numbers = { limit, delay, backoffLimit, throttleDelay };
  for (const [name, value] of Object.entries({ timeout, maxResponseBytes }))
    if (!(value > 0)) refuse(name, 'expected a number above zero');
  for (const [name, value] of Object.entries(numbers))
    if (!(value >= 0)) refuse(`retry.${name}`, 'expected a number');
}

/** Checks the origins of the options. @throws InvalidInputError */
export function resolveOrigins({ environment, allowInsecureRequests }: PassClientOptions): Origins {
  if (typeof environment === 'string') {
    const [, prequal, staging] =
      /^(prequal|release)-(production|staging)$/.exec(environment) ??
      refuse('environment', 'unknown');
    const host = `${prequal === 'prequal' ? '-prequal' : ''}.auth${staging === 'staging' ? '-staging' : ''}.adobe.com`;
    return { origin: `https://sp${host}`, managementOrigin: `https://mgmt${host}` };
  }
  const origins: Record<string, string> = compact({ ...environment });
  for (const name of ['origin', ...Object.keys(origins)]) {
    const origin = (origins[name] ?? '').replace(/\/$/, '');
    if (!isHttpUrl(origin, allowInsecureRequests) || /[/?#]/.test(origin.slice(8)))
      refuse(`environment.${name}`, 'expected https://host');
    origins[name] = origin;
  }
  return origins as unknown as Origins;
}
