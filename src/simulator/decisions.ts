import type { ErrorCode } from '../protocol/error-catalogue.js';

/** A resource that somebody wants to know or to see. */
export interface DecisionQuestion {
  readonly kind: 'preauthorize' | 'authorize';
  /** As it was asked for. */
  readonly resource: string;
  readonly mvpd: string;
  readonly serviceProvider: string;
  /** The plain device id. */
  readonly deviceId: string;
}

/** Why a resource is denied: the `error` of its decision. */
export interface Denial {
  /** Its status, action and message come from the error catalogue. */
  readonly code: ErrorCode | (string & {});
  /** The text of the MVPD. */
  readonly details?: string;
  /** @default the one of the catalogue */
  readonly action?: string;
  /** @default the one of the catalogue */
  readonly status?: number;
}

/**
 * What an MVPD decides. `false` denies with `preauthorization_denied_by_mvpd` or
 * `authorization_denied_by_mvpd`; a code or a denial says why.
 */
export type Decide = (question: DecisionQuestion) => boolean | ErrorCode | Denial;

/** A denial that a tester orders, whoever would have decided. */
export interface DenialRule extends Denial {
  /** @default all of them */
  readonly mvpd?: string;
  /** @default all of them */
  readonly resource?: string;
  /** @default both */
  readonly kind?: DecisionQuestion['kind'];
  /** How many questions it denies. @default Infinity */
  readonly times?: number;
  /** How many questions pass before it denies. @default 0 */
  readonly after?: number;
}

/** The decisions that a tester orders. */
export interface DecisionSwitches {
  /**
   * Denies what matches, until it is used up or taken away again.
   *
   * @returns a function that takes this rule away
   * @throws RangeError where a number makes no sense
   */
  deny(rule: DenialRule): () => void;
  clear(): void;
}

interface Pending {
  readonly rule: DenialRule;
  after: number;
  times: number;
}

/** Keeps the ordered denials, and says which one meets a question. */
export class DenialList implements DecisionSwitches {
  readonly #pending = new Set<Pending>();

  deny(rule: DenialRule): () => void {
    const pending = { rule, after: rule.after ?? 0, times: rule.times ?? Infinity };
    if (!(pending.times >= 1)) throw new RangeError('A denial needs to hit at least once');
    if (!(pending.after >= 0)) throw new RangeError('A denial cannot be in the past');
    this.#pending.add(pending);
    return () => {
      this.#pending.delete(pending);
    };
  }

  clear(): void {
    this.#pending.clear();
  }

  /** The first rule that meets this question, which is used up by that. */
  take(question: DecisionQuestion): Denial | undefined {
    for (const pending of this.#pending) {
      if (!meets(pending.rule, question)) continue;
      if (pending.after > 0) {
        pending.after -= 1;
        continue;
      }
      pending.times -= 1;
      if (pending.times <= 0) this.#pending.delete(pending);
      return pending.rule;
    }
    return undefined;
  }
}

function meets(rule: DenialRule, { mvpd, resource, kind }: DecisionQuestion): boolean {
  return (
    (rule.mvpd === undefined || rule.mvpd === mvpd) &&
    (rule.resource === undefined || rule.resource === resource) &&
    (rule.kind === undefined || rule.kind === kind)
  );
}
