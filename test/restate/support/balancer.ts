import { once } from 'node:events';
import {
  type ClientHttp2Session,
  connect,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';

/** Spreads the requests of the engine over some processes, each in turn; one that is down is passed over. */
export interface Balancer {
  readonly uri: string;
  /** How many requests each process has had. */
  readonly counts: () => readonly number[];
  close(): Promise<void>;
}

const isForwarded = (name: string): boolean =>
  !name.startsWith(':') && !/^(connection|transfer-encoding|keep-alive)$/.test(name);

/** @param hear Gets the bytes of each request and of each answer. */
export async function startBalancer(
  uris: readonly string[],
  hear: (stream: object, bytes: Buffer) => void = () => {},
): Promise<Balancer> {
  const sessions = new Map<string, ClientHttp2Session>();
  const counts = uris.map(() => 0);
  let turn = 0;

  async function sessionOf(uri: string): Promise<ClientHttp2Session | undefined> {
    const known = sessions.get(uri);
    if (known && !known.closed && !known.destroyed) return known;
    const session = connect(uri);
    session.on('error', () => sessions.delete(uri));
    session.on('close', () => sessions.delete(uri));
    try {
      await once(session, 'connect');
    } catch {
      return undefined;
    }
    sessions.set(uri, session);
    return session;
  }

  async function forward(incoming: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    for (let tries = 0; tries < uris.length; tries += 1) {
      const at = (turn += 1) % uris.length;
      const session = await sessionOf(uris[at]!);
      if (!session || incoming.destroyed) continue;
      counts[at] = counts[at]! + 1;
      const own = Object.entries(headers).filter(([name]) => isForwarded(name));
      const outgoing = session.request({
        ...Object.fromEntries(own),
        ':method': headers[':method'],
        ':path': headers[':path'],
      });
      outgoing.on('response', (answered) => {
        const kept = Object.entries(answered).filter(([name]) => isForwarded(name));
        if (!incoming.destroyed)
          incoming.respond({ ':status': answered[':status'] ?? 502, ...Object.fromEntries(kept) });
      });
      const cut = () => {
        incoming.destroy();
        outgoing.destroy();
      };
      outgoing.on('error', cut);
      incoming.on('error', cut);
      incoming.on('close', () => outgoing.close());
      outgoing.on('close', () => incoming.end());
      for (const stream of [incoming, outgoing])
        stream.on('data', (bytes: Buffer) => hear(stream, bytes));
      incoming.pipe(outgoing);
      outgoing.pipe(incoming);
      return;
    }
    incoming.respond({ ':status': 503 }, { endStream: true });
  }

  const server = createServer();
  server.on('stream', (stream, headers) => {
    forward(stream, headers).catch(() => stream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => counts,
    async close() {
      for (const session of sessions.values()) session.destroy();
      server.close();
    },
  };
}
