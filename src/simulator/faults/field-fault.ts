import type { AnswerFault } from './answer-fault.js';

/** The network's login, which stands before everything else. */
export interface CaptivePortalFault extends AnswerFault {
  readonly kind: 'captive-portal';
  /**
   * A redirect to its login page; the same as a browser shows it to a script (`Response.type`); the
   * page itself with status 200; or status 511 (RFC 6585). @default 'redirect'
   */
  readonly answer?: 'redirect' | 'opaqueredirect' | 'page' | 511;
}

/** A proxy or filter that lets nobody through, with an HTML page. */
export interface ProxyFault extends AnswerFault {
  readonly kind: 'proxy';
  /** @default 407 */
  readonly status?: 401 | 403 | 407 | 451;
}

/** A load balancer that has no server to ask, with an HTML page; 404 is what a deployment looks like. */
export interface LoadBalancerFault extends AnswerFault {
  readonly kind: 'load-balancer';
  /** @default 503 */
  readonly status?: 404 | 408 | 502 | 503 | 504;
}

/** A content delivery network that cannot reach its origin, with an HTML page. */
export interface CdnFault extends AnswerFault {
  readonly kind: 'cdn';
  /** @default 522 */
  readonly status?: 425 | 520 | 521 | 522 | 523 | 524;
}

/** The service does its work, but its answer comes with another body. */
export interface UnexpectedBodyFault extends AnswerFault {
  readonly kind: 'unexpected-body';
  /**
   * JSON that is no message (`{}`, `{"ok":true}`, `null`, `[]`); an HTML page; bytes that are no text;
   * the right body in gzip, which nobody undoes; none at all, with status 204; or the right one behind
   * a byte order mark, which is still a right answer.
   */
  readonly body:
    | '{}'
    | '{"ok":true}'
    | 'null'
    | '[]'
    | 'html'
    | 'garbage'
    | 'gzip'
    | 'empty'
    | 'byte-order-mark';
}

/** The service does its work, and white space without end follows the right body. */
export interface EndlessBodyFault extends AnswerFault {
  readonly kind: 'endless-body';
}

/** The service does its work, and half of the body arrives; the rest never does. */
export interface StalledBodyFault extends AnswerFault {
  readonly kind: 'stalled-body';
}

/** What stands between a television and Adobe, or spoils an answer on its way. */
export type FieldFault =
  | CaptivePortalFault
  | ProxyFault
  | LoadBalancerFault
  | CdnFault
  | UnexpectedBodyFault
  | EndlessBodyFault
  | StalledBodyFault;
