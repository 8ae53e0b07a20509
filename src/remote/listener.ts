import { isPassing } from './event-queue.js';
import { delayOf, pause, retryAfterOf } from './pause.js';
import { errorOf } from './remote-error.js';
import { LATE, type Reply, replyOf, type Requests } from './requests.js';
import { createEventReader } from './server-events.js';

/** How a flow stands, as the service tells it. */
export interface ToldState {
  readonly seq: number;
  readonly view: unknown;
}

/** Seconds of a long poll. */
const WAIT = 20;
/** Milliseconds for the beginning of an answer, and for the next sign of life of a stream. */
const ANSWER = 15_000;
const SILENCE = 45_000;
/** Streams without a sign of life, one after another, after which long polls are used. */
const MOST_EMPTY = 2;
/** Milliseconds: a stream that ends sooner was cut off. */
const SHORT = 5_000;

/** React Native gives no answer before it has ended. */
const canStream = (): boolean =>
  typeof TextDecoder === 'function' &&
  typeof Response === 'function' &&
  'body' in Response.prototype;

export interface ListenerOptions {
  readonly url: string;
  readonly requests: Requests;
  readonly signal: AbortSignal;
  /** The last `seq` that is known. */
  readonly seq: () => number | undefined;
  readonly onState: (state: ToldState, isFirst: boolean) => void;
  readonly onConnection: (isConnected: boolean) => void;
}

/** What one attempt has come to. */
interface Attempt {
  readonly isOver: boolean;
  readonly retryAfter?: number;
}

const readState = (text: string): ToldState => {
  const { seq, view } = JSON.parse(text) as Partial<ToldState>;
  if (typeof seq !== 'number' || typeof view !== 'object') throw new Error('No state of a flow');
  return { seq, view };
};

/**
 * Listens to a flow until it ends or the signal is aborted: to its stream, or, where the platform or a proxy
 * lets none through, by long polls. A connection that is lost is made again.
 *
 * @throws RemoteError where the service refuses
 */
export async function listenTo(options: ListenerOptions): Promise<void> {
  const { requests, signal, url, seq, onState, onConnection } = options;
  let usesStream = canStream();
  let empty = 0;
  let failures = 0;
  let unverified = 0;

  /** What a refusal comes to. @throws RemoteError where it stays one */
  function refused(reply: Reply): Attempt {
    if (!isPassing(reply.status, unverified)) throw errorOf(reply);
    if (reply.status === 401) unverified += 1;
    failures += 1;
    onConnection(false);
    return { isOver: false, retryAfter: retryAfterOf(reply) };
  }

  function connected(): void {
    failures = 0;
    unverified = 0;
    onConnection(true);
  }

  async function poll(): Promise<Attempt> {
    const known = seq();
    const headers = known === undefined ? {} : { 'If-None-Match': `"${known}"` };
    const within = WAIT * 1000 + ANSWER;
    const reply = await requests.send({ url: `${url}?wait=${WAIT}`, headers, signal, within });
    if (!reply.ok && reply.status !== 304) return refused(reply);
    if (reply.ok) onState(readState(reply.text), true);
    connected();
    return { isOver: reply.header('Flow-Ended') === 'true' };
  }

  async function stream(): Promise<Attempt> {
    const known = seq();
    const last = known === undefined ? {} : { 'Last-Event-ID': String(known) };
    const headers = { Accept: 'text/event-stream', ...last };
    const request = { url: `${url}/stream`, headers, signal, within: ANSWER };
    const response = await requests.open(request);
    if (!response.ok) return refused(await replyOf(response));
    if (response.body) return readStream(response.body.getReader());
    usesStream = false;
    return { isOver: false };
  }

  async function readStream(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Attempt> {
    const decoder = new TextDecoder();
    const read = createEventReader();
    let isFirst = true;
    const cancel = () => void reader.cancel().catch(() => {});
    let silence = setTimeout(cancel, SILENCE);
    signal.addEventListener('abort', cancel);
    const begunAt = Date.now();
    // One that shows no sign of life is collected by somebody on the way.
    empty += 1;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          if (Date.now() - begunAt < SHORT) failures += 1;
          onConnection(false);
          return { isOver: false };
        }
        clearTimeout(silence);
        silence = setTimeout(cancel, SILENCE);
        empty = 0;
        connected();
        for (const { event, data } of read(decoder.decode(value, { stream: true }))) {
          if (event === 'end') return { isOver: true };
          if (event !== 'view') continue;
          onState(readState(data), isFirst);
          isFirst = false;
        }
      }
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  }

  while (!signal.aborted) {
    let attempt: Attempt = { isOver: false };
    try {
      attempt = await (usesStream ? stream() : poll());
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Error && error.name === 'RemoteError') throw error;
      failures += 1;
      onConnection(false);
      if (error instanceof Error && error.name === LATE) empty += 1;
    }
    if (attempt.isOver) return;
    if (empty >= MOST_EMPTY) usesStream = false;
    const { retryAfter = 0 } = attempt;
    // A poll that was answered is followed by the next one; a stream that ended well comes back soon.
    if (failures > 0 || usesStream) await pause(delayOf(failures, retryAfter), signal);
  }
}
