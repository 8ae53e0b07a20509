import type { PassErrorData } from '../../src/errors/index.js';
import type { Profile } from '../../src/protocol/profile.js';
import type { Session } from '../../src/protocol/session.js';
import type {
  AuthenticationParameters,
  AuthorizeReason,
  FoundProfile,
} from '../authentication/index.js';
import type { AuthorizationOutput, AuthorizationView } from '../authorization/index.js';
import type { ClockReading } from '../clock.js';
import type { LogoutOutcome, LogoutView } from '../logout/index.js';
import type {
  PartnerAuthenticationView,
  PartnerFallback,
} from '../partner-authentication/index.js';
import type { Preauthorization } from '../preauthorization/index.js';

/** The input of `entitlementMachine`. */
export interface EntitlementInput {
  /**
   * `primary`: this device has the user agent. `secondary`: the viewer logs in on another one, with the
   * code.
   */
  screen: 'primary' | 'secondary';
  domainName?: string;
  /** Where the user agent ends up, after a login and after a logout. */
  redirectUrl: string;
  /** Milliseconds from poll to poll. Default 5000, never less than 3000. */
  pollInterval?: number;
  /**
   * Where the viewer picks a TV provider. `elsewhere`: on the device where the code is typed; for a
   * `secondary` screen alone. Default `here`.
   */
  choice?: 'here' | 'elsewhere';
  /** Signs in with the login that the platform has; `Apple`. Its services need a `partnerFramework`. */
  partner?: string;
  /** Where a viewer goes to type the code, such as `https://example.com/activate`: for `activation` in the view. */
  activationUrl?: string;
}

/** A TV provider as an app shows it. */
export interface RememberedMvpd {
  id: string;
  displayName?: string;
  logoUrl?: string;
}

/** A TV provider to choose. */
export interface MvpdChoice extends RememberedMvpd {
  /** Its id at the partner. */
  platformMappingId?: string;
}

/** What the viewer may go on with: the MVPD that every decision is asked of. */
export interface Access {
  mvpd: RememberedMvpd;
  /** `login`: just now. Else why no login was needed; `authenticated` where a profile was there already. */
  reason: AuthorizeReason;
  /** Where the server has shown one. */
  profile: Profile | null;
}

/** A temporary access, beside a regular one or instead of it. */
export interface TemporaryAccess {
  /** The MVPD id that stands for it. */
  mvpd: string;
  /** It is used up, for this reason: a regular sign-in is to be offered. */
  over: PassErrorData | null;
}

/** What is stored of a viewer, until they sign out. */
export interface StoredViewer {
  mvpd: RememberedMvpd | null;
  access: Access | null;
}

/** What the actor `restore` gives. */
export interface RestoredViewer extends StoredViewer {
  /** Whether the access had not ended, as far as the clock is known. */
  isGood: boolean;
}

/** What the actor `checkProfiles` gives. */
export interface CheckedProfiles {
  found: readonly FoundProfile[];
  /** Why there is no answer. */
  error: PassErrorData | null;
  clock: ClockReading;
}

/** A play request, live or ended. */
export interface PlayRequest {
  resource: string;
  /** Nothing while it waits for whoever signs in. */
  mvpd: string | null;
  /** The actor that runs it; none while it waits. */
  id: string;
  /** Whether the actor stands in its state `failed`, where a retry helps. */
  hasFailed: boolean;
  /** What it ended with; `failed` only where there is nothing to repeat, or the actor broke. */
  output: AuthorizationOutput | { phase: 'failed'; error: PassErrorData } | null;
}

/** A list that is marked, or that could not be. */
export interface MarkRequest {
  mvpd: string;
  resources: readonly string[];
  /** The actor that brings the marks. */
  id: string;
  /** Why the marks did not come; nothing while they are on their way. */
  error: PassErrorData | null;
}

export interface EntitlementContext {
  /** Of this shape; the stored flows of an older one are migrated. */
  version: 2;
  screen: 'primary' | 'secondary';
  choosesElsewhere: boolean;
  partner: string | null;
  parameters: AuthenticationParameters;
  activationUrl: string | null;
  /** Milliseconds. */
  pollInterval: number | null;
  /** The chosen MVPD; kept when a profile ends. While another one is chosen, not yet that of `access`. */
  mvpd: RememberedMvpd | null;
  access: Access | null;
  /** Epoch milliseconds, by the server's clock: when the server last said that the access is good. */
  confirmedAt: number;
  temporary: TemporaryAccess | null;
  /** To choose from. */
  profiles: readonly FoundProfile[];
  /** To choose from. */
  mvpds: readonly MvpdChoice[];
  /** The session of a partner sign-in that goes on as a basic one, why it does, and whose provider it named. */
  session: Session | null;
  fallback: PartnerFallback | null;
  platformMappingId: string | null;
  plays: readonly PlayRequest[];
  /** By resource. */
  marks: Readonly<Record<string, Preauthorization>>;
  markRequests: readonly MarkRequest[];
  /** What became of each MVPD in the last sign-out, until the next sign-in. */
  outcomes: readonly LogoutOutcome[];
  /** How many requests there were, for their ids. */
  requests: number;
  /** Why a sign-in is due, or what went wrong. */
  error: PassErrorData | null;
}

