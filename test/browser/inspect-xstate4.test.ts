import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { createActor, AnyActorRef } from 'xstate';
import type { AnyState, Received } from 'xstate4-receivers';
import type * as tve from '../../src/index.js';
import type * as inspection from '../../src/inspect/index.js';
import { setStage, type Stage } from './support.js';

/** Of another origin than the app; the browser is given it by the test. */
const INSPECTOR = 'http://inspector.example/';

interface AppWindow {
  tve: typeof tve & { createActor: typeof createActor };
  tveInspect: typeof inspection;
  flow: AnyActorRef;
  values: unknown[];
}

interface InspectorWindow {
  inspector: {
    receiver: { send: (message: unknown) => void };
    received: Received[];
  };
}

const bundled = async (options: Parameters<typeof build>[0]): Promise<string> => {
  const { outputFiles } = await build({
    bundle: true,
    format: 'iife',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"development"' },
    ...options,
    write: false,
  });
  return outputFiles?.[0]?.text ?? '';
};

let stage: Stage;
let context: BrowserContext;
let inspectBundle: string;

beforeAll(async () => {
  stage = await setStage();
  inspectBundle = await bundled({
    entryPoints: ['src/inspect/index.ts'],
    globalName: 'tveInspect',
  });
  // Its imports are resolved from where it lies: with the XState 4 there.
  const page = await bundled({ entryPoints: ['test/inspect/xstate4/page.js'] });
  context = await stage.browser.newContext();
  await context.route(`${INSPECTOR}**`, (route) =>
    route.request().url() === INSPECTOR
      ? route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><link rel="icon" href="data:,"><script src="/page.js"></script>',
        })
      : route.fulfill({ contentType: 'text/javascript', body: page }),
  );
});

afterAll(() => stage?.close());

/** Opens the app with an inspector in a window or in a frame, and starts a logout there. */
async function show(place: 'window' | 'frame', acceptEvents: boolean) {
  const app: Page = await context.newPage();
  const complaints: string[] = [];
  app.on('pageerror', (error) => complaints.push(error.message));
  await app.goto(stage.app);
  await app.addScriptTag({ content: inspectBundle });
  const opened = place === 'window' ? context.waitForEvent('page') : undefined;
  await app.evaluate(
    ({ simulator, url, inFrame, accepts }) => {
      const window = globalThis as unknown as AppWindow;
      const { createInspection, windowTransport, xstateInspectSink } = window.tveInspect;
      const iframe = document.createElement('iframe');
      if (inFrame) document.body.append(iframe);
      const transport = windowTransport({ url, ...(inFrame && { iframe }) });
      const inspect = createInspection({
        sinks: [xstateInspectSink({ transport, acceptEvents: accepts })],
      });
      const client = window.tve.createPassClient({
        environment: { origin: simulator },
        allowInsecureRequests: true,
        serviceProvider: 'REF30',
        softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
        device: { id: 'browser' },
      });
      const machine = window.tve.authenticationMachine.provide({
        actors: window.tve.authenticationServices(client),
      });
      const input = {
        screen: 'primary',
        mvpd: 'Cablevision',
        domainName: 'adobe.com',
        redirectUrl: 'https://adobe.com',
      } as const;
      const flow = window.tve.createActor(machine, { input, inspect });
      window.flow = flow;
      window.values = [];
      flow.subscribe(({ value }) => window.values.push(value));
      flow.start();
    },
    {
      simulator: stage.origin,
      url: INSPECTOR,
      inFrame: place === 'frame',
      accepts: acceptEvents,
    },
  );
  const inspector = (await opened) ?? app.frames()[1]!;
  await inspector.waitForFunction(() => 'inspector' in globalThis);
  const received = () =>
    inspector.evaluate(() =>
      (globalThis as unknown as InspectorWindow).inspector.received.map((message) => {
        const { machine, state, event } = message as {
          machine?: { id: string; resolveState: (state: AnyState) => AnyState };
          state?: AnyState;
          event?: { name: string };
        };
        return {
          type: message.type,
          sessionId: message.sessionId,
          machine: machine?.id,
          value: state && (machine ? machine.resolveState(state) : state).value,
          event: event?.name,
        };
      }),
    );
  const say = (message: object) =>
    inspector.evaluate(
      (data) => (globalThis as unknown as InspectorWindow).inspector.receiver.send(data),
      message,
    );
  await expect
    .poll(received)
    .toContainEqual(
      expect.objectContaining({ type: 'service.register', machine: 'authentication' }),
    );
  await app.waitForFunction(
    () =>
      JSON.stringify((globalThis as unknown as AppWindow).values.slice(-1)) ===
      '[{"loggingIn":{"action":"authenticate","login":"open"}}]',
  );
  return { app, complaints, received, say };
}

const asking = (type: string, origin: string) => ({
  type: 'xstate.event',
  event: JSON.stringify({ name: type, data: { type }, $$type: 'scxml', type: 'external', origin }),
});

describe.each(['window', 'frame'] as const)('an inspector for XState 4 in a %s', (place) => {
  it('is shown a flow, and sends events back where that is allowed', async () => {
    const { app, complaints, received, say } = await show(place, true);
    const [register] = await received();
    await say(asking('cancel', register!.sessionId));
    await expect.poll(async () => (await received()).pop()?.type).toBe('service.stop');
    const all = await received();
    const words = all.map(({ type, event, value }) => event ?? value ?? type);
    expect(words.slice(-3)).toEqual(['cancel', 'cancelled', 'service.stop']);
    const values = await app.evaluate(() => (globalThis as unknown as AppWindow).values);
    // What it was told when it came, and all that came after.
    const shown = all.flatMap(({ value }) => (value === undefined ? [] : [value]));
    expect(shown.length).toBeGreaterThan(1);
    expect(values.slice(-shown.length)).toEqual(shown);
    expect(complaints).toEqual([]);
    await app.close();
  });

  it('changes nothing where that is not allowed', async () => {
    const { app, received, say } = await show(place, false);
    const before = (await received()).filter(({ type }) => type === 'service.register').length;
    const [register] = await received();
    await say(asking('cancel', register!.sessionId));
    await say({ type: 'xstate.inspecting' });
    await expect
      .poll(async () => (await received()).filter(({ type }) => type === 'service.register').length)
      .toBe(before + 1);
    const value = await app.evaluate(
      () => (globalThis as unknown as AppWindow).flow.getSnapshot().value,
    );
    expect(value).toEqual({ loggingIn: { action: 'authenticate', login: 'open' } });
    await app.close();
  });
});
