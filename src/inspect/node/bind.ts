import type { Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';

/** @throws Error with the `code` of the system where the port cannot be had */
export function bind(server: Server | HttpsServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'the port is in use' : error.message;
      const failure = new Error(`Cannot listen on ${host}:${port}: ${why}`, { cause: error });
      reject(Object.assign(failure, { code: error.code }));
    });
    server.listen(port, host, resolve);
  });
}

/** Again is as once. */
export function closeServer(server: Server | HttpsServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
