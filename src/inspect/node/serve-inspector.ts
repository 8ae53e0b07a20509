import { createServer } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { bind, closeServer } from './bind.js';
import { relayInspection } from './relay-inspection.js';

/** A file of the page. */
export interface PageFile {
  /** Of HTTP. */
  readonly type: string;
  /** Compressed with gzip. */
  readonly body: Buffer;
}

/** What is served, and where. */
export interface ServeInspectorOptions {
  /** By their paths, from `/` on. */
  readonly files: ReadonlyMap<string, PageFile>;
  /** The content security policy of the page. */
  readonly policy: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly host: string;
  /** Further origins whose pages may attach. */
  readonly origins?: readonly string[];
}

/** A page that shows apps, and what brings it together with them. */
export interface ServedInspector {
  readonly port: number;
  /** Such as `http://127.0.0.1:4173`. */
  readonly origin: string;
  /** What apps connect to. */
  readonly appUrl: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves a page, and brings apps and pages together below `/inspect`.
 *
 * @throws Error with the `code` of the system where the port cannot be had: `EADDRINUSE`
 */
export async function serveInspector({
  files,
  policy,
  port,
  host,
  origins = [],
}: ServeInspectorOptions): Promise<ServedInspector> {
  const headers = {
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-cache',
  };
  const server = createServer(({ url = '/', method }, response) => {
    const file = files.get(url.replace(/[?#].*$/, ''));
    if (!file || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(file ? 405 : 404, headers).end();
      return;
    }
    const { type, body } = file;
    response.writeHead(200, { ...headers, 'content-type': type, 'content-encoding': 'gzip' });
    response.end(method === 'HEAD' ? undefined : body);
  });
  await bind(server, port, host);
  const { port: taken } = server.address() as AddressInfo;
  const relay = await relayInspection({ server, host, origins, path: '/inspect', keepAlive: true });
  return {
    port: taken,
    origin: `http://${isIPv6(host) ? `[${host}]` : host}:${taken}`,
    appUrl: relay.appUrl,
    async close() {
      await relay.close();
      await closeServer(server);
    },
  };
}
