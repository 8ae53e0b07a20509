import { createServer, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { getRequestListener, RESPONSE_ALREADY_SENT } from '../vendor/node-server.js';

/** Where to listen. */
export interface ServiceListenOptions {
  /** 0 for any free one. Default 8080. */
  readonly port?: number;
  /** Default `127.0.0.1`: this machine alone. */
  readonly host?: string;
}

/** A service that listens. */
export interface ServiceServer {
  /** Such as `http://127.0.0.1:8080`. */
  readonly origin: string;
  readonly port: number;
}

export interface OpenServer extends ServiceServer {
  /** Takes no new connections, and ends those that have nothing to do. */
  readonly refuse: () => void;
  /** Ends what is left. */
  readonly close: () => Promise<void>;
}

type AnswerRequest = (request: Request, env: object) => Promise<Response>;

/** Milliseconds that the last answers may take to arrive. */
const LAST_WORDS = 1_000;

/** Milliseconds for the headers of a request, and for the whole of it: who is slower, ties nobody up. */
const HEADERS = 10_000;
const REQUEST = 30_000;

/** @throws Error with the `code` of the system where the port can't be had */
export async function listen(
  answer: AnswerRequest,
  { port = 8080, host = '127.0.0.1' }: ServiceListenOptions,
): Promise<OpenServer> {
  const listener = getRequestListener(
    async (request, connection) => {
      const response = await answer(request, connection);
      if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) return response;
      await sendStream(response, connection.outgoing);
      return RESPONSE_ALREADY_SENT;
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer(
    { headersTimeout: HEADERS, requestTimeout: REQUEST },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  await bind(server, port, host);
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    refuse() {
      server.close();
      server.closeIdleConnections();
    },
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      // Whoever reads nothing is not waited for.
      const late = setTimeout(() => server.closeAllConnections(), LAST_WORDS);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}

/** Sends a stream as fast as it is taken; whoever goes away ends it. */
async function sendStream(response: Response, outgoing: ServerResponse): Promise<void> {
  // So that the end of the stream is the end of the connection, and neither is cut off.
  const headers = { ...Object.fromEntries(response.headers), connection: 'close' };
  outgoing.writeHead(response.status, headers);
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing).catch(() => {});
}

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'the port is in use' : error.message;
      const failure = new Error(`Cannot listen on ${host}:${port}: ${why}`, { cause: error });
      reject(Object.assign(failure, { code: error.code }));
    });
    server.listen(port, host, resolve);
  });
}
