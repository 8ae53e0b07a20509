import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'acorn';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveExamples } from '../../docs/examples/serve.js';
import { createSimulator } from '../../src/simulator/index.js';
import { lacking } from '../old-engines/built-ins.js';
import { launch } from '../bench/support/chromium.js';

// For whoever wants to see the pages.
const pictures = mkdtempSync(join(tmpdir(), 'tve-auth-flow-examples-'));
const simulator = createSimulator({ throttle: false });
let browser: Browser;
let server: Awaited<ReturnType<typeof serveExamples>>;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  const launched = await launch();
  if (!launched) throw new Error('There is no Chromium here: set CHROMIUM to its path.');
  browser = launched;
  server = await serveExamples(simulator, 0);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

beforeEach(async () => {
  simulator.reset();
  simulator.mvpd({ id: 'Cablevision', permits: ['news', 'films'] });
  complaints = [];
  context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page = await context.newPage();
});
afterEach(() => context.close());

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (name: string) => page.getByRole('link', { name, exact: true }).click();
const see = (text: string | RegExp) => page.getByText(text).first().waitFor();
const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });

/** The viewer, on the login page of the TV provider. */
async function logIn(login: Page): Promise<void> {
  await login.getByLabel('User name').fill('viewer');
  await login.getByLabel('Password').fill('secret');
  await login.getByRole('button', { name: 'Sign in' }).click();
}

/** Which of the requests of the app the simulator has seen. */
const endpoints = () =>
  simulator.requests.filter(({ viewer }) => !viewer).map(({ endpoint }) => endpoint);