export type EntitlementEvent =
  /** Signs in: with this MVPD, or the remembered one, or one that is then chosen. */
  | { type: 'authenticate'; mvpd?: string }
  /** Another TV provider is to be chosen. */
  | { type: 'mvpd.choose' }
  /** The viewer has picked their TV provider. */
  | { type: 'mvpd.selected'; mvpd: string }
  /** The viewer has picked one of several profiles, by its MVPD. */
  | { type: 'profile.selected'; mvpd: string }
  /** Begins a temporary access, without a sign-in. */
  | { type: 'temporaryAccess.start'; mvpd: string }
  | { type: 'temporaryAccess.end' }
  /**
   * A play request; of the regular access where there is one, unless told otherwise. Where nobody is
   * signed in yet, it waits until somebody is.
   */
  | { type: 'play'; resource: string; mvpd?: string }
  /** Repeats a play request that has failed. */
  | { type: 'play.retry'; resource: string }
  /** The play request is of no interest any more. */
  | { type: 'play.end'; resource: string }
  /** Marks a list. What is known already is not asked again. */
  | { type: 'preauthorize'; resources: readonly string[]; mvpd?: string }
  /** Asks for the profile: now that the app is in the foreground again, say. In a sign-in, a poll. */
  | { type: 'profile.check' }
  /** Another window or process on the same storage has signed the viewer in, or out: `watchViewer` tells. */
  | { type: 'viewer.changed' }
  /** Signs out; only ever at the viewer's word. */
  | { type: 'logout' }
  /** For the sign-in that runs. */
  | ({ type: 'parameters.provided' } & AuthenticationParameters)
  | { type: 'code.renew' }
  /** For the sign-in or the logout that runs. */
  | { type: 'userAgent.returned' }
  | { type: 'userAgent.closed' }
  | { type: 'userAgent.skipped' }
  | { type: 'partnerLogout.confirmed' }
  | { type: 'retry' }
  | { type: 'cancel' };

/** A play request as an app shows it: `waiting` until somebody has signed in. */
export type PlayView = { resource: string } & (
  | { phase: 'waiting' }
  | ({ mvpd: string } & AuthorizationView)
);

/** A list that is marked, or that could not be. */
export type MarkRequestView = { mvpd: string; resources: readonly string[] } & (
  | { phase: 'preauthorizing' }
  | { phase: 'failed'; error: PassErrorData }
);

/** What there is in every phase. */
export interface EntitlementCommonView {
  /** What play requests and preauthorizations go on with. */
  access?: Access;
  temporary?: TemporaryAccess;
  /** In the order of the requests; one for each resource. */
  plays: readonly PlayView[];
  /** What the viewer could watch, by resource. Never a way to play. */
  marks: Readonly<Record<string, Preauthorization>>;
  /** Whether marks are on their way. */
  preauthorizing: boolean;
  /** The lists whose marks are on their way, or did not come; absent where there are none. */
  markRequests?: readonly MarkRequestView[];
  /** Why the marks of the last list that failed did not come. */
  preauthorizationError?: PassErrorData;
}

/** What to render. */
export type EntitlementView = EntitlementCommonView &
  (
    | { phase: 'restoring' }
    | { phase: 'checking'; mvpd?: RememberedMvpd }
    | { phase: 'selectingProfile'; profiles: readonly FoundProfile[] }
    /**
     * `error`: why the former MVPD can't be used any more, or, with the code `storage_failure`, that the
     * viewer could not be deleted from the device; a `retry` tries it again. `outcomes`: what a sign-out
     * has just come to, for each MVPD; empty without one.
     */
    | { phase: 'unauthenticated'; outcomes: readonly LogoutOutcome[]; error?: PassErrorData }
    /** The viewer has to sign in again. `error` where a decision says so. */
    | { phase: 'confirming'; mvpd: RememberedMvpd; error?: PassErrorData }
    | { phase: 'fetchingConfiguration' }
    /** `error`: why the last choice was none. */
    | { phase: 'choosing'; mvpds: readonly MvpdChoice[]; error?: PassErrorData }
    | { phase: 'authenticating'; mvpd?: RememberedMvpd; authentication: PartnerAuthenticationView }
    /** `confirmed`: false while the server is asked whether a stored access is still good. */
    | { phase: 'authenticated'; access: Access; confirmed: boolean }
    | { phase: 'loggingOut'; logout: LogoutView }
    | { phase: 'failed'; error: PassErrorData }
  );
