import type { EndpointId } from '../http/endpoint-id.js';

/** Which requests a fault hits. */
export interface FaultTarget {
  /** Which endpoint it hits. Without one: every call of the protocol, but nothing the viewer does. */
  readonly endpoint?: EndpointId;
  /** How many requests it hits; `Infinity` for all of them. @default 1 */
  readonly times?: number;
  /** How many requests pass before it hits. @default 0 */
  readonly after?: number;
}

/** A fault that brings an answer of its own, or spoils the right one. */
export interface AnswerFault extends FaultTarget {
  /** Milliseconds to wait before anything else happens. */
  readonly delay?: number;
  /** Headers to add to the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Adds `Retry-After`: a number of seconds, or a date. */
  readonly retryAfter?: number | Date;
}
