import type { PassErrorData } from '../../src/errors/index.js';

/** The input of `authorizationMachine`: one play request. */
export interface AuthorizationInput {
  mvpd: string;
  /** What is to be played, as agreed with the MVPD. */
  resource: string;
}

/** Permission to play, without its media token, which is a secret and in no context. */
export interface AuthorizationPermit {
  /** What the services keep the media token under; once, and in this process only. */
  ticket: string;
  /** Whether the services have a backend that verifies the token. */
  verify: boolean;
  /** Who decided: `mvpd`, `degradation`, `temppass`, … The set may grow. */
  source?: string;
  /** Epoch milliseconds: how long Adobe keeps the decision. May be absent (degraded access). */
  notAfter?: number;
}

/** What the actor `authorize` gives. A denial and a request without a decision are told apart by the error. */
export type AuthorizationAnswer = { permit: AuthorizationPermit } | { error: PassErrorData };

export interface AuthorizationContext {
  /** Of this shape; the stored flows of an older one are migrated. */
  version: 2;
  mvpd: string;
  resource: string;
  permit: AuthorizationPermit | null;
  error: PassErrorData | null;
}

export type AuthorizationEvent = { type: 'retry' } | { type: 'cancel' };

/** The output of `authorizationMachine`. */
export type AuthorizationOutput =
  | ({
      phase: 'permitted';
      mvpd: string;
      resource: string;
      /** Who decided: `mvpd`, `degradation`, `temppass`, … The set may grow. */
      source?: string;
      /** Epoch milliseconds: how long Adobe keeps the decision. A stream that runs goes on. */
      notAfter?: number;
      /** Epoch milliseconds, with temporary access: the app ends the stream then. */
      stopAt?: number;
    } & (
      | {
          /** The backend has verified the media token, which is used up by that. */ verified: true;
        }
      | { verified: false; /** For `takeMediaToken`. */ ticket: string }
    ))
  /** The backend did not accept the media token. */
  | { phase: 'rejected' }
  /** `error.details`, or else `error.message`, says why. */
  | { phase: 'denied'; error: PassErrorData }
  /** The viewer has to sign in, or to sign in again. */
  | { phase: 'needs_authentication'; error: PassErrorData }
  /** The time or the resources of the temporary access are used up: a regular MVPD is to be offered. */
  | { phase: 'temporary_access_over'; error: PassErrorData }
  | { phase: 'cancelled' };

/** What to render. */
export type AuthorizationView =
  | { phase: 'authorizing' }
  | { phase: 'verifying' }
  | { phase: 'failed'; error: PassErrorData }
  | AuthorizationOutput;
