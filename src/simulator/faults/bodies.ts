import { ConnectionCut } from '../http/connection.js';

/** Text cut in half. */
export const half = (text: string): string => text.slice(0, Math.floor(text.length / 2));

/** Text in gzip. */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(zipped).arrayBuffer());
}

/** Text, and white space without end behind it. */
export function* withoutEnd(text: string): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(text);
  for (;;) yield encoder.encode(' '.repeat(16_384));
}

/** The requests whose bodies are not read to the end: Node collects them, and their signals fall silent. */
const unfinished = new Set<Request>();

/**
 * A body that is made as its reader takes it, and ends with an error when the request is aborted.
 *
 * @param end what comes after the pieces: nothing ever, or a connection that breaks off
 */
export function streamed(
  pieces: Iterable<Uint8Array>,
  end: 'stall' | 'cut',
  request: Request,
): ReadableStream<Uint8Array> {
  const { signal } = request;
  const piece = pieces[Symbol.iterator]();
  const listening = new AbortController();
  const over = () => {
    listening.abort();
    unfinished.delete(request);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        unfinished.add(request);
        const abort = () => {
          over();
          controller.error(signal.reason);
        };
        signal.addEventListener('abort', abort, { signal: listening.signal });
      },
      pull(controller) {
        const next = piece.next();
        if (!next.done) {
          controller.enqueue(next.value);
          return undefined;
        }
        if (end === 'stall') return new Promise<never>(() => {});
        over();
        // What `fetch` says of a connection that breaks off in a body.
        controller.error(new TypeError('terminated', { cause: new ConnectionCut() }));
        return undefined;
      },
      cancel: over,
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  );
}
