import type { PassClient } from '../client/pass-client.js';
import { internalsOf } from '../client/internals.js';
import { service } from './service.js';

/** Milliseconds: a device that slept, or whose clock was set, notices within this time. */
const LONGEST_SLEEP = 30_000;

/** The actor `waitUntil`: ends at a time in epoch milliseconds, and gives the time it is then. */
export const waitUntil = (client: PassClient) =>
  service<number, { at: number; atMost?: number }>(
    ({ input: { at, atMost = Infinity }, signal }) =>
      new Promise((resolve) => {
        const { now } = internalsOf(client).clock;
        // A clock that is set back does not make the wait longer than it was meant to be; a timer that is
        // a little early does not make it shorter.
        let budget = Math.min(at - now(), atMost) + 5;
        let timer: ReturnType<typeof setTimeout> | undefined;
        const sleep = () => {
          const nap = Math.min(at - now(), budget, LONGEST_SLEEP);
          // Also for what is no time: nobody waits for it, and nobody spins.
          if (!(nap > 0)) return resolve(now());
          budget -= nap;
          timer = setTimeout(sleep, nap);
        };
        sleep();
        // Nobody hears of a wait that its state has left.
        signal.addEventListener('abort', () => clearTimeout(timer));
      }),
  );
