/**
 * When and how often a request is sent again, as plain data (`errors` §7, §8). Requests that create or
 * delete something are sent again only after a 429, which says that nothing was done.
 */
export interface RetryOptions {
  /** How many times a request is sent again. Default 2; 0 for never. */
  readonly limit: number;
  /** Milliseconds before the first repetition, doubled for each further one. Default 1000. */
  readonly delay: number;
  /** Milliseconds: no wait is longer. Where the server asks for more, the call ends and says so in `retryAfter`. Default 10000. */
  readonly backoffLimit: number;
  /** Milliseconds before any request of this client after a 429; never less than 1000, the default. */
  readonly throttleDelay: number;
}

export const defaultRetry: RetryOptions = {
  limit: 2,
  delay: 1000,
  backoffLimit: 10_000,
  throttleDelay: 1000,
};
