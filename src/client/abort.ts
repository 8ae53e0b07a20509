import { AbortError } from '../errors/index.js';

const aborted = () => new AbortError('The call was aborted', { code: 'aborted', remedy: 'none' });

/**
 * A promise that ends when the signal does, whatever becomes of the work.
 *
 * @param start Begins the work. `fail` rejects at once, as the signal does.
 * @param stop Runs once, when the promise has ended: with or without a value.
 */
export function abortable<T>(
  signal: AbortSignal | undefined,
  start: (resolve: (value: T) => void, fail: (error: unknown) => void) => void,
  stop?: (failed: boolean) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const end = (failed: boolean) => {
      signal?.removeEventListener('abort', onAbort);
      stop?.(failed);
    };
    const fail = (error: unknown) => {
      end(true);
      reject(error);
    };
    const onAbort = () => fail(aborted());
    if (signal?.aborted) return fail(aborted());
    signal?.addEventListener('abort', onAbort);
    start((value) => {
      end(false);
      resolve(value);
    }, fail);
  });
}

/** Waits, unless the signal ends first. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return abortable<void>(
    signal,
    (resolve) => (timer = setTimeout(resolve, milliseconds)),
    () => clearTimeout(timer),
  );
}
