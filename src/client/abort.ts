import { AbortError, TimeoutError } from '../errors/index.js';

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

/** What work comes to within a time; then it ends with a TimeoutError that names it. */
export function within<T>(
  name: string,
  milliseconds: number,
  work: () => T | PromiseLike<T>,
  signal?: AbortSignal,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return abortable<T>(
    signal,
    (resolve, fail) => {
      timer = setTimeout(() => {
        const fields = { code: 'timeout', remedy: 'retry', path: name } as const;
        fail(new TimeoutError(`${name}: no answer within ${milliseconds} ms`, fields));
      }, milliseconds);
      // A function of the app may throw instead of rejecting.
      new Promise<T>((settle) => settle(work())).then(resolve, fail);
    },
    () => clearTimeout(timer),
  );
}

/**
 * Work that several callers wait for: it is begun once, and ends early when all of them have left.
 *
 * @param end Runs when nobody should join any more.
 */
export function shared<T>(
  work: (signal: AbortSignal) => Promise<T>,
  end: () => void,
): (signal?: AbortSignal) => Promise<T> {
  let waiting = 0;
  const controller = new AbortController();
  const flight = work(controller.signal);
  flight.then(end, end);
  return (signal) => {
    waiting++;
    return abortable<T>(
      signal,
      (resolve, fail) => void flight.then(resolve, fail),
      () => {
        waiting--;
        if (waiting > 0) return;
        end();
        controller.abort();
      },
    );
  };
}
