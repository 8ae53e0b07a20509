import { BoundedMap } from './bounded-map.js';
import { newDigest } from './ids.js';
import type { TrialRecord } from './records.js';

/** Which temporary access is meant. */
export interface TrialQuery {
  readonly serviceProvider: string;
  readonly mvpd: string;
  readonly deviceId: string;
  /** The decoded AP-TempPass-Identity, for a promotional one. */
  readonly identity?: string | undefined;
}

/** The temporary accesses that have begun. Each runs by the clock. */
export class TrialStore {
  readonly #trials: BoundedMap<TrialRecord>;
  #count = 0;

  constructor(limit: number) {
    this.#trials = new BoundedMap(limit);
  }

  /**
   * The access of this device or of this person: knowing either of them is enough. One that has not
   * begun yet is shown as if it began now.
   */
  peek(query: TrialQuery, now: number): TrialRecord {
    return this.#find(query) ?? newTrial(query, now);
  }

  /** The same, which has begun with that. */
  begin(query: TrialQuery, now: number): TrialRecord {
    const known = this.#find(query);
    if (known) return known;
    const trial = newTrial(query, now);
    this.#count += 1;
    this.#trials.set(String(this.#count), trial);
    return trial;
  }

  /** Forgets the accesses that the test picks (E16, E17). */
  reset(test: (trial: TrialRecord) => boolean): void {
    for (const [key, trial] of this.#trials) if (test(trial)) this.#trials.delete(key);
  }

  #find(query: TrialQuery): TrialRecord | undefined {
    for (const trial of this.#trials.values()) if (matches(trial, query)) return trial;
    return undefined;
  }
}

function newTrial(query: TrialQuery, now: number): TrialRecord {
  const { identity } = query;
  const userId = `temppass_${newDigest()}`;
  return { ...query, identity, startedAt: now, authorized: false, assets: [], userId };
}

function matches(trial: TrialRecord, query: TrialQuery): boolean {
  return (
    trial.mvpd === query.mvpd &&
    trial.serviceProvider === query.serviceProvider &&
    (trial.deviceId === query.deviceId ||
      (query.identity !== undefined && trial.identity === query.identity))
  );
}
