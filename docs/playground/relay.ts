import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** Bytes: no message of an app is larger. */
const MAX_PAYLOAD = 1 << 20;
/** Bytes that may wait for somebody who is slow. */
const MAX_WAITING = 16 << 20;
const MAX_CLIENTS = 32;

/** Brings apps and pages together: what one says, all others hear. */
export interface Relay {
  /** Takes a request for a WebSocket, or turns it away. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => void;
}

/** The app that a message is of: the part of its id before the first `/`. */
function appOf(text: string): string | undefined {
  if (!text.includes('@xstate.actor')) return undefined;
  try {
    const { type, sessionId } = JSON.parse(text) as { type?: unknown; sessionId?: unknown };
    if (type !== '@xstate.actor' || typeof sessionId !== 'string') return undefined;
    return sessionId.includes('/') ? sessionId.split('/')[0] : undefined;
  } catch {
    return undefined;
  }
}

const refuse = (socket: Duplex, status: string) =>
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);

/** @param isAllowed Whether pages of an origin may connect; what is no page has none */
export function createRelay(isAllowed: (origin: string) => boolean): Relay {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD });
  const tell = (from: WebSocket, text: string) => {
    for (const client of server.clients) {
      if (client === from || client.readyState !== client.OPEN) continue;
      if (client.bufferedAmount < MAX_WAITING) client.send(text);
      else client.terminate();
    }
  };
  server.on('connection', (client) => {
    const apps = new Set<string>();
    client.on('message', (data, isBinary) => {
      if (isBinary) return;
      const text = (data as Buffer).toString();
      const app = appOf(text);
      if (app !== undefined) apps.add(app);
      tell(client, text);
    });
    // A frame that is too large or broken ends the connection.
    client.on('error', () => client.terminate());
    client.on('close', () => {
      for (const app of apps) tell(client, JSON.stringify({ type: 'app.gone', app }));
    });
  });
  return {
    upgrade(request, socket, head) {
      const { origin } = request.headers;
      if (new URL(request.url ?? '/', 'http://relay').pathname !== '/inspect')
        refuse(socket, '404 Not Found');
      else if (origin !== undefined && !isAllowed(origin)) refuse(socket, '403 Forbidden');
      else if (server.clients.size >= MAX_CLIENTS) refuse(socket, '503 Service Unavailable');
      else
        server.handleUpgrade(request, socket, head, (client) =>
          server.emit('connection', client, request),
        );
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
