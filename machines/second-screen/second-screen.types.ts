import type { PassErrorData } from '../../src/errors/index.js';
import type { ProfileType } from '../../src/protocol/profile.js';
import type { Session, SessionParameter } from '../../src/protocol/session.js';
import type { AuthenticationParameters, AuthorizeReason } from '../authentication/index.js';
import type { ClockReading } from '../clock.js';

/**
 * The input of `secondScreenMachine`. Of the parameters, those are used that the streaming device has
 * left open.
 */
export interface SecondScreenInput extends AuthenticationParameters {
  /** What was typed already, or came in a link: none is asked for first. */
  code?: string;
}

/** The device that shows the code, as the server sees it: for a question such as "Sign in on your TV?". */
export interface SecondScreenDevice {
  /** Such as `TV` or `MobilePhone`. */
  type?: string;
  model?: string;
  manufacturer?: string;
  operatingSystem?: string;
}

/** What the actor `validateCode` gives. */
export interface ValidatedCode {
  clock: ClockReading;
  /** The session behind the code: `authenticate` where it lacks nothing, or else `resume`. */
  session: Session;
  /** What the streaming device has given it. */
  existingParameters: AuthenticationParameters;
  device: SecondScreenDevice | null;
}

export interface SecondScreenContext {
  /** Of this shape; the stored flows of an older one are migrated. */
  version: 2;
  /** As the server writes it. */
  code: string;
  /** What the input or the viewer gave; kept from code to code. */
  parameters: AuthenticationParameters;
  /** What the session has, or is to get at the viewer's word. */
  existingParameters: AuthenticationParameters;
  session: Session | null;
  device: SecondScreenDevice | null;
  /** Whether what is known has been given to this session already. */
  resumed: boolean;
  clock: ClockReading | null;
  /** Epoch milliseconds. */
  lastCheckAt: number;
  found: { mvpd: string; type: ProfileType } | null;
  error: PassErrorData | null;
}

export type SecondScreenEvent =
  /** The code on the streaming device, however it was typed. Replaces a former one. */
  | { type: 'code.entered'; code: string }
  /** The viewer has picked their TV provider. */
  | { type: 'mvpd.selected'; mvpd: string }
  /** Supplies what is missing. After a failure: tries again with other parameters. */
  | ({ type: 'parameters.provided' } & AuthenticationParameters)
  /** The user agent has reached `redirectUrl`. */
  | { type: 'userAgent.returned' }
  /** The viewer closed the user agent; it is not known how far they got. */
  | { type: 'userAgent.closed' }
  | { type: 'retry' }
  | { type: 'cancel' };

/** The output of `secondScreenMachine`. */
export type SecondScreenOutput =
  /** The viewer has just logged in. */
  | { phase: 'success'; mvpd: string; type: ProfileType }
  /** No login was needed. */
  | { phase: 'authorize'; mvpd: string; reason: AuthorizeReason }
  | { phase: 'cancelled' };

/** What there is while a code lives. */
interface LivingCode {
  code: string;
  /** Epoch milliseconds, by the server's clock. */
  expiresAt: number;
  /** Milliseconds that the code lives, from when this view was made: for a countdown without a clock. */
  remaining: number;
  /** Where the server has described it. */
  device?: SecondScreenDevice;
}

/** What to render. */
export type SecondScreenView =
  /** `problem`: why the last code can't be used. */
  | { phase: 'enteringCode'; problem?: PassErrorData }
  | { phase: 'validating'; code: string }
  | ({
      phase: 'selecting';
      missingParameters: readonly SessionParameter[];
      /** Why the last choice can't be used. */
      problem?: PassErrorData;
    } & LivingCode)
  | { phase: 'resuming' }
  | ({ phase: 'opening'; url: string; mvpd?: string } & LivingCode)
  | { phase: 'checking' }
  | ({ phase: 'unfinished'; url: string; mvpd?: string } & LivingCode)
  | SecondScreenOutput
  | { phase: 'failed'; error: PassErrorData };
