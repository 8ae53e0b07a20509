import type { PassErrorData } from '../../src/errors/index.js';
import type { Profile } from '../../src/protocol/profile.js';
import type { Session } from '../../src/protocol/session.js';
import type {
  AuthenticationParameters,
  AuthorizeReason,
  FoundProfile,
} from '../authentication/index.js';
import type { AuthorizationOutput, AuthorizationView } from '../authorization/index.js';
import type { LogoutOutcome, LogoutView } from '../logout/index.js';
import type { PartnerAuthenticationView } from '../partner-authentication/index.js';
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

/** A play request, live or ended. */
export interface PlayRequest {
  resource: string;
  mvpd: string;
  /** The actor that runs it. */
  id: string;
  /** What it ended with; `failed` only where the actor broke. */
  output: AuthorizationOutput | { phase: 'failed'; error: PassErrorData } | null;
}

/** A list that is being marked. */
export interface PreauthorizationRequest {
  mvpd: string;
  resources?: readonly string[];
  /** The actor that runs it. */
  id: string;
}

export interface EntitlementContext {
  screen: 'primary' | 'secondary';
  choosesElsewhere: boolean;
  partner: string | null;
  parameters: AuthenticationParameters;
  /** Milliseconds. */
  pollInterval: number | null;
  /** The chosen MVPD; kept when a profile ends. While another one is chosen, not yet that of `access`. */
  mvpd: RememberedMvpd | null;
  access: Access | null;
  temporary: TemporaryAccess | null;
  /** To choose from. */
  profiles: readonly FoundProfile[];
  /** To choose from. */
  mvpds: readonly MvpdChoice[];
  /** The session of a partner sign-in that goes on as a basic one, and whose provider it named. */
  session: Session | null;
  platformMappingId: string | null;
  plays: readonly PlayRequest[];
  /** By resource. */
  marks: Readonly<Record<string, Preauthorization>>;
  /** Why the last marks did not come. */
  marksError: PassErrorData | null;
  /** The actors that bring marks. */
  preauthorizations: readonly PreauthorizationRequest[];
  /** What became of each MVPD in the last sign-out, until the next sign-in. */
  outcomes: readonly LogoutOutcome[];
  /** How many requests there were, for their ids. */
  requests: number;
  /** What a retry repeats. */
  step: 'restoring' | 'checking' | 'fetchingConfiguration' | 'authenticating' | 'loggingOut';
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
  /** A play request; of the regular access where there is one, unless told otherwise. */
  | { type: 'play'; resource: string; mvpd?: string }
  /** Repeats a play request that has failed. */
  | { type: 'play.retry'; resource: string }
  /** The play request is of no interest any more. */
  | { type: 'play.end'; resource: string }
  /** Marks a list. What is known already is not asked again. */
  | { type: 'preauthorize'; resources: readonly string[]; mvpd?: string }
  /** Asks for the profile: now that the app is in the foreground again, say. In a sign-in, a poll. */
  | { type: 'profile.check' }
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

/** A play request as an app shows it. */
export type PlayView = { resource: string; mvpd: string } & AuthorizationView;

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
  /** Why the last marks did not come. */
  preauthorizationError?: PassErrorData;
}

/** What to render. */
export type EntitlementView = EntitlementCommonView &
  (
    | { phase: 'restoring' }
    | { phase: 'checking'; mvpd?: RememberedMvpd }
    | { phase: 'selectingProfile'; profiles: readonly FoundProfile[] }
    /**
     * `error`: why the former MVPD can't be used any more. `outcomes`: what a sign-out has just come to,
     * for each MVPD; empty without one.
     */
    | { phase: 'unauthenticated'; outcomes: readonly LogoutOutcome[]; error?: PassErrorData }
    /** The viewer has to sign in again. `error` where a decision says so. */
    | { phase: 'confirming'; mvpd: RememberedMvpd; error?: PassErrorData }
    | { phase: 'fetchingConfiguration' }
    | { phase: 'choosing'; mvpds: readonly MvpdChoice[] }
    | { phase: 'authenticating'; mvpd?: RememberedMvpd; authentication: PartnerAuthenticationView }
    | { phase: 'authenticated'; access: Access }
    | { phase: 'loggingOut'; logout: LogoutView }
    | { phase: 'failed'; error: PassErrorData }
  );
