import type { PassErrorData } from '../../src/errors/index.js';
import type { Profile } from '../../src/protocol/profile.js';
import type { ReasonType, Session, SessionParameter } from '../../src/protocol/session.js';

/** What a session is made of. */
export interface AuthenticationParameters {
  mvpd?: string;
  domainName?: string;
  /** Where the user agent ends up. */
  redirectUrl?: string;
}

/** The input of `authenticationMachine`. */
export interface AuthenticationInput extends AuthenticationParameters {
  /**
   * `primary`: this device has the user agent. `secondary`: the viewer logs in on another one, with the
   * code.
   */
  screen: 'primary' | 'secondary';
  /** Milliseconds from poll to poll. Default 5000, never less than 3000. */
  pollInterval?: number;
  /** A session that the server gave already; none is created then. */
  session?: Session;
}

/** The profile that a check found. */
export interface FoundProfile {
  mvpd: string;
  profile: Profile;
}

// Every member is always there, so that a stored context can be recognised.
export interface AuthenticationContext {
  screen: 'primary' | 'secondary';
  /** Milliseconds. */
  pollInterval: number;
  parameters: AuthenticationParameters;
  session: Session | null;
  /** Whether what the input knew has been given to this session already. */
  resumed: boolean;
  /** What became of the user agent: while it is open, a primary screen asks nothing. */
  userAgent: 'open' | 'closed' | 'returned';
  /** Epoch milliseconds. */
  lastCheckAt: number;
  /** How many checks in a row have failed. */
  failures: number;
  found: FoundProfile | null;
  error: PassErrorData | null;
}

export type AuthenticationEvent =
  /** Answers `resume`. After a failure: tries again with other parameters. */
  | ({ type: 'parameters.provided' } & AuthenticationParameters)
  /** The user agent has reached `redirectUrl`. */
  | { type: 'userAgent.returned' }
  /** The viewer closed the user agent; it is not known how far they got. */
  | { type: 'userAgent.closed' }
  /** Checks now, or as soon as the limits allow. */
  | { type: 'profile.check' }
  /** Replaces the code, before or after it expires. */
  | { type: 'code.renew' }
  | { type: 'retry' }
  | { type: 'cancel' };

/** Why the viewer is signed in: what the server said, or `login` where they have just logged in. */
export type AuthorizeReason = Exclude<ReasonType, 'none'> | 'login';

/** The output of `authenticationMachine`. */
export type AuthenticationOutput =
  | { phase: 'authorize'; mvpd: string; reason: AuthorizeReason; profile?: Profile }
  | { phase: 'cancelled' };

/** What to render. */
export type AuthenticationView =
  | { phase: 'creating' }
  | {
      phase: 'resume';
      code: string;
      missingParameters: readonly SessionParameter[];
      /** Epoch milliseconds. */
      expiresAt: number;
      /** Why the last check failed; the next one comes by itself. */
      error?: PassErrorData;
    }
  | { phase: 'resuming' }
  | {
      phase: 'authenticate';
      url: string;
      code: string;
      /** Epoch milliseconds. */
      expiresAt: number;
      /** Whether the login is noticed by itself. */
      polling: boolean;
      /** Why the last check failed; the next one comes by itself. */
      error?: PassErrorData;
    }
  | AuthenticationOutput
  | { phase: 'expired' }
  | { phase: 'failed'; error: PassErrorData };
