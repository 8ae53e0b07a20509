import { AbortError } from '../errors/index.js';

const aborted = () => new AbortError('The call was aborted', { code: 'aborted', remedy: 'none' });

/**
 * A promise that ends when the signal does, whatever becomes of the work.
 *
 * @param start Begins the work. `fail` rejects at once, as the signal does.
 * @param stop Runs once, when the promise has ended.
 */
export function abortable<T>(
  signal: AbortSignal | undefined,
  start: (resolve: (value: T) => void, fail: (error: unknown) => void) => void,
  stop?: () => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const end = () => {
      signal?.removeEventListener('abort', onAbort);
      stop?.();
    };
    const fail = (error: unknown) => {
      end();
      reject(error);
    };
    const onAbort = () => fail(aborted());
    if (signal?.aborted) return fail(aborted());
    signal?.addEventListener('abort', onAbort);
    start((value) => {
      end();
      resolve(value);
    }, fail);
  });
}

/** What `promise` gives, unless the signal ends first. */
export function race<T>(promise: PromiseLike<T>, signal?: AbortSignal): Promise<T> {
  // Nobody listens to it where the signal has ended already.
  promise.then(undefined, () => {});
  return abortable<T>(signal, (resolve, fail) => void promise.then(resolve, fail));
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
