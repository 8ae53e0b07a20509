import type { Frame, Page } from 'playwright-core';
import { type Actor, type createActor, createMachine } from 'xstate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as inspect from '../../src/inspect/index.js';
import { definitionOf } from '../../src/inspect/index.js';
import { deepMachine } from '../inspect/support/deep.js';
import { type InspectStage, setInspectStage } from './inspect-stage.js';

let stage: InspectStage;
beforeAll(async () => {
  stage = await setInspectStage();
});
afterAll(() => stage.close());

type Lib = typeof inspect & {
  readonly createActor: typeof createActor;
  readonly deepMachine: typeof deepMachine;
};
type Message = Readonly<Record<string, unknown>>;

/** What the pages have in their windows. */
interface Globals {
  readonly lib: Lib;
  readonly heard: readonly Message[];
  all: Message[];
  readonly say: (message: unknown) => void;
  transport: ReturnType<Lib['windowTransport']>;
  actor: Actor<typeof deepMachine>;
  frame: HTMLIFrameElement;
}
declare const window: Window & Globals;
type Options = Omit<inspect.WindowTransportOptions, 'iframe' | 'window'> & {
  readonly inFrame?: boolean;
};

/** Starts an app that shows itself. */
const start = (page: Page | Frame, given: Options) =>
  page.evaluate(({ inFrame, ...rest }) => {
    const { lib } = window;
    window.frame = document.createElement('iframe');
    document.body.append(window.frame);
    const iframe = inFrame ? { iframe: window.frame } : {};
    window.transport = lib.windowTransport({ ...rest, ...iframe });
    const sinks = [lib.statelySink({ transport: window.transport, acceptEvents: true })];
    const options = { inspect: lib.createInspection({ sinks }) };
    window.actor = lib.createActor(lib.deepMachine, options).start();
  }, given);

const send = (page: Page | Frame, type: string) =>
  page.evaluate((of) => window.actor.send({ type: of }), type);
const whereIs = (page: Page | Frame) => page.evaluate(() => window.actor.getSnapshot().value);
const heard = (page: Page | Frame) => page.evaluate(() => window.heard);
const types = async (page: Page | Frame) => (await heard(page)).map(({ type }) => type);
const say = (page: Page | Frame, message: unknown) =>
  page.evaluate((text) => window.say(text), message);

async function withWindow(url = stage.inspector) {
  const { page, complaints } = await stage.open();
  const [inspector] = await Promise.all([page.waitForEvent('popup'), start(page, { url })]);
  await inspector.waitForLoadState();
  return { page, inspector, complaints };
}

async function withFrame() {
  const { page, complaints } = await stage.open();
  await start(page, { url: stage.inspector, inFrame: true });
  const inspector = () => page.frames()[1]!;
  await expect.poll(() => page.frames()[1]?.url()).toBe(stage.inspector);
  await inspector().waitForFunction(() => window.heard?.length > 0);
  return { page, inspector, complaints };
}

