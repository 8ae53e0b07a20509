import { ThrottledError } from '../errors/throttled-error.js';
import { abortable } from './abort.js';

/** Who goes first: 0 what a viewer waits for at a screen (sessions, polls, profiles, logouts), 1 plays, 2 marks. */
export type Rank = 0 | 1 | 2;

/**
 * The pace of one device: a request a second, with a burst of 10 (`throttling-mechanism`). Every request
 * counts; plays and marks wait for their turn, the others only after a 429.
 */
export interface Pace {
  /**
   * Resolves when a request may go out.
   *
   * @param patience Milliseconds: where a pause lasts longer, it rejects with a ThrottledError.
   */
  turn(rank: Rank, patience: number, signal?: AbortSignal): Promise<void>;
  /** Lets nobody go for this long, in milliseconds, and then one by one. */
  pause(milliseconds: number): void;
}

const BURST = 10;
/** Milliseconds for one request. */
const INTERVAL = 1000;

interface Waiter {
  readonly rank: Rank;
  readonly patience: number;
  readonly go: () => void;
  readonly fail: (error: unknown) => void;
}

export const throttled = (retryAfter: number, httpStatus?: number) =>
  new ThrottledError('Too many requests', {
    code: 'throttled',
    remedy: 'retry',
    retryAfter,
    ...(httpStatus !== undefined && { httpStatus }),
  });

export function createPace(now: () => number): Pace {
  let tokens = BURST;
  let paused = 0;
  let counted = now();
  let waiters: readonly Waiter[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Counts the time that has gone by; `least` where a timer knows better than a clock that was set. */
  function count(least = 0): void {
    const gone = Math.max(now() - counted, least);
    counted = now();
    if (paused > 0) paused = Math.max(paused - gone, 0);
    else tokens = Math.min(tokens + gone / INTERVAL, BURST);
  }

  /** Lets the first one go when there is a token for it, and then the next. */
  function wait(): void {
    clearTimeout(timer);
    if (waiters.length === 0) return;
    count();
    const rest = Math.max(Math.ceil(paused || (1 - tokens) * INTERVAL), 0);
    timer = setTimeout(() => {
      count(rest);
      // A token that lacks a thousandth is one: it was counted in fractions.
      if (paused === 0 && tokens > 0.999) waiters[0]?.go();
      else wait();
    }, rest);
  }

  return {
    async turn(rank, patience, signal) {
      count();
      if (paused > patience) throw throttled(paused);
      const spend = () => {
        tokens = Math.max(tokens - 1, 0);
      };
      const isFirst = (waiters[0]?.rank ?? 3) > rank;
      if (paused === 0 && isFirst && (rank === 0 || tokens >= 1)) return spend();
      let waiter: Waiter | undefined;
      await abortable<void>(
        signal,
        (resolve, fail) => {
          const go = () => {
            spend();
            resolve();
          };
          waiter = { rank, patience, go, fail };
          waiters = [...waiters, waiter].sort((one, other) => one.rank - other.rank);
          wait();
        },
        () => {
          waiters = waiters.filter((other) => other !== waiter);
          wait();
        },
      );
    },
    pause(milliseconds) {
      count();
      paused = Math.max(paused, milliseconds);
      tokens = 1;
      for (const { patience, fail } of waiters) if (patience < paused) fail(throttled(paused));
      wait();
    },
  };
}
