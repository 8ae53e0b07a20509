import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../bench/support/chromium.js';
import { installExample, run } from './support/install.js';

let browser: Browser;
let server: ChildProcess;
let origin = '';

/** Where a server that has just started says that it listens. What it says later is read, too, or it would end. */
function addressOf({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    stdout?.on('data', (part) => {
      said += String(part);
      const [address] = /http:\/\/localhost:\d+/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    stdout?.once('close', () => reject(new Error(`The server has ended: ${said}`)));
  });
}

beforeAll(async () => {
  const launched = await launch();
  if (!launched) throw new Error('There is no Chromium here: set CHROMIUM to its path.');
  browser = launched;
  const app = await installExample('next');
  // It checks the types, too.
  await run(app, 'node_modules/.bin/next', 'build');
  const words = ['node_modules/next/dist/bin/next', 'start', '--port', '0'];
  server = spawn(process.execPath, words, { cwd: app, stdio: ['ignore', 'pipe', 'inherit'] });
  origin = await addressOf(server);
});
afterAll(async () => {
  await browser?.close();
  if (server?.exitCode === null) {
    server.kill();
    await once(server, 'exit');
  }
});

it('Next renders the page on the server, where nobody is known', async () => {
  const html = await (await fetch(origin)).text();
  expect(html).toContain('<h1>Watch TV</h1>');
  expect(html).toContain('One moment …');
});

it('signs in at the TV provider, plays, says why not, and signs out', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
      complaints.push(message.text());
  });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await page.goto(origin);
  await press('Sign in');
  await press('Cablevision');
  await page.getByRole('link', { name: 'Go to your TV provider' }).click();
  await page.getByLabel('User name').fill('viewer');
  await page.getByLabel('Password').fill('secret');
  await press('Sign in');
  await page.waitForURL(`${origin}/`);

  await press('Play The news');
  await page.getByRole('button', { name: 'Stop The news' }).waitFor();
  await press('Play Sports');
  await page.getByText('does not include sports').waitFor();
  await press('Sign out');
  await page.getByRole('link', { name: 'Sign out there too' }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  expect(complaints).toEqual([]);
});
