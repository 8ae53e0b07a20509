import { createServer, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { getRequestListener, RESPONSE_ALREADY_SENT } from '../vendor/node-server.js';
import { ConnectionCut } from './http/connection.js';
import { isStreamed } from './http/sent.js';
import type { ListenOptions, SimulatorServer } from './simulator.js';

type AnswerRequest = (request: Request, address: string) => Promise<Response>;

/**
 * Serves a simulator on a port.
 *
 * @throws Error with the `code` of the system where the port cannot be had
 */
export async function listen(
  answer: AnswerRequest,
  { port = 0, host = '127.0.0.1' }: ListenOptions = {},
): Promise<SimulatorServer> {
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      try {
        const response = await answer(request, incoming.socket.remoteAddress ?? 'unknown');
        if (!isStreamed(response)) return response;
        await sendStream(response, outgoing);
        return RESPONSE_ALREADY_SENT;
      } catch (error) {
        if (!(error instanceof ConnectionCut) && !request.signal.aborted) throw error;
        outgoing.destroy();
        return RESPONSE_ALREADY_SENT;
      }
    },
    // A simulator must not change what `Request` means in the process that tests with it.
    { overrideGlobalObjects: false },
  );
  const server = createServer((incoming, outgoing) => {
    // An answer has the date of the simulator's clock, or none.
    outgoing.sendDate = false;
    void listener(incoming, outgoing);
  });
  await bind(server, port, host);
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: () => close(server),
  };
}

/** Sends a body as fast as it is taken, and breaks the connection off where the body does. */
async function sendStream(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  const body = Readable.fromWeb(response.body as ReadableStream);
  // It fails where the caller goes away, or where the body breaks off: then so does the connection.
  await pipeline(body, outgoing).catch(() => {});
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

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error && (error as NodeJS.ErrnoException).code !== 'ERR_SERVER_NOT_RUNNING') {
        reject(error);
      } else resolve();
    });
    server.closeAllConnections();
  });
}
