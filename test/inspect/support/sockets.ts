import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { type ClientOptions, type RawData, WebSocket, WebSocketServer } from 'ws';

const rest: Array<() => void | Promise<void>> = [];

/** At the end of the test, the last first. */
export function afterwards(work: () => void | Promise<void>): void {
  rest.push(work);
}

afterEach(async () => {
  while (rest.length > 0) await rest.pop()?.();
});

const portOf = (server: { address: () => AddressInfo | string | null }): number =>
  (server.address() as AddressInfo).port;

/** An inspector that listens, and lets its user do the rest. */
export async function inspectorAt(port = 0) {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  const sockets: WebSocket[] = [];
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.terminate());
  });
  await once(server, 'listening');
  const close = () => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  };
  afterwards(close);
  return {
    url: `ws://127.0.0.1:${portOf(server)}`,
    server,
    sockets,
    close,
    connected: async () => (await once(server, 'connection'))[0] as WebSocket,
  };
}

/** Something that listens and speaks no HTTP. */
export async function tcpAt(onConnection: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `ws://127.0.0.1:${portOf(server)}`, server, sockets };
}

/** An address where nobody listens. */
export async function nobodyAt(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return `ws://127.0.0.1:${port}`;
}

/** A message as it was sent. */
export const textIn = (data: RawData): string => (data as Buffer).toString();

type Message = Readonly<Record<string, unknown>>;

/** Connects, and keeps what it is sent. */
export async function connectTo(url: string, options: ClientOptions = {}) {
  const socket = new WebSocket(url, options);
  const messages: Message[] = [];
  socket.on('message', (data) => {
    messages.push(JSON.parse(textIn(data)) as Message);
  });
  afterwards(() => socket.terminate());
  await once(socket, 'open');
  return { socket, messages, say: (message: object) => socket.send(JSON.stringify(message)) };
}

/** Asks for a WebSocket. @returns 101 where it is let in, or why not, as a status of HTTP */
export async function statusOf(
  port: number,
  headers: Readonly<Record<string, string>>,
  path = '/',
): Promise<number | undefined> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  socket.on('error', () => {});
  const answer = await new Promise<number | undefined>((resolve) => {
    socket.on('unexpected-response', (_asked, { statusCode }) => resolve(statusCode));
    socket.on('open', () => socket.ping());
    socket.on('pong', () => resolve(101));
    // To a page it is told as the code of a close.
    socket.on('close', (code) => resolve(code - 4000));
  });
  socket.terminate();
  return answer;
}
