import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { type Served, serve } from '../../../docs/playground/serve.js';
import { inject } from 'vitest';
import { launch } from '../../bench/support/chromium.js';

/** The page, and what it did that it should not. */
export interface Visit {
  readonly page: Page;
  readonly television: Locator;
  readonly phone: Locator;
  readonly sequence: Locator;
  readonly tools: Locator;
  /** Errors, warnings, and what the content security policy has refused. */
  readonly complaints: readonly string[];
  /** Every address that was asked for. */
  readonly requests: readonly string[];
}

/** The playground, served, and a browser. */
export interface Stand {
  readonly html: string;
  readonly served: Served;
  readonly file: string;
  /** @param hash Such as `#scenario=primary-sign-in` */
  readonly visit: (hash?: string, options?: VisitOptions) => Promise<Visit>;
  readonly close: () => Promise<void>;
}

interface VisitOptions extends BrowserContextOptions {
  /** Opens the file in place of what is served. */
  readonly asFile?: boolean;
}

async function look(browser: Browser, url: string, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('request', (request) => requests.push(request.url()));
  page.on('websocket', (socket) => requests.push(socket.url()));
  await page.goto(url);
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  return {
    page,
    television: region('Television'),
    phone: region('Phone'),
    sequence: region('Sequence'),
    tools: region('Tools'),
    complaints,
    requests,
  };
}

/** @throws Error where there is no Chromium */
export async function setUp(): Promise<Stand> {
  const browser = await launch();
  if (!browser) throw new Error('There is no Chromium here: set CHROMIUM to its path.');
  const { folder, policy } = inject('playground');
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const served = await serve({ folder, policy, port: 0, host: '127.0.0.1' });
  const file = pathToFileURL(join(folder, 'index.html')).href;
  return {
    html,
    served,
    file,
    visit: (hash = '', { asFile = false, ...options } = {}) =>
      look(browser, (asFile ? file : `${served.origin}/`) + hash, options),
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

/** Waits until a locator is there, which Playwright's `waitFor` does for what is visible. */
export const there = (locator: Locator): Promise<void> => locator.first().waitFor();

/** Leaves a visit. */
export const leave = ({ page }: Visit): Promise<void> => page.context().close();
