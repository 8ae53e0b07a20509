import type { PassErrorData } from '../../src/errors/index.js';
import type { Activation } from '../../src/protocol/activation.js';
import type { Profile } from '../../src/protocol/profile.js';
import type { ReasonType, Session, SessionParameter } from '../../src/protocol/session.js';
import type { ClockReading } from '../clock.js';

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
  /** Where a viewer goes to type the code, such as `https://example.com/activate`: for `activation` in the view. */
  activationUrl?: string;
}

/** The profile that a check found. */
export interface FoundProfile {
  mvpd: string;
  profile: Profile;
}

/** What the actors `createSession` and `resumeSession` give. */
export interface AnsweredSession {
  session: Session;
  clock: ClockReading;
}

/** What the actor `checkProfile` gives. */
export interface CheckedProfile {
  found: FoundProfile | null;
  /** Why there is no answer; the next check may have one. */
  error: PassErrorData | null;
  /** When it ended. */
  clock: ClockReading;
}

// Every member is always there, so that a stored context can be recognised.
export interface AuthenticationContext {
  /** Of this shape; the stored flows of an older one are migrated. */
  version: 2;
  screen: 'primary' | 'secondary';
  /** Milliseconds. */
  pollInterval: number;
  activationUrl: string | null;
  parameters: AuthenticationParameters;
  session: Session | null;
  /** Whether what the input knew has been given to this session already. */
  resumed: boolean;
  clock: ClockReading | null;
  /** Epoch milliseconds: when the last check began, or ended where that says more. */
  lastCheckAt: number;
  /** Epoch milliseconds, while the next check is waited for. */
  nextCheckAt: number | null;
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
  /** Checks now, or as soon as the limits allow; also after the code has expired. */
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

/** What there is while a code lives. */
interface LivingCode {
  code: string;
  /** Epoch milliseconds, by the server's clock. */
  expiresAt: number;
  /** Milliseconds that the code lives, from when this view was made: for a countdown without a clock. */
  remaining: number;
  /** Epoch milliseconds, by the server's clock, where a check is waited for. */
  nextCheckAt?: number;
  /** Milliseconds that the server's clock is ahead of the device's, where it is more than a minute. */
  clockOffset?: number;
  /** Where the input names an `activationUrl`. */
  activation?: Activation;
  /** Why the last check failed; the next one comes by itself. */
  error?: PassErrorData;
}

/** What to render. */
export type AuthenticationView =
  | { phase: 'creating' }
  | ({ phase: 'resume'; missingParameters: readonly SessionParameter[] } & LivingCode)
  | { phase: 'resuming' }
  | ({
      phase: 'authenticate';
      url: string;
      /** Whether the login is noticed by itself. */
      polling: boolean;
    } & LivingCode)
  | AuthenticationOutput
  | { phase: 'expired' }
  | { phase: 'failed'; error: PassErrorData };
