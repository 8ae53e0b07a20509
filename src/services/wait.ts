import { sleep } from '../client/abort.js';
import type { PassClient } from '../client/pass-client.js';
import { internalsOf } from '../client/internals.js';

/** Milliseconds: a device that slept, or whose clock was set, notices within this time. */
const LONGEST_SLEEP = 30_000;

/** The actor `waitUntil`: ends at a time in epoch milliseconds, and gives the time it is then. */
export const waitUntil =
  (client: PassClient) =>
  async ({
    input: { at },
    signal,
  }: {
    input: { at: number };
    signal: AbortSignal;
  }): Promise<number> => {
    const { now } = internalsOf(client);
    // A clock that is set back does not make the wait longer than it was meant to be.
    let budget = at - now();
    for (;;) {
      const left = at - now();
      if (left <= 0 || budget <= 0) return now();
      const nap = Math.min(left, budget, LONGEST_SLEEP);
      await sleep(nap, signal);
      budget -= nap;
    }
  };
