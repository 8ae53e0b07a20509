import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';
import { type WebSocket, WebSocketServer } from '../../vendor/ws.js';
import { refuse } from '../../errors/invalid-input-error.js';
import { isAdmitted } from './admission.js';
import { bind, closeServer } from './bind.js';
import type { InspectionServerOptions } from './options.js';

/** What is served at which path. */
export interface Service {
  /** Nothing where nobody is at home. */
  readonly at: (path: string) => ((socket: WebSocket) => void) | undefined;
  /** Of one message, in bytes. */
  readonly maxPayload: number;
}

export interface Serving {
  readonly port: number;
  /** `ws://127.0.0.1:4000` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const MOST_CLIENTS = 64;
/** How long one may take to close, in milliseconds. */
const CLOSE_TIMEOUT = 1000;
const GOING_AWAY = 1001;
/** A socket that is refused is closed with the status of HTTP, in the range that is free for apps. */
const CLOSED_AS = 4000;
/** Of a reason, so that it fits with some of an origin; a socket takes 123 bytes. */
const LONGEST_ORIGIN = 60;

/** @throws Error with the `code` of the system where the port cannot be had */
export async function serve(
  { port = 0, host = '127.0.0.1', origins = [], server: given, keepAlive }: InspectionServerOptions,
  { at, maxPayload }: Service,
): Promise<Serving> {
  const server = given ?? ownServer(keepAlive === true);
  const options = { noServer: true, maxPayload, closeTimeout: CLOSE_TIMEOUT };
  const sockets = new WebSocketServer(options);
  const refused = new WebSocketServer({ ...options, clientTracking: false });
  if (!given) await bind(server, port, host);
  else if (!given.listening) refuse('server', 'must be listening');
  const address = server.address();
  const bound = isTcp(address) ? address.port : port;

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const accept = at(pathOf(request));
    // Somebody else's, unless nobody else is there.
    if (!accept && server.listenerCount('upgrade') > 1) return;
    if (!isAdmitted(request.headers, { port: bound, host, origins }))
      return refuseSocket(403, originReason(request));
    if (!accept) return refuseSocket(404, 'Nothing is served at this path.');
    if (sockets.clients.size >= MOST_CLIENTS)
      return refuseSocket(503, `${MOST_CLIENTS} are connected, and no more are let in.`);
    if (!keepAlive) request.socket.unref();
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      accept(webSocket);
    });

    /** A page is never told the status of an answer, but why a socket was closed. Nothing is heard or said before. */
    function refuseSocket(status: number, reason: string): void {
      if (request.headers.origin === undefined) return answer(socket, status);
      refused.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.on('error', () => webSocket.terminate());
        webSocket.close(CLOSED_AS + status, reason);
      });
    }
  }

  server.on('upgrade', onUpgrade);
  return {
    port: bound,
    url: `${server instanceof TlsServer ? 'wss' : 'ws'}://${nameOf(isTcp(address) ? address : host)}:${bound}`,
    async close() {
      server.off('upgrade', onUpgrade);
      await Promise.all([...sockets.clients].map(closeSocket));
      if (!given) await closeServer(server);
    },
  };
}

function originReason({ headers: { origin = '' } }: IncomingMessage): string {
  const shown = origin.replace(/[^\x20-\x7E]/g, '?').slice(0, LONGEST_ORIGIN);
  return `The origin ${shown} is not let in; list it in \`origins\`.`;
}

function ownServer(keepAlive: boolean): HttpServer {
  const server = createServer((_request, response) => {
    response.writeHead(426, { connection: 'Upgrade', upgrade: 'websocket' }).end();
  });
  if (keepAlive) return server;
  server.on('connection', (socket) => socket.unref());
  return server.unref();
}

function closeSocket(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.close(GOING_AWAY);
  });
}

function answer(socket: Duplex, status: number): void {
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status]}`;
  socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

const isTcp = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

/** As it stands in a url. What listens everywhere is reached here by the loopback. */
function nameOf(host: AddressInfo | string): string {
  const name = typeof host === 'string' ? host : host.address;
  if (name === '0.0.0.0' || name === '::') return '127.0.0.1';
  return name.includes(':') ? `[${name}]` : name;
}
