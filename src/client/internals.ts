import type { PassClient } from './pass-client.js';
import type { Origins, PassClientOptions } from './options.js';
import type { PassStorage } from '../storage/storage.js';
import type { RetryOptions } from './retry.js';

/** Where a request's access token comes from. */
export interface TokenSource {
  get(): PromiseLike<string>;
  /**
   * A request with this token got a 401. Tells whether to send it again, for the `round`th time.
   * The steps are those of `errors` §6.
   */
  refused(token: string, code: string, round: number): PromiseLike<boolean>;
  /** A request with a token was answered. */
  accepted(): void;
}

/** What a client holds; kept out of the object itself, so that it shows in no log and no snapshot. */
export interface Internals {
  readonly options: PassClientOptions;
  readonly origins: Origins;
  readonly retry: RetryOptions;
  readonly timeout: number;
  readonly now: () => number;
  readonly tokens: TokenSource;
  readonly storage: PassStorage;
  /** Ends when requests may go out again after a 429. */
  pause: Promise<void> | undefined;
}

const all = new WeakMap<PassClient, Internals>();

export const internalsOf = (client: PassClient): Internals => {
  const internals = all.get(client);
  if (!internals) throw new TypeError('Expected a PassClient');
  return internals;
};

export const keepInternals = (client: PassClient, internals: Internals): void => {
  all.set(client, internals);
};
