import type { PartnerFrameworkStatus } from '../protocol/partner.js';
import type { ServerClock } from './clock.js';
import type { Transport } from './exchange.js';
import type { Items } from './items.js';
import type { tellOnce } from './oddity.js';
import type { Origins, PassClientOptions } from './options.js';
import type { Pace } from './pace.js';
import type { PassClient } from './pass-client.js';
import type { RetryOptions } from './retry.js';

/** Where a request's access token comes from. */
export interface TokenSource {
  get(signal?: AbortSignal): Promise<string>;
  /**
   * A request with this token got a 401. Tells whether to send it again, for the `round`th time.
   * The steps are those of `errors` §6.
   */
  refused(token: string, code: string, round: number, signal?: AbortSignal): Promise<boolean>;
  /** A request with a token was answered. */
  accepted(): void;
}

/** What a client holds; outside the object itself, so that it shows in no log and no snapshot. */
export interface Internals {
  readonly options: PassClientOptions;
  readonly origins: Origins;
  readonly retry: RetryOptions;
  readonly transport: Transport;
  readonly pace: Pace;
  readonly clock: ServerClock;
  readonly tokens: TokenSource;
  readonly items: Items;
  /** The headers of the device, which stay the same. */
  readonly device: { readonly identifier: string; readonly info: string | undefined };
  readonly oddity: ReturnType<typeof tellOnce>;
  /** The token that was replaced after a 401 that is not of Adobe; until a request is taken again. */
  doubted?: { readonly token: string; readonly at: number } | undefined;
  /** What the last partner call was given: the profile that it makes needs it for its decisions. */
  partnerStatus?: PartnerFrameworkStatus | null | undefined;
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
