/** A rule that Adobe's pages set for apps with REST API V2, in words of this project. */
export interface ConformanceRule {
  /** Never used again for another rule. */
  readonly id: `R${number}`;
  /** As in RFC 2119. */
  readonly level: 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';
  /** Who meets it: this library, the app around it, or whoever operates that app. */
  readonly who: 'lib' | 'app' | 'ops';
  /** What it asks for; after `MUST NOT` and `SHOULD NOT`, what is not to be done. */
  readonly rule: string;
  /** What the user of this library does about it. */
  readonly todo?: string;
  /** Why this library does not meet it, or meets it otherwise. */
  readonly unmet?: string;
}
