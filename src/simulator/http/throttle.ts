import type { ThrottleOptions } from '../options.js';
import { BoundedMap } from '../state/bounded-map.js';

interface Bucket {
  tokens: number;
  /** Epoch milliseconds. */
  at: number;
}

/** The paths that Adobe throttles (`throttling-mechanism`). */
const scope = [
  /^\/o\/client\/(?:register|token|scopes|validate)$/,
  /^\/api\/v2\//,
  /^\/api\/v1\/(?:tokens\/(?:usermetadata|authn|authz|media)|mediatoken|checkauthn|identities)/,
  /^\/api\/v1\/(?:config\/|authenticate\/|authorize|preauthorize|logout|.+\/profile-requests\/.)/,
  /^\/adobe-services\/config\//,
  /^\/reggie\/v1\/.+\/regcode/,
];

/**
 * A token bucket per device. It holds `burst` and the one request that the rate allows at once; the
 * worked example of `throttling-mechanism` comes out with exactly this size.
 */
export class Throttle {
  readonly #options: ThrottleOptions;
  readonly #buckets: BoundedMap<Bucket>;

  constructor(options: ThrottleOptions, limit: number) {
    this.#options = options;
    this.#buckets = new BoundedMap(limit);
  }

  /** Whether a request to this path may pass at `now` (epoch milliseconds); if so, it counts. */
  pass(path: string, device: string, now: number): boolean {
    if (!scope.some((listed) => listed.test(path))) return true;
    const { rate, burst } = this.#options;
    const full = burst + 1;
    const bucket = this.#buckets.get(device) ?? { tokens: full, at: now };
    const earned = (Math.max(0, now - bucket.at) * rate) / 1000;
    // Rounded, so that ten times a tenth of a token is a token.
    const tokens = Math.min(full, Math.round((bucket.tokens + earned) * 1e6) / 1e6);
    const passes = tokens >= 1;
    this.#buckets.set(device, { tokens: passes ? tokens - 1 : tokens, at: now });
    return passes;
  }
}
