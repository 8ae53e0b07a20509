import { nanoid } from 'nanoid';
import { flowError } from '../flow-error.js';

/** Where the engine takes calls. */
export interface IngressOptions {
  /** The address of the ingress, such as `http://127.0.0.1:8080`; of several, the next is asked where one fails. */
  readonly ingress: string | readonly string[];
  /** Sent with each call, such as an `authorization` that a proxy before the engine asks for. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Milliseconds that a call may take, with the time that the engine or the service is away. Default: 30,000.
   * A step that took longer may still be taken.
   */
  readonly patience?: number;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** Calls a handler of an object. */
export type Ingress = (
  object: string,
  key: string,
  handler: string,
  body?: unknown,
  options?: {
    /** Whether the handler changes something when it is called again: then the call counts once. */
    readonly isOnce?: boolean;
  },
) => Promise<unknown>;

const PATIENCE = 30_000;
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 1_000;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/**
 * What may be otherwise in a moment: the engine starts, another node becomes the leader, or a node has not heard of
 * the service yet.
 */
const isPassing = (status: number): boolean => status === 404 || status === 429 || status >= 502;

export function ingressOf({
  ingress,
  headers = {},
  patience = PATIENCE,
  fetch: send = globalThis.fetch,
}: IngressOptions): Ingress {
  const origins = (typeof ingress === 'string' ? [ingress] : ingress).map((origin) =>
    origin.replace(/\/+$/, ''),
  );
  let first = 0;

  return async (object, key, handler, body, { isOnce = false } = {}) => {
    const path = [object, key, handler].map(encodeURIComponent).join('/');
    const once = isOnce ? { 'idempotency-key': nanoid() } : {};
    const signal = AbortSignal.timeout(patience);
    for (let tries = 0; ; tries += 1) {
      const origin = origins[first % origins.length]!;
      let why: unknown;
      try {
        const response = await send(`${origin}/${path}`, {
          method: 'POST',
          headers: { ...headers, ...once, 'content-type': 'application/json' },
          body: JSON.stringify(body ?? null),
          signal,
        });
        const text = await response.text();
        if (response.ok) return text === '' ? undefined : (JSON.parse(text) as unknown);
        why = new Error(`HTTP ${response.status} of ${object}/${handler}: ${text.slice(0, 300)}`);
        if (!isPassing(response.status)) throw unavailable(why);
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'host_unavailable')
          throw error;
        why = error;
      }
      if (signal.aborted) throw unavailable(why);
      first += 1;
      await pause(Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE));
    }
  };
}

const unavailable = (cause: unknown) =>
  flowError('host_unavailable', 'Restate, or the service behind it, gives no answer', cause);
