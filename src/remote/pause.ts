import type { Reply } from './requests.js';

/** Milliseconds before the first repetition, and before any. */
const FIRST = 1_000;
const LONGEST = 30_000;

/** Milliseconds to wait before the next attempt: longer each time, and not the same for all devices. */
export function delayOf(failures: number, retryAfter = 0): number {
  const grown = Math.min(FIRST * 2 ** Math.max(failures - 1, 0), LONGEST);
  return Math.max(retryAfter, grown * (0.5 + Math.random() / 2));
}

/** What an answer says of when to come back, in milliseconds. */
export const retryAfterOf = ({ header }: Pick<Reply, 'header'>): number => {
  const seconds = Number(header('Retry-After'));
  return seconds > 0 ? Math.min(seconds * 1000, 10 * LONGEST) : 0;
};

interface Listens {
  addEventListener?: (type: 'online', listener: () => void) => void;
  removeEventListener?: (type: 'online', listener: () => void) => void;
}

/** Waits; no longer than until the network is back, or the signal ends it. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const platform = globalThis as Listens;
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      platform.removeEventListener?.('online', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    platform.addEventListener?.('online', end);
    if (signal.aborted) end();
  });
}
