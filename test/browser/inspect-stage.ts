import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../bench/support/chromium.js';
import { bundleForPage } from './support.js';

const html = (script: string) =>
  `<!doctype html><link rel="icon" href="data:,"><body></body><script src="${script}"></script>`;

const bundle = (contents: string): Promise<string> =>
  bundleForPage(contents, { globalName: 'lib' });

async function serve(pages: Record<string, string>) {
  const server = createServer((request, response) => {
    const body = pages[new URL(request.url ?? '', 'http://a').pathname];
    const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

export interface InspectStage {
  readonly browser: Browser;
  /** A page with `./inspect`, XState and a deep machine in the global `lib`. */
  readonly app: string;
  /** A page, elsewhere, that keeps in `heard` what the receiver of `@statelyai/inspect` tells it. */
  readonly inspector: string;
  readonly open: () => Promise<{ readonly page: Page; readonly complaints: string[] }>;
  readonly close: () => Promise<void>;
}

/** An app and an inspector on two origins. @throws Error where there is no Chromium */
export async function setInspectStage(): Promise<InspectStage> {
  const browser = await launch();
  if (!browser) throw new Error('There is no Chromium here: set CHROMIUM to its path.');
  const appServer = await serve({
    '/': html('/app.js'),
    '/app.js': await bundle(`
      export * from './src/inspect/index.ts';
      export { createActor } from 'xstate';
      export { deepMachine } from './test/inspect/support/deep.ts';
    `),
  });
  const inspectorServer = await serve({
    '/': html('/inspector.js'),
    '/silent': html('/silent.js'),
    '/silent.js': 'window.all = []; addEventListener("message", ({ data }) => all.push(data));',
    '/inspector.js': await bundle(`
      import { createBrowserReceiver } from '@statelyai/inspect';
      window.heard = [];
      window.all = [];
      addEventListener('message', ({ data }) => window.all.push(data));
      createBrowserReceiver().subscribe((event) => window.heard.push(event));
      window.say = (message) => (window.opener ?? window.parent).postMessage(message, '*');
    `),
  });
  return {
    browser,
    app: `${appServer.origin}/`,
    inspector: `${inspectorServer.origin}/`,
    async open() {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          complaints.push(message.text());
      });
      await page.goto(`${appServer.origin}/`);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      for (const { server } of [appServer, inspectorServer]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
