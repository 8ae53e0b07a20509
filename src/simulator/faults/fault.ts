import type { ErrorCode } from '../../protocol/error-catalogue.js';
import type { RegistrationErrorCode } from '../http/answer.js';
import type { SsoServiceErrorCode } from '../http/sso-service-error.js';
import type { AnswerFault, FaultTarget } from './answer-fault.js';
import type { FieldFault } from './field-fault.js';

/** A fault that is told by its parts, which can be combined: a delay with a status, say. */
export interface PlainFault extends AnswerFault {
  readonly kind?: never;
  /** The HTTP status of the answer. */
  readonly status?: number;
  /** The error code of the answer; its body and status come from the error catalogue. */
  readonly code?: ErrorCode | RegistrationErrorCode | SsoServiceErrorCode | (string & {});
  /** The body of the answer: a string as it is, anything else as JSON. */
  readonly body?: unknown;
  /**
   * Cuts the connection: `true` before the server has done anything; `'after'` when it has done the
   * work, and only the answer is lost; `'body'` when half of the answer's body has arrived.
   */
  readonly cut?: true | 'before' | 'after' | 'body';
  /** Cuts the body of the answer in half. */
  readonly truncate?: boolean;
  /** Answers with an HTML page, as a proxy or a captive portal does; status 200 unless given. */
  readonly html?: boolean;
}

/** Changes the JSON of an answer; `undefined` where it finds nothing to change. */
export type ChangeAnswer = (body: Readonly<Record<string, unknown>>) => unknown;

/** Makes a right answer odd. */
export interface OddFault extends FaultTarget {
  readonly kind: 'odd';
  /** What to answer with; the fault waits for a right answer that this changes. See `odd`. */
  readonly change: ChangeAnswer;
}

/** Something that goes wrong with a request, or with its answer. */
export type Fault = PlainFault | FieldFault | OddFault;

/** The faults of a simulator. */
export interface Faults {
  /**
   * @returns a function that takes this fault away again
   * @throws RangeError where a number or a kind makes no sense
   */
  add(fault: Fault): () => void;
  clear(): void;
}