describe('an inspector in a window of its own', () => {
  it('gets the whole machine, and everything that happens', async () => {
    const { page, inspector, complaints } = await withWindow();
    await expect.poll(() => types(inspector)).toEqual(['@xstate.actor']);
    await send(page, 'leave11');
    await expect
      .poll(() => types(inspector))
      .toEqual(['@xstate.actor', '@xstate.event', '@xstate.snapshot']);
    const [actor, , snapshot] = await heard(inspector);
    const drawn = createMachine(JSON.parse(String(actor!['definition'])) as object);
    expect(definitionOf(drawn)).toEqual(definitionOf(deepMachine));
    expect(snapshot).toMatchObject({ snapshot: { value: 'left' } });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is shown everything again where it loads again', async () => {
    const { page, inspector, complaints } = await withWindow();
    await expect.poll(() => types(inspector)).toHaveLength(1);
    await send(page, 'leave11');
    await inspector.reload();
    await expect.poll(() => types(inspector)).toEqual(['@xstate.actor']);
    expect(await heard(inspector)).toMatchObject([{ snapshot: { value: 'left' } }]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('sends an event', async () => {
    const { page, inspector } = await withWindow();
    await expect.poll(() => types(inspector)).toHaveLength(1);
    const [{ sessionId } = {}] = await heard(inspector);
    for (const garbage of [null, 7, 'text', [], { type: '@xstate.send' }])
      await say(inspector, garbage);
    await say(inspector, { type: '@xstate.send', sessionId, event: { type: 'leave11' } });
    await expect.poll(() => whereIs(page)).toBe('left');
    await page.close();
  });

  it('is the only one that is heard', async () => {
    const { page, inspector } = await withWindow();
    await expect.poll(() => types(inspector)).toHaveLength(1);
    const [{ sessionId } = {}] = await heard(inspector);
    const message = { type: '@xstate.send', sessionId, event: { type: 'leave11' } };
    await page.evaluate(() => {
      window.all = [];
      addEventListener('message', ({ data }) => window.all.push(data as Message));
    });
    // From the same origin, in another window, which asks to be shown everything.
    await page.evaluate((url) => (window.frame.src = url), stage.inspector);
    await expect.poll(() => page.frames()[1]?.url()).toBe(stage.inspector);
    await page.frames()[1]!.waitForFunction(() => window.say !== undefined);
    await say(page.frames()[1]!, message);
    // From the app itself.
    await page.evaluate((forged) => window.postMessage(forged, '*'), message);
    // From the right window, after it went elsewhere.
    const elsewhere = stage.inspector.replace('127.0.0.1', 'localhost');
    await inspector.evaluate((url) => (window.location.href = url), elsewhere);
    await inspector.waitForURL(elsewhere);
    await inspector.waitForFunction(() => window.say !== undefined);
    await say(inspector, message);
    await expect
      .poll(() => page.evaluate(() => window.all.map(({ type }) => type)))
      .toEqual([
        '@statelyai.connected',
        '@xstate.send',
        '@xstate.send',
        '@statelyai.connected',
        '@xstate.send',
      ]);
    expect(await page.frames()[1]!.evaluate(() => window.all)).toEqual([]);
    await send(page, 'no');
    expect(await inspector.evaluate(() => window.all)).toEqual([]);
    expect(JSON.stringify(await whereIs(page))).toContain('level12');
    await page.close();
  });

  it('is sent nothing before it has asked', async () => {
    const { page, inspector, complaints } = await withWindow(`${stage.inspector}silent`);
    await send(page, 'leave11');
    expect(await inspector.evaluate(() => window.all)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('can be closed at any time', async () => {
    const { page, inspector, complaints } = await withWindow();
    await expect.poll(() => types(inspector)).toHaveLength(1);
    await inspector.close();
    await send(page, 'no');
    await send(page, 'leave11');
    expect(await whereIs(page)).toBe('left');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is told when it is over, and nothing after', async () => {
    const { page, inspector } = await withWindow();
    await expect.poll(() => types(inspector)).toHaveLength(1);
    await page.evaluate(() => {
      window.transport.close();
      window.transport.close();
      window.transport.send({ type: 'late' });
    });
    await send(page, 'leave11');
    await expect
      .poll(() => inspector.evaluate(() => window.all.map(({ type }) => type)))
      .toEqual(['@xstate.actor', '@statelyai.disconnected']);
    await page.close();
  });

  it('is missed by nobody where the browser blocks it', async () => {
    const { page, complaints } = await stage.open();
    await page.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
      frame.src = url;
      document.body.append(frame);
    }, stage.app);
    await expect.poll(() => page.frames()[1]?.url()).toBe(stage.app);
    const frame = page.frames()[1]!;
    await frame.waitForFunction(() => window.lib !== undefined);
    await start(frame, { url: stage.inspector });
    await send(frame, 'leave11');
    expect(await whereIs(frame)).toBe('left');
    expect(page.context().pages()).toHaveLength(1);
    expect(complaints.filter((text) => !/Blocked opening|sandbox attribute/.test(text))).toEqual(
      [],
    );
    await page.close();
  });
});

describe('an inspector in a frame', () => {
  it('gets the whole machine, and everything that happens', async () => {
    const { page, inspector, complaints } = await withFrame();
    await send(page, 'leave11');
    await expect
      .poll(() => types(inspector()))
      .toEqual(['@xstate.actor', '@xstate.event', '@xstate.snapshot']);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('can be removed, and put back', async () => {
    const { page, inspector, complaints } = await withFrame();
    await page.evaluate(() => window.frame.remove());
    await send(page, 'no');
    await send(page, 'leave11');
    expect(await whereIs(page)).toBe('left');
    await page.evaluate(() => document.body.append(window.frame));
    await expect.poll(() => page.frames()[1]?.url()).toBe(stage.inspector);
    await inspector().waitForFunction(() => window.heard?.length > 0);
    expect(await heard(inspector())).toMatchObject([
      { type: '@xstate.actor', snapshot: { value: 'left' } },
    ]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('a window transport', () => {
  it.each([
    [{ url: 'http://' }, 'url: must be the address of a page'],
    [{ url: 'javascript:alert(1)' }, 'url: must be the address of a page, with'],
    [{ url: 'data:text/html,hello' }, 'url: must be the address of a page, with'],
    [{ url: 'about:blank' }, 'url: must be the address of a page, with'],
    [{ url: 'file:///tmp/inspector.html' }, "origin: must be '*' for a page without one"],
    [{ url: '/', origin: 'null' }, "origin: must be '*' for a page without one"],
    [{ url: '/', origin: 'http://a.example/' }, 'origin: must be as https://inspector.example'],
    [{ url: '/', origin: 'file://' }, 'origin: must be as https://inspector.example'],
    [{ url: '/', origin: 'a.example' }, 'origin: must be as https://inspector.example'],
  ])('is not made for %j', async (options, message) => {
    const { page } = await stage.open();
    const error = await page.evaluate((given) => {
      try {
        window.lib.windowTransport(given);
        return '';
      } catch (thrown) {
        return String(thrown);
      }
    }, options);
    expect(error).toContain(`InvalidInputError: ${message}`);
    expect(page.context().pages()).toHaveLength(1);
    await page.close();
  });

  it("speaks with whatever is in the window where its origin is '*'", async () => {
    const { page } = await stage.open();
    await start(page, { url: stage.inspector, inFrame: true, origin: '*' });
    await expect.poll(() => page.frames()[1]?.url()).toBe(stage.inspector);
    await page.frames()[1]!.waitForFunction(() => window.heard?.length > 0);
    expect(await types(page.frames()[1]!)).toEqual(['@xstate.actor']);
    await page.close();
  });
});
