import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { relayInspection } from '../../src/node.js';

/** How the playground is served. */
export interface ServeOptions {
  /** Where it was built. */
  readonly folder: string;
  /** Its content security policy. */
  readonly policy: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly host: string;
  /** Further origins whose pages may attach. */
  readonly origins?: readonly string[];
}

/** A playground that is served. */
export interface Served {
  /** Such as `http://127.0.0.1:4173`. */
  readonly origin: string;
  /** What apps that attach connect to. */
  readonly appUrl: string;
  readonly close: () => Promise<void>;
}

const files = {
  '/': 'index.html',
  '/index.html': 'index.html',
  '/elk.js': 'elk.js',
  '/code.js': 'code.js',
} as const;

const types: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'elk.js': 'text/javascript; charset=utf-8',
  'code.js': 'text/javascript; charset=utf-8',
};

/** Serves the playground, and brings together apps and pages below `/inspect`. @throws Error with `code`, as `listen` does */
export async function serve({
  folder,
  policy,
  port,
  host,
  origins = [],
}: ServeOptions): Promise<Served> {
  const bodies = new Map(
    Object.values(files).map((name) => [name, gzipSync(readFileSync(join(folder, name)))]),
  );
  const headers = {
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-cache',
  };
  const server = createServer(({ url = '/', method }, response) => {
    const { pathname } = new URL(url, 'http://playground');
    const name = Object.hasOwn(files, pathname) ? files[pathname as keyof typeof files] : undefined;
    if (name === undefined || (method !== 'GET' && method !== 'HEAD')) {
      response.writeHead(name === undefined ? 404 : 405, headers).end();
      return;
    }
    const type = types[name] ?? '';
    response.writeHead(200, { ...headers, 'content-type': type, 'content-encoding': 'gzip' });
    response.end(method === 'HEAD' ? undefined : bodies.get(name));
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  const relay = await relayInspection({ server, host, origins, path: '/inspect', keepAlive: true });
  return {
    origin: `http://${isIPv6(host) ? `[${host}]` : host}:${taken}`,
    appUrl: relay.appUrl,
    async close() {
      await relay.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
