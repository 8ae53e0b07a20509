import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { createActor } from 'xstate';
import type * as tve from '../../src/index.js';
import { setStage, type Stage } from './support.js';

/** What the bundle puts into the page, and a window of the app. */
interface AppWindow {
  tve: typeof tve & { createActor: typeof createActor };
  app: {
    send(event: tve.EntitlementEvent): void;
    view(): tve.EntitlementView;
    stored(): string;
  };
}

let stage: Stage;
let context: BrowserContext;
beforeAll(async () => {
  stage = await setStage();
  context = await stage.browser.newContext();
});
afterAll(() => stage?.close());

/** A window of the same browser, on the same `localStorage`, which is not started yet. */
async function openWindow(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(stage.app);
  return page;
}

/** Starts the app; with the stored flow of another window where there is one, as in a tab that was duplicated. */
const start = (page: Page, stored = '') =>
  page.evaluate(
    ({ origin, flowOf }) => {
      const window = globalThis as unknown as AppWindow;
      const library = window.tve;
      const client = library.createPassClient({
        environment: { origin },
        allowInsecureRequests: true,
        serviceProvider: 'REF30',
        softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
        device: { id: 'browser' },
        storage: localStorage,
      });
      const actors = library.entitlementServices(client);
      const machine = library.entitlementMachine.provide({ actors });
      const flow = flowOf
        ? library.restoreActor(machine, flowOf)
        : library.createActor(machine, {
            input: {
              screen: 'secondary',
              redirectUrl: 'https://adobe.com',
              domainName: 'adobe.com',
              pollInterval: 3000,
            },
          });
      window.app = {
        send: (event) => flow.send(event),
        view: () => library.entitlementView(flow.getSnapshot()),
        stored: () => JSON.stringify(flow.getPersistedSnapshot()),
      };
      flow.start();
      library.watchViewer(flow, client);
    },
    { origin: stage.origin, flowOf: stored },
  );

const send = (page: Page, event: tve.EntitlementEvent) =>
  page.evaluate((sent) => (globalThis as unknown as AppWindow).app.send(sent), event);

const isIn = (page: Page, phase: string) =>
  page.waitForFunction(
    (wanted) => (globalThis as unknown as AppWindow).app.view().phase === wanted,
    phase,
  );

const codeIn = async (page: Page): Promise<string> => {
  const shown = await page.waitForFunction(() => {
    const view = (globalThis as unknown as AppWindow).app.view();
    const signIn = view.phase === 'authenticating' ? view.authentication : undefined;
    return signIn && 'code' in signIn && signIn.code;
  });
  return String(await shown.jsonValue());
};

const requests = (endpoint: string) =>
  stage.simulator.requests.filter((request) => request.endpoint === endpoint);

it('two windows register once, sign in together and sign out together', async () => {
  const [first, second] = await Promise.all([openWindow(), openWindow()]);
  await Promise.all([start(first), start(second)]);
  await Promise.all([isIn(first, 'unauthenticated'), isIn(second, 'unauthenticated')]);
  expect(requests('E1')).toHaveLength(1);
  expect(requests('E2')).toHaveLength(1);

  await send(first, { type: 'authenticate', mvpd: 'Cablevision' });
  await stage.simulator.viewer.signIn({ code: await codeIn(first), mvpd: 'Cablevision' });
  await Promise.all([isIn(first, 'authenticated'), isIn(second, 'authenticated')]);
  expect(requests('E4')).toHaveLength(1);

  await send(second, { type: 'play', resource: 'news' });
  await second.waitForFunction(
    () => (globalThis as unknown as AppWindow).app.view().plays[0]?.phase === 'permitted',
  );
  await send(second, { type: 'logout' });
  await second.waitForFunction(() => {
    const view = (globalThis as unknown as AppWindow).app.view();
    return view.phase === 'unauthenticated' || view.phase === 'loggingOut';
  });
  await send(second, { type: 'userAgent.returned' });
  await Promise.all([isIn(first, 'unauthenticated'), isIn(second, 'unauthenticated')]);

  // A window that is opened afterwards finds nobody either.
  const third = await openWindow();
  await start(third);
  await isIn(third, 'unauthenticated');
  expect(requests('E1')).toHaveLength(1);
});

it(
  'two windows that show one code poll it like one, and the last one goes on',
  { timeout: 90_000 },
  async () => {
    const first = await openWindow();
    await start(first);
    await isIn(first, 'unauthenticated');
    await send(first, { type: 'authenticate', mvpd: 'Cablevision' });
    const code = await codeIn(first);
    const polls = () => requests('E10').filter(({ path }) => path.endsWith(code));
    const second = await openWindow();
    await start(
      second,
      await first.evaluate(() => (globalThis as unknown as AppWindow).app.stored()),
    );
    expect(await codeIn(second)).toBe(code);
    await expect.poll(() => polls().length, { timeout: 40_000 }).toBeGreaterThanOrEqual(6);
    await first.close();
    const before = polls().length;
    await expect.poll(() => polls().length, { timeout: 20_000 }).toBeGreaterThan(before);
    await stage.simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
    await isIn(second, 'authenticated');
    for (const [index, { at }] of polls().entries())
      expect(at - (polls()[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(2990);
  },
);
