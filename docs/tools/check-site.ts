/* Opens every page of the built site in Chromium: `npm run docs:site && npm run docs:site:check`. */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { serve } from 'vitepress';
import { launch } from '../../test/bench/support/chromium.js';

const folder = 'docs/.vitepress/dist';
const widths = [360, 832] as const;

/** What is wrong with a page as it is shown. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  const diagrams = page.locator('pre.mermaid');
  for (let index = 0; index < (await diagrams.count()); index += 1)
    await diagrams
      .nth(index)
      .locator('svg')
      .waitFor({ timeout: 20_000 })
      .catch(() => faults.push(`diagram ${index + 1} is not drawn`));
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) faults.push(`${wide} px wide in a window of ${width} px`);
  }
  return faults;
}

/** A guide shows a step of a story, in the playground that the site has. */
async function embedFaults(page: Page, origin: string): Promise<readonly string[]> {
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(`${origin}/authentication`);
  const place = page.locator('figure.playground iframe').first();
  const isEarly = (await place.getAttribute('src', { timeout: 20_000 })) !== null;
  const faults = isEarly ? ['the playground is loaded before anybody sees it'] : [];
  await place.scrollIntoViewIfNeeded();
  const television = place.contentFrame().getByRole('region', { name: 'Television', exact: true });
  const code = television.getByTestId('code');
  return code.waitFor({ timeout: 20_000 }).then(
    () => faults,
    () => [...faults, 'the guide of authentication shows no television with a code'],
  );
}

async function searchFaults(page: Page, origin: string): Promise<readonly string[]> {
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(`${origin}/`);
  await page.getByRole('button', { name: 'Search' }).first().click();
  await page.getByRole('searchbox').fill('conformance suite');
  const found = page.locator('.VPLocalSearchBox .result[href*="conformance-suite"]').first();
  return found.waitFor({ timeout: 20_000 }).then(
    () => [],
    () => ['the search does not find the conformance suite'],
  );
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html') && !/^(404\.html$|demo\/)/.test(file))
  .sort();
if (files.length === 0) throw new Error('The site is not built: npm run docs:site');
const browser = await launch();
if (!browser) throw new Error('There is no Chromium here: set CHROMIUM to its path.');
const app = await serve({ root: 'docs', port: 0 });
const { server } = app as unknown as { readonly server: Server };
if (!server.listening) await once(server, 'listening');
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const faults: string[] = [];

/** A page of the browser, and what to say where it is: what goes wrong there is a fault. */
async function visitor(opened: Browser) {
  const page = await opened.newPage({ reducedMotion: 'reduce' });
  let where = '';
  page.on('pageerror', ({ message }) => faults.push(`${where}: ${message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${where}: ${message.text()}`);
  });
  return { page, go: (to: string) => void (where = to) };
}

/** Looks at pages until there are none left. */
async function look(opened: Browser, left: string[]): Promise<void> {
  const { page, go } = await visitor(opened);
  for (let file = left.shift(); file !== undefined; file = left.shift()) {
    const where = file.replace(/(index)?\.html$/, '');
    go(where);
    await page.goto(`${origin}/${where}`);
    faults.push(...(await faultsOf(page)).map((fault) => `/${where}: ${fault}`));
  }
}

try {
  const left = [...files];
  await Promise.all([look(browser, left), look(browser, left)]);
  const { page } = await visitor(browser);
  faults.push(...(await embedFaults(page, origin)));
  faults.push(...(await searchFaults(page, origin)));
} finally {
  await browser.close();
  server.close();
}
for (const fault of faults) console.error(fault);
console.log(`${files.length} pages looked at, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
