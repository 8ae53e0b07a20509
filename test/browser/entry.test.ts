import { afterAll, beforeAll, expect, it } from 'vitest';
import type * as tve from '../../src/index.js';
import type { createActor } from 'xstate';
import { setStage, type Stage } from './support.js';

/** What the bundle puts into the page. */
interface AppWindow {
  tve: typeof tve & { createActor: typeof createActor };
  phases: string[];
  view: tve.AuthenticationView | tve.LogoutView;
  client: tve.PassClient;
}

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.close());

it('loads, signs in with a second screen and signs out, without a complaint', async () => {
  const { simulator, origin, app } = stage;
  const { page, complaints } = await stage.open(app);

  await page.evaluate((simulatorOrigin) => {
    const window = globalThis as unknown as AppWindow;
    const library = window.tve;
    window.client = library.createPassClient({
      environment: { origin: simulatorOrigin },
      allowInsecureRequests: true,
      serviceProvider: 'REF30',
      softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
      device: { id: 'browser' },
      storage: localStorage,
    });
    const machine = library.authenticationMachine.provide({
      actors: library.authenticationServices(window.client),
    });
    const flow = library.createActor(machine, {
      input: { screen: 'secondary', pollInterval: 3000 },
    });
    window.phases = [];
    flow.subscribe((snapshot) => {
      window.view = library.authenticationView(snapshot);
      if (window.phases.at(-1) !== window.view.phase) window.phases.push(window.view.phase);
    });
    flow.start();
  }, origin);

  await page.waitForFunction(() => (globalThis as unknown as AppWindow).view.phase === 'resume');
  const code = await page.evaluate(() => {
    const { view } = globalThis as unknown as AppWindow;
    return view.phase === 'resume' ? view.code : '';
  });
  await simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
  await page.waitForFunction(() => (globalThis as unknown as AppWindow).view.phase === 'authorize');
  expect(await page.evaluate(() => (globalThis as unknown as AppWindow).view)).toMatchObject({
    phase: 'authorize',
    mvpd: 'Cablevision',
    reason: 'login',
  });
  expect(await page.evaluate(() => (globalThis as unknown as AppWindow).phases)).toEqual([
    'creating',
    'resume',
    'authorize',
  ]);

  await page.evaluate((redirectUrl) => {
    const window = globalThis as unknown as AppWindow;
    const library = window.tve;
    const machine = library.logoutMachine.provide({
      actors: library.logoutServices(window.client),
    });
    const flow = library.createActor(machine, { input: { mvpd: 'Cablevision', redirectUrl } });
    flow.subscribe((snapshot) => {
      window.view = library.logoutView(snapshot);
    });
    flow.start();
  }, `${app}/back`);
  await page.waitForFunction(() => (globalThis as unknown as AppWindow).view.phase === 'logout');

  expect(complaints).toEqual([]);
  await page.close();
});
