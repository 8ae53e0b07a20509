import * as z from 'zod/mini';
import { errorMessage, isObject, toEnhancedError } from './error.js';
import { lazy, open, type Read, read, type TellOddity, text, time, value } from './wire.js';

const mediaToken = () =>
  z.object({
    /** A secret, and opaque. */
    serializedToken: text(),
    /** Epoch milliseconds. */
    notBefore: z.optional(time()),
    /** Epoch milliseconds: until then it can be verified. A stream that runs goes on. */
    notAfter: time(),
  });

/** What the programmer's backend verifies before it releases a stream. Used once, never stored or parsed. */
export type MediaToken = Read<typeof mediaToken>;

const decision = () =>
  z.object({
    /** As it was asked for. */
    resource: text(),
    authorized: value('true or false', (given) => (typeof given === 'boolean' ? given : undefined)),
    /** Who decided. The set may grow. */
    source: z.optional(open<'mvpd' | 'degradation' | 'temppass' | 'dummy'>()),
    mvpd: z.optional(text()),
    serviceProvider: z.optional(text()),
    /** Why not. */
    error: z.optional(
      z.pipe(
        errorMessage(),
        z.transform((fields) =>
          Object.keys(fields).length > 0 ? toEnhancedError(fields).toJSON() : undefined,
        ),
      ),
    ),
    /** With a permit to play. */
    token: z.optional(mediaToken()),
    /** Epoch milliseconds. */
    notBefore: z.optional(time()),
    /** Epoch milliseconds: how long Adobe keeps the MVPD's answer. May be absent (degraded access). */
    notAfter: z.optional(time()),
  });

/** Permit or deny, for one resource. */
export type Decision = Read<typeof decision>;

export const decisionsMessage = /* @__PURE__ */ lazy(() =>
  z.object({ decisions: z.array(decision()) }),
);

/** The answer of E13 or E14, as far as it can be read. */
export interface AnsweredDecisions {
  readonly decisions: readonly Decision[];
  /** The server gave none at all, as those before 3.4.0 do for too many resources (D25). */
  readonly isEmpty: boolean;
}

/** Reads the body of E13 or E14. @throws ForeignAnswerError with the path of the wrong place. */
export function readDecisions(body: unknown, tell?: TellOddity): AnsweredDecisions {
  const isEmpty = isObject(body) && Array.isArray(body['decisions']) && !body['decisions'].length;
  return { ...read(decisionsMessage, body, tell), isEmpty };
}
