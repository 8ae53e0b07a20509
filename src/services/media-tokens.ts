import type { PassClient } from '../client/pass-client.js';
import type { MediaToken } from '../protocol/decision.js';

/** Media tokens kept at a time for a client; what nobody has taken goes first. */
const KEPT_TOKENS = 100;

interface Kept {
  /** No ticket of another process is one of this one: a stored flow may come from there. */
  readonly prefix: string;
  readonly tokens: Map<string, MediaToken>;
  count: number;
}

const all = new WeakMap<PassClient, Kept>();

/** Keeps a media token, which is a secret, out of what is stored. Gives what it can be taken with. */
export function keepMediaToken(client: PassClient, token: MediaToken): string {
  const kept = all.get(client) ?? {
    prefix: Math.random().toString(36).slice(2),
    tokens: new Map<string, MediaToken>(),
    count: 0,
  };
  all.set(client, kept);
  kept.count += 1;
  const ticket = `${kept.prefix}-${kept.count}`;
  kept.tokens.set(ticket, token);
  if (kept.tokens.size > KEPT_TOKENS) kept.tokens.delete(kept.tokens.keys().next().value!);
  return ticket;
}

/**
 * Hands a media token out, once, and forgets it: send it to the backend that verifies it and releases
 * the stream. Don't parse it, store it or use it for another playback.
 *
 * @param ticket Of the phase `permitted` of `authorizationMachine`.
 * @returns Nothing where it has been taken already, or was given in another process: make a new play
 *   request then.
 *
 * @example
 * ```ts
 * import { createPassClient, takeMediaToken } from 'tve-auth-flow';
 *
 * const client = createPassClient({
 *   environment: 'release-staging',
 *   serviceProvider: 'REF30',
 *   softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *   device: { id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb' },
 * });
 * console.log(takeMediaToken(client, 'of-a-flow-that-was-restored')); // → undefined
 * ```
 */
export function takeMediaToken(client: PassClient, ticket: string): MediaToken | undefined {
  const tokens = all.get(client)?.tokens;
  const token = tokens?.get(ticket);
  tokens?.delete(ticket);
  return token;
}