describe('the web app', () => {
  beforeEach(() => page.goto(`${server.origin}/dom/`));

  async function signIn(): Promise<void> {
    await press('Sign in');
    await press('Cablevision');
    const opened = context.waitForEvent('page');
    await follow('To your TV provider');
    await logIn(await opened);
    await see('You are signed in.');
  }

  it('signs in with a tab, plays, says why not, and signs out', async () => {
    await press('Sign in');
    await see('Who is your TV provider?');
    await picture('dom-choosing');
    await press('Cablevision');
    const opened = context.waitForEvent('page');
    await follow('To your TV provider');
    const login = await opened;
    await picture('dom-login');
    await logIn(login);
    await see('You are signed in.');
    await see('Play sports (locked)');
    await press('Play news');
    await page.getByRole('button', { name: 'Stop news' }).waitFor();
    await press('Play sports (locked)');
    await see(/^sports: /);
    await picture('dom-playing');
    await press('Stop news');
    await page.getByRole('button', { name: 'Play news', exact: true }).waitFor();

    await press('Sign out');
    await see('You are signed out here.');
    await follow('To your TV provider');
    await see('Sign in to watch.');
    expect(complaints).toEqual([]);
  });

  it('takes a login with the code, on another device', async () => {
    await press('Sign in');
    await press('Cablevision');
    await page.getByRole('link').waitFor();
    const href = await page.getByRole('link').getAttribute('href');
    const code = /\/([^/?]+)(?:\?.*)?$/.exec(href ?? '')?.[1] ?? '';
    await simulator.viewer.signIn({ code });
    await press('I have done so');
    await see('You are signed in.');
    expect(complaints).toEqual([]);
  });

  it('gives the window of the TV provider no hand on the page', async () => {
    await press('Sign in');
    await press('Cablevision');
    const opened = context.waitForEvent('page');
    await follow('To your TV provider');
    const login = await opened;
    await login.getByLabel('User name').waitFor();
    expect(await login.evaluate(() => window.opener === null)).toBe(true);
  });

  it('shows a fault of the server, and the way out', async () => {
    simulator.faults.add({ endpoint: 'E4', code: 'internal_error', times: 3 });
    await press('Sign in');
    await press('Cablevision');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await picture('dom-fault');
    simulator.faults.clear();
    await press('Try again');
    await page.getByRole('link').waitFor();
  });

  it('offers another TV provider where the chosen one is not available', async () => {
    await press('Sign in');
    await see('Who is your TV provider?');
    simulator.mvpd({ id: 'Cablevision', enabled: false });
    await press('Cablevision');
    await see('This TV provider is not available just now.');
    await press('Choose another TV provider');
    await press('Spectrum');
    await page.getByRole('link').waitFor();
  });

  it('goes by keys: the focus stays where it was', async () => {
    await signIn();
    await page.getByRole('button', { name: 'Play films', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Stop films' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Stop films');
  });

  it('knows the viewer at the next start, with one request', async () => {
    await signIn();
    // The marks are there: nothing of this start is under way.
    await see('Play sports (locked)');
    const before = endpoints().length;
    await page.reload();
    await see('You are signed in.');
    // Beside the marks, which go over a connection of their own: either may be there first.
    await expect.poll(() => endpoints().slice(before).sort()).toEqual(['E13', 'E9']);
    expect(complaints).toEqual([]);
  });
});

describe('the React app', () => {
  beforeEach(() => page.goto(`${server.origin}/react/`));

  it('leaves for the login and comes back, plays, says why not, and signs out', async () => {
    await press('Sign in');
    await page.getByRole('button', { name: 'Spectrum' }).waitFor();
    await picture('react-choosing');
    await press('Cablevision');
    await follow('Go to your TV provider');
    await logIn(page);
    await page.waitForURL(`${server.origin}/react/`);

    await press('Play news');
    await press('Stop news');
    await press('Play sports');
    await page.getByRole('button', { name: /^Play sports: ./ }).waitFor();
    await picture('react-playing');

    await press('Sign out');
    await follow('Sign out there too');
    await page.waitForURL(`${server.origin}/react/`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('goes back from the login, and to another TV provider', async () => {
    await press('Sign in');
    await press('Cablevision');
    await page.getByRole('link').waitFor();
    await press('Back');
    await page.getByRole('button', { name: 'Sign in again' }).waitFor();
    await press('Choose a TV provider');
    await press('Spectrum');
    await page.getByRole('link').waitFor();
  });

  it('shows a fault of the server, and the way out', async () => {
    simulator.faults.add({ endpoint: 'E3', status: 403, times: 3 });
    await press('Sign in');
    await page.getByRole('alert').waitFor();
    await picture('react-fault');
    simulator.faults.clear();
    await press('Try again');
    await page.getByRole('button', { name: 'Cablevision' }).waitFor();
  });

  it('offers another TV provider where the chosen one is not available', async () => {
    await press('Sign in');
    await page.getByRole('button', { name: 'Cablevision' }).waitFor();
    simulator.mvpd({ id: 'Cablevision', enabled: false });
    await press('Cablevision');
    await press('Choose another TV provider');
    await press('Spectrum');
    await page.getByRole('link').waitFor();
  });
});

describe('the page for televisions', () => {
  beforeEach(async () => {
    await page.goto(`${server.origin}/tv/`);
    await see('Sign in to watch.');
  });

  /** A key of a remote control that has no name in a browser. */
  const remoteKey = (keyCode: number) =>
    page.evaluate((code) => {
      // oxlint-disable-next-line typescript/no-deprecated -- As televisions send it.
      document.dispatchEvent(new KeyboardEvent('keydown', { keyCode: code, bubbles: true }));
    }, keyCode);
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  const key = (name: string) => page.keyboard.press(name);

  it('shows a code for the phone, plays and signs out, all by the remote control', async () => {
    expect(await focused()).toBe('Sign in');
    await key('Enter');
    const code = await page.locator('.code').textContent();
    await picture('tv-code');

    const phone = await context.newPage();
    await phone.goto(`${server.origin}/activate`);
    expect(await page.getByRole('status').textContent()).toContain(code?.split('').join(' '));
    await phone.getByLabel('Code').fill(code ?? '');
    await phone.getByRole('button', { name: 'Continue' }).click();
    await phone.getByLabel('TV provider').selectOption('Cablevision');
    await phone.getByRole('button', { name: 'Continue' }).click();
    await logIn(phone);
    await phone.waitForURL(/\/done$/);
    await page.bringToFront();

    await see('You are signed in.');
    expect(await focused()).toBe('You are signed in.');
    await key('Enter');
    expect(await focused()).toBe('You are signed in.');
    await key('ArrowDown');
    expect(await focused()).toBe('Play news');
    await picture('tv-library');
    await key('Enter');
    await page.getByText('Stop news').waitFor();
    expect(await focused()).toBe('Stop news');
    await key('ArrowDown');
    await key('ArrowRight');
    expect(await focused()).toBe('Play sports');
    await key('Enter');
    await see(/^Play sports: /);
    await picture('tv-denied');
    await key('ArrowDown');
    expect(await focused()).toBe('Sign out');
    await key('Escape');
    await page.getByText('Play news').waitFor();
    expect(await focused()).toBe('Sign out');
    await key('Enter');
    await see('You are signed out.');
    await key('Enter');
    await see('Sign in to watch.');
    expect(complaints).toEqual([]);
  });

  it('signs out of several TV providers, whose pages it can not open', async () => {
    simulator.logoutTogether('Cablevision', 'Spectrum');
    for (const mvpd of ['Cablevision', 'Spectrum']) simulator.profiles.add({ mvpd });
    await page.reload();
    await page.getByRole('button', { name: 'Spectrum' }).waitFor();
    await key('Enter');
    await see('You are signed in.');
    await key('ArrowUp');
    await key('Enter');
    await see('You are signed out.');
    await key('Enter');
    await key('Enter');
    await see('Sign in to watch.');
  });

  it.each([
    ['Tizen', () => remoteKey(10009)],
    ['webOS', () => remoteKey(461)],
    ['a computer', () => key('Escape')],
    ['a keyboard without Escape', () => key('Backspace')],
  ])('goes back with the key of %s', async (_of, goBack) => {
    await key('Enter');
    await page.locator('.code').waitFor();
    await goBack();
    await see('Sign in to watch.');
    expect(await focused()).toBe('Sign in');
  });

  it('gets another code, but not by a second OK', async () => {
    await key('Enter');
    const code = (await page.locator('.code').textContent()) ?? '';
    await key('Enter');
    expect(await page.locator('.code').textContent()).toBe(code);
    await key('ArrowDown');
    expect(await focused()).toBe('New code');
    await key('Enter');
    await page.waitForFunction((old) => document.querySelector('.code')?.textContent !== old, code);
    await page.locator('.code').waitFor();
    expect(simulator.session(code)).toBeUndefined();
  });

  it('shows a fault beside the code, and speaks each thing once', async () => {
    await key('Enter');
    await page.locator('.code').waitFor();
    const code = await page.locator('.code').textContent();
    const said: string[] = [];
    await page.exposeFunction('said', (text: string) => void said.push(text));
    await page.evaluate(() => {
      const status = document.querySelector('[role=status]')!;
      const { said: tell } = window as unknown as { said(this: void, text: string): void };
      new MutationObserver(() => tell(status.textContent ?? '')).observe(status, {
        childList: true,
      });
    });
    simulator.faults.add({ endpoint: 'E10', status: 503, times: 50 });
    simulator.faults.add({ endpoint: 'E11', status: 503, times: 50 });
    await page.locator('.notice').waitFor();
    expect(await page.locator('.code').textContent()).toBe(code);
    expect(await page.locator('img').isVisible()).toBe(true);
    expect(await page.getByText(`${server.origin}/activate`, { exact: true }).count()).toBe(1);
    expect(await page.locator('time').textContent()).toMatch(/ \d+:\d\d\.$/);
    expect(await focused()).toBe('Scan the picture with your phone, or go there to');
    await picture('tv-notice');
    expect(said).toHaveLength(1);
  });

  it('starts in an engine of Chromium 56, with the polyfills of the guide', async () => {
    const script = await (await fetch(`${server.origin}/tv/app.js`)).text();
    expect(() => parse(script, { ecmaVersion: 2017, sourceType: 'script' })).not.toThrow();
    const old = await context.newPage();
    await old.addInitScript((names) => {
      const all = self as unknown as Record<string, Record<string, unknown> | undefined>;
      for (const { owner, name } of names) {
        const [first = '', second] = owner.split('.');
        const of = second ? (all[first]?.[second] as typeof all | undefined) : all[first];
        delete (owner === '' ? all : of)?.[name];
      }
      for (const name of ['AbortController', 'structuredClone', 'queueMicrotask']) delete all[name];
      delete (Crypto.prototype as Partial<Crypto>).randomUUID;
      delete (Element.prototype as Partial<Element>).replaceChildren;
    }, lacking(56));
    await old.goto(`${server.origin}/tv/`);
    await old.getByText('Sign in to watch.').first().waitFor();
    await old.keyboard.press('Enter');
    await old.locator('.code').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows a fault of the server, and the way out', async () => {
    simulator.faults.add({ endpoint: 'E4', status: 403 });
    await key('Enter');
    await page.getByText('Try again').waitFor();
    expect(await focused()).toBe('Try again');
    await picture('tv-fault');
    await key('Enter');
    await page.locator('.code').waitFor();
  });
});
