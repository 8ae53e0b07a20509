import type { DeviceInfo } from '../protocol/device-info.js';
import type { PartnerFrameworkStatus } from '../protocol/partner.js';

/** Who the viewer is elsewhere; only what the case has. */
export interface ConformanceIdentities {
  /** For `AD-Service-Token`. */
  readonly serviceToken?: string;
  /** For `Adobe-Subject-Token`. */
  readonly subjectToken?: string;
  /** The plain text that `AP-TempPass-Identity` encodes. */
  readonly tempPassIdentity?: string;
  /** For `AP-Visitor-Identifier`. */
  readonly visitorId?: string;
  /** For `X-Forwarded-For`: the app's calls are made by a server. */
  readonly forwardedFor?: string;
  /** The single sign-on of the platform. */
  readonly partner?: {
    readonly name: string;
    readonly status: PartnerFrameworkStatus;
    /** What the viewer's provider answers the SAML request with; without one, it declines. */
    readonly samlResponse?: string;
  };
}

/** As much of `localStorage` as an app needs. */
export interface ConformanceStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What an integration is given at each start of the app. */
export interface ConformanceWorld extends ConformanceIdentities {
  /** Stands in for the global `fetch`, at any address. */
  readonly fetch: typeof globalThis.fetch;
  /** Where the service is, such as `https://host`. */
  readonly origin: string;
  readonly serviceProvider: string;
  readonly softwareStatement: string;
  readonly device: { readonly id: string; readonly info: DeviceInfo };
  /** Keeps what is put into it while the app is closed. */
  readonly storage: ConformanceStorage;
  /** `primary`: the app has a user agent. `secondary`: the viewer logs in on another device. */
  readonly screen: 'primary' | 'secondary';
  readonly domainName: string;
  /** Where the user agent ends up. */
  readonly redirectUrl: string;
  /** The backend that verifies media tokens, and keeps account of them. */
  readonly verifyMediaToken: (serializedToken: string, resource: string) => Promise<boolean>;
}

/** A TV provider, as far as the app shows it. */
export interface ShownMvpd {
  readonly id: string;
  readonly displayName?: string;
  readonly logoUrl?: string;
}

/** What the app shows. */
export type AppState =
  /** Wait. */
  | { readonly phase: 'busy' }
  /** Nobody is signed in. `mvpd`: the remembered one, which a sign-in begins with. */
  | { readonly phase: 'signedOut'; readonly mvpd?: ShownMvpd }
  /** The viewer picks a TV provider, or one of several that they are signed in with. */
  | { readonly phase: 'choosing'; readonly mvpds: readonly ShownMvpd[] }
  /** The login is awaited: in the user agent, which has `url` open, or with the code elsewhere. */
  | { readonly phase: 'signingIn'; readonly code: string; readonly url?: string }
  /** The code has expired. */
  | { readonly phase: 'expired' }
  | { readonly phase: 'signedIn'; readonly mvpd: ShownMvpd }
  /** The logout is awaited: in the user agent, which has `url` open, or in the system's settings. */
  | { readonly phase: 'signingOut'; readonly url?: string }
  | { readonly phase: 'failed'; readonly message?: string };

/** What became of a play request. */
export interface PlayResult {
  readonly result: 'permitted' | 'denied' | 'needsSignIn' | 'temporaryAccessOver' | 'failed';
  /** What the viewer reads. */
  readonly text?: string;
}

/**
 * What a person does with the app, and what it shows them. A promise that an act returns is awaited; one
 * that returns none may go on by itself. What is optional, an app may lack: its cases are skipped.
 */
export interface ConformanceDriver {
  state(): AppState | Promise<AppState>;
  /** Asks to sign in, with the remembered TV provider where there is one; again where a code has expired. */
  signIn(): void | Promise<void>;
  /** Picks a TV provider where the app shows `choosing`. */
  choose(mvpd: string): void | Promise<void>;
  /** The user agent has come to `redirectUrl`, after a login or a logout. */
  userAgentReturned(): void | Promise<void>;
  /** Resolves when the stream runs, or when it is known why not. */
  play(resource: string): Promise<PlayResult>;
  signOut(): void | Promise<void>;
  /** The app is closed; nothing of it goes on. */
  stop(): void | Promise<void>;
  /** Asks for another code, while one is shown or after it has expired. */
  newCode?(): void | Promise<void>;
  /** Leaves `choosing` or `signingIn`. */
  cancel?(): void | Promise<void>;
  /** Marks a list: whether the viewer could watch each resource, as far as that is known. */
  preauthorize?(resources: readonly string[]): Promise<Readonly<Record<string, boolean>>>;
  /** Begins a temporary access, which play requests then go on with. */
  startTemporaryAccess?(mvpd: string): void | Promise<void>;
}

/**
 * Starts the app, as if it was opened by the viewer: with an empty memory, and with what `world.storage`
 * still has.
 */
export type Integration = (
  world: ConformanceWorld,
) => ConformanceDriver | Promise<ConformanceDriver>;

/** The members that a driver may lack. */
export type OptionalMember = 'newCode' | 'cancel' | 'preauthorize' | 'startTemporaryAccess';
