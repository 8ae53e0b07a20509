import { Lru } from './lru.js';
import { Problem } from './problem.js';

/** How often a device may ask. */
export interface RateOptions {
  /** Requests per second. Default 1. */
  readonly perSecond?: number;
  /** Requests that may come at once. Default 10. */
  readonly burst?: number;
}

interface Bucket {
  readonly tokens: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Counts the requests of each device, as Adobe does: a device that asks too often here would be refused there. */
export class Rate {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #buckets: Lru<Bucket>;

  constructor({ perSecond = 1, burst = 10 }: RateOptions, devices: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#buckets = new Lru(devices);
  }

  /** @throws Problem 429, with the seconds to wait */
  count(device: string): void {
    const now = Date.now();
    const { tokens, at } = this.#buckets.get(device) ?? { tokens: this.#burst, at: now };
    const earned = (Math.max(0, now - at) * this.#perSecond) / 1000;
    // Rounded, so that ten times a tenth of a token is a token.
    const left = Math.min(this.#burst, Math.round((tokens + earned) * 1e6) / 1e6);
    const passes = left >= 1;
    this.#buckets.set(device, { tokens: passes ? left - 1 : left, at: now });
    if (passes) return;
    const retryAfter = Math.max(1, Math.ceil((1 - left) / this.#perSecond));
    throw new Problem(429, 'throttled', 'The device asks too often.', { retryAfter });
  }
}
