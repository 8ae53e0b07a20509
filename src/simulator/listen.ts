import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { createServer, type Server } from 'node:http';
import { ConnectionCut } from './http/connection.js';
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
        return await answer(request, incoming.socket.remoteAddress ?? 'unknown');
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
