/** The connection breaks off without an answer. */
export class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut';
  readonly code = 'ECONNRESET';

  constructor() {
    super('The simulator has cut the connection.');
  }
}

/**
 * Waits. The timer is looked up when it is needed, so that fake timers govern it.
 *
 * @param milliseconds how long
 * @throws the reason of the signal, as soon as that is aborted
 */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      globalThis.clearTimeout(timer);
      const reason: unknown = signal.reason;
      reject(reason);
    };
    const timer = globalThis.setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
