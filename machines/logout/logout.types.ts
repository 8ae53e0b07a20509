import type { PassErrorData } from '../../src/errors/index.js';
import type { LogoutEntry } from '../../src/protocol/logout.js';

/** The input of `logoutMachine`. */
export interface LogoutInput {
  mvpd: string;
  /** Where the user agent ends up. */
  redirectUrl: string;
}

/** What became of one MVPD. */
export interface LogoutOutcome {
  mvpd: string;
  /** What the server asked for: `logout`, `partner_logout`, `complete` or `invalid`. */
  actionName: LogoutEntry['actionName'];
  /** Whether that was done. Nothing has to be for `complete` and `invalid`. */
  carriedOut: boolean;
  /**
   * The server has no profile any more, but an earlier request went out whose answer never came: it may
   * have asked for a logout at the MVPD, which has not happened.
   */
  answerLost?: boolean;
  /** Why it was not done, where the server asked for an unknown action. */
  error?: PassErrorData;
}

export interface LogoutContext {
  /** Of this shape; the stored flows of an older one are migrated. */
  version: 2;
  mvpd: string;
  redirectUrl: string;
  /** What is left to do; the first one now. */
  queue: readonly LogoutEntry[];
  outcomes: readonly LogoutOutcome[];
  /** Whether a request may have reached the server without its answer reaching us. */
  answerLost: boolean;
  error: PassErrorData | null;
}

export type LogoutEvent =
  /** The user agent has reached `redirectUrl`. */
  | { type: 'userAgent.returned' }
  /** There is no user agent, or the viewer closed it: Adobe's profile is gone, the MVPD's session may live. */
  | { type: 'userAgent.skipped' }
  /** The viewer says that they signed out in the system settings. */
  | { type: 'partnerLogout.confirmed' }
  | { type: 'retry' }
  | { type: 'cancel' };

/** The output of `logoutMachine`. After a `cancel`, what was left counts as not carried out. */
export type LogoutOutput =
  | { phase: 'done'; outcomes: readonly LogoutOutcome[] }
  | {
      phase: 'cancelled';
      outcomes: readonly LogoutOutcome[];
      /** A request went out whose answer never came: Adobe's profile may be gone already. */
      answerLost?: true;
    };

/** What to render. */
export type LogoutView =
  | { phase: 'initiating' }
  | { phase: 'logout'; mvpd: string; url: string }
  | { phase: 'partner_logout'; mvpd: string }
  | { phase: 'failed'; error: PassErrorData }
  | LogoutOutput;

/** What the actor `initiateLogout` gives. */
export interface InitiatedLogout {
  entries: readonly LogoutEntry[];
  /** Whether this was a repetition, after a restore: the first answer is lost. */
  repeated: boolean;
}
