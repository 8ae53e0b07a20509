import { INTERVAL, LEAST_INTERVAL } from '../../machines/authentication/limits.js';
import { internalsOf } from '../client/internals.js';
import type { PassClient } from '../client/pass-client.js';
import { storageKey } from '../client/storage-key.js';
import { refuse } from '../errors/invalid-input-error.js';

/** Milliseconds that whoever polls a code may be late before another one does. */
const LATE = 1000;

/** The last check of a code by any window. */
interface Check {
  readonly code: string;
  /** When it began, in epoch milliseconds. */
  readonly at: number;
  /** The viewer has logged in: the other windows need not wait for more. */
  readonly isFound?: boolean;
}

/**
 * Has one window or process on a storage poll a code, where the storage has a lock. Each check is written
 * down; soon after one of another window there is none here, as after a restore: the flow tries again three
 * seconds later. So nobody has to let go of anything, and who polls may die at any time.
 */
export function pollTurns(client: PassClient) {
  const { clock, items, options } = internalsOf(client);
  const key = `${storageKey(client, options)}:poll`;
  let own: Check | undefined;

  /** @throws InvalidInputError with the code `restored`, where another window has just asked. */
  return <T>(
    { code, pollInterval }: { readonly code: string; readonly pollInterval?: number },
    signal: AbortSignal,
    ask: () => Promise<T>,
  ): Promise<T> =>
    items.exclusively(
      key,
      async (isLocked) => {
        if (!isLocked) return ask();
        const last = (await items.read(key, signal)) as Partial<Check> | undefined;
        const at = clock.now();
        // The first check, at a start or the viewer's word, may come between those of the other window.
        const isNext = own?.code === code && !last?.isFound;
        const distance = isNext ? (pollInterval || INTERVAL) + LATE : LEAST_INTERVAL;
        // A check that is far ahead was made before the clock was set.
        if (last?.code === code && last.at !== own?.at && Math.abs(at - Number(last.at)) < distance)
          refuse('input', 'another window has asked', 'restored');
        own = { code, at };
        await items.write(key, own);
        // Under the lock: browsers tell other windows a moment later what was stored.
        const found = await ask();
        if (found) await items.write(key, { ...own, isFound: true });
        return found;
      },
      signal,
    );
}
