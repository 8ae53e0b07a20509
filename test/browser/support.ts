import { build } from 'esbuild';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../bench/support/chromium.js';
import { createSimulator, type Simulator } from '../../src/simulator/index.js';

/** A browser, a simulator that listens, and the app's own server, on another origin. */
export interface Stage {
  readonly browser: Browser;
  readonly simulator: Simulator;
  /** Of the simulator. */
  readonly origin: string;
  /** Of the app. */
  readonly app: string;
  /** Opens a page, and collects what it complains about. */
  readonly open: (url: string) => Promise<{ readonly page: Page; readonly complaints: string[] }>;
  readonly close: () => Promise<void>;
}

/** What a page loads as one script, as an app's own build bundles it, with its exports in a global. */
export async function bundleForPage(
  contents: string,
  { globalName, minify = false }: { readonly globalName: string; readonly minify?: boolean },
): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    minify,
    platform: 'browser',
    format: 'iife',
    globalName,
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** The browser entry, in the global `tve`. */
const bundleEntry = (): Promise<string> =>
  bundleForPage(`export * from './src/index.ts'; export { createActor } from 'xstate';`, {
    globalName: 'tve',
    minify: true,
  });

async function serveApp() {
  const pages: Record<string, readonly [type: string, body: string]> = {
    '/': [
      'text/html',
      '<!doctype html><link rel="icon" href="data:,"><script src="/app.js"></script>',
    ],
    '/app.js': ['text/javascript', await bundleEntry()],
    '/back': ['text/html', '<!doctype html><link rel="icon" href="data:,"><title>Back</title>'],
  };
  const server = createServer((request, response) => {
    const [type, body] = pages[new URL(request.url ?? '', 'http://app').pathname] ?? ['', ''];
    response.writeHead(type ? 200 : 404, { 'content-type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${port}` };
}

/** @throws Error where there is no Chromium */
export async function setStage(): Promise<Stage> {
  const browser = await launch();
  if (!browser) throw new Error('There is no Chromium here: set CHROMIUM to its path.');
  const simulator = createSimulator({ throttle: false });
  const listening = await simulator.listen();
  const app = await serveApp();
  return {
    browser,
    simulator,
    origin: listening.origin,
    app: app.origin,
    async open(url) {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          complaints.push(message.text());
      });
      await page.goto(url);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      app.server.closeAllConnections();
      app.server.close();
      await listening.close();
    },
  };
}
