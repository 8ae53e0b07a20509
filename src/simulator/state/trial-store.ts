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
  /** By user id. */
  readonly #trials: BoundedMap<TrialRecord>;
  readonly #limit: number;

  constructor(limit: number) {
    this.#trials = new BoundedMap(limit);
    this.#limit = limit;
  }

  /**
   * The access of this device or of this person: knowing either of them is enough. One that has not
   * begun yet is shown as if it began now.
   */
  peek(query: TrialQuery, now: number): TrialRecord {
    for (const trial of this.#trials.values()) if (matches(trial, query)) return trial;
    return newTrial(query, now, this.#limit);
  }

  /** Gives an access out: it has begun, and is known by this device and this person from now on. */
  join(trial: TrialRecord, { deviceId, identity }: TrialQuery): void {
    trial.devices.set(deviceId, true);
    if (identity !== undefined) trial.identities.set(identity, true);
    if (!this.#trials.has(trial.userId)) this.#trials.set(trial.userId, trial);
  }

  /** Forgets the accesses that the test picks (E16, E17). */
  reset(test: (trial: TrialRecord) => boolean): void {
    for (const [key, trial] of this.#trials) if (test(trial)) this.#trials.delete(key);
  }
}

function newTrial({ serviceProvider, mvpd }: TrialQuery, now: number, limit: number): TrialRecord {
  return {
    serviceProvider,
    mvpd,
    devices: new BoundedMap(limit),
    identities: new BoundedMap(limit),
    startedAt: now,
    authorized: false,
    assets: [],
    userId: `temppass_${newDigest()}`,
  };
}

function matches(trial: TrialRecord, query: TrialQuery): boolean {
  return (
    trial.mvpd === query.mvpd &&
    trial.serviceProvider === query.serviceProvider &&
    (trial.devices.has(query.deviceId) ||
      (query.identity !== undefined && trial.identities.has(query.identity)))
  );
}
