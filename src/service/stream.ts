import type { FlowState, Host } from '../durable/types.js';

/** What is told of a flow to whoever it belongs to. */
export interface ToldState {
  readonly id: string;
  readonly seq: number;
  readonly view: unknown;
}

/** Milliseconds between two signs of life of a stream. */
const HEARTBEAT = 15_000;
/** Milliseconds after which a stream ends, and is opened again by whoever still wants it. */
const LIFE = 30 * 60_000;

/** Milliseconds after which a browser comes back. */
const OPENING = 'retry: 2000\n\n';
const END = 'event: end\ndata: {}\n\n';

const message = (told: ToldState): string =>
  `id: ${told.seq}\nevent: view\ndata: ${JSON.stringify(told)}\n\n`;

interface StreamOptions {
  readonly host: Pick<Host, 'subscribe'>;
  readonly id: string;
  /** The last `seq` that was seen; only newer states are told. */
  readonly after: number;
  readonly onEnd: () => void;
}

/** A stream that is open. */
export interface OpenStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly end: () => void;
}

/**
 * The states of a flow as server-sent events, until it ends. Whoever reads slowly gets the newest state, not
 * each: one at most waits here.
 */
export function openStream({ host, id, after, onEnd }: StreamOptions): OpenStream {
  const encoder = new TextEncoder();
  let newest: FlowState | undefined;
  let isOver = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  const push = (text: string) => controller?.enqueue(encoder.encode(text));
  // What was sent before has to be taken first: a stream that nobody reads does not grow.
  const isWaiting = () => !isOver && (controller?.desiredSize ?? 0) > 0;

  function deliver(): void {
    if (!newest || !isWaiting()) return;
    const { seq, view, isDone } = newest;
    newest = undefined;
    push(message({ id, seq, view }) + (isDone ? END : ''));
    if (isDone) end();
  }

  function release(): void {
    if (isOver) return;
    isOver = true;
    clearInterval(beat);
    clearTimeout(life);
    unsubscribe();
    onEnd();
  }

  function end(): void {
    if (isOver) return;
    release();
    controller?.close();
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
        push(OPENING);
      },
      pull: deliver,
      cancel: release,
    },
    { highWaterMark: 1 },
  );
  const beat = setInterval(() => {
    if (isWaiting()) push(': alive\n\n');
  }, HEARTBEAT);
  const life = setTimeout(end, LIFE);
  const unsubscribe = host.subscribe(
    id,
    (state) => {
      newest = state;
      deliver();
    },
    { after },
  );
  return { body, end };
}
