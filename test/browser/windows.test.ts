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

const start = (page: Page) =>
  page.evaluate((simulatorOrigin) => {
    const window = globalThis as unknown as AppWindow;
    const library = window.tve;
    const client = library.createPassClient({
      environment: { origin: simulatorOrigin },
      allowInsecureRequests: true,
      serviceProvider: 'REF30',
      softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
      device: { id: 'browser' },
      storage: localStorage,
    });
    const actors = library.entitlementServices(client);
    const flow = library.createActor(library.entitlementMachine.provide({ actors }), {
      input: { screen: 'secondary', redirectUrl: 'https://adobe.com', domainName: 'adobe.com' },
    });
    window.app = {
      send: (event) => flow.send(event),
      view: () => library.entitlementView(flow.getSnapshot()),
    };
    flow.start();
    library.watchViewer(flow, client);
  }, stage.origin);

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
