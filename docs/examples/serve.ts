import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { build } from 'esbuild';
import type { Simulator } from 'tve-auth-flow/simulator';

const folder = 'docs/examples';
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
};

const options = {
  bundle: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  write: false,
} as const;

/** The page for televisions as one script, for Chromium 56. */
async function bundleForTelevisions(): Promise<string> {
  const contents = `export { start } from './tv/app.js'; export { createServices } from './services.js';`;
  const { outputFiles } = await build({
    ...options,
    stdin: { contents, resolveDir: folder },
    format: 'iife',
    globalName: 'tv',
    target: 'chrome56',
  });
  return outputFiles[0]?.text ?? '';
}

/** The polyfills for Chromium 56, as the guide has them. */
async function polyfills(): Promise<string> {
  const guide = await readFile('docs/old-devices.md', 'utf8');
  return /```js\n([^]*?)```/.exec(guide)?.[1] ?? '';
}

/** The pages' scripts, by their paths. */
async function bundle(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    ...options,
    entryPoints: ['services.ts', 'dom/app.ts', 'react/app.tsx'].map((name) => `${folder}/${name}`),
    outbase: folder,
    outdir: '/',
    splitting: true,
    format: 'esm',
  });
  return new Map([
    ...outputFiles.map(({ path, text }) => [path, text] as const),
    ['/tv/app.js', await bundleForTelevisions()],
    ['/tv/polyfills.js', await polyfills()],
  ]);
}

/** Serves the pages, and the simulator at the same origin, on loopback. @param port 0: any free one */
export async function serveExamples(simulator: Simulator, port: number) {
  const modules = await bundle();

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/verify') {
      const verdict = simulator.verifyMediaToken(
        await request.text(),
        searchParams.get('resource') ?? '',
      );
      return Response.json(verdict === 'VALID_TOKEN');
    }
    if (!/^\/$|^\/(dom|react|tv)\/|\.(js|css)$/.test(pathname)) {
      const { url, method, headers } = request;
      const body = method === 'GET' ? null : await request.text();
      return simulator.fetch(url, { method, headers, body, redirect: 'manual' });
    }
    const file = pathname.replace(/\/$/, '/index.html');
    const headers = { 'content-type': types[extname(file)] ?? 'text/plain' };
    try {
      return new Response(modules.get(file) ?? (await readFile(folder + file)), { headers });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  }

  const listener = getRequestListener(answer, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
