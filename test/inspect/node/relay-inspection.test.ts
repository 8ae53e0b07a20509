import { once } from 'node:events';
import { createWebSocketInspector } from '@statelyai/inspect';
import { createActor, createMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { createInspection, statelySink } from '../../../src/inspect/index.js';
import {
  type InspectionServerOptions,
  relayInspection,
  webSocketTransport,
} from '../../../src/node.js';
import { deepMachine } from '../support/deep.js';
import { afterwards, connectTo, statusOf } from '../support/sockets.js';

const light = createMachine({
  id: 'light',
  initial: 'off',
  states: {
    off: { on: { toggle: 'on' } },
    on: { on: { toggle: 'off', burn: 'burnt' } },
    burnt: { type: 'final' },
  },
});

async function relay(options: InspectionServerOptions = {}) {
  const made = await relayInspection(options);
  afterwards(() => made.close());
  return made;
}

/** An app in another place. */
function app(url: string, machine = light) {
  const transport = webSocketTransport({ url });
  afterwards(() => transport.close());
  const sink = statelySink({ transport, acceptEvents: true });
  const actor = createActor(machine, { inspect: createInspection({ sinks: [sink] }) }).start();
  return { actor, transport };
}

type Wire = Readonly<Record<string, unknown>>;
const valueOf = ({ snapshot }: Wire) => (snapshot as { value?: unknown } | undefined)?.value;
const brief = (messages: readonly Wire[]) =>
  messages.map((message) =>
    [message['type'], message['name'], valueOf(message)].filter(Boolean).join(' '),
  );

describe('a relay', () => {
  it('shows a page what an app does, and an app what a page asks for', async () => {
    const { appUrl, inspectorUrl } = await relay();
    const page = await connectTo(inspectorUrl);
    const { actor } = app(appUrl);
    await expect.poll(() => brief(page.messages)).toEqual(['@xstate.actor light off']);
    const [{ sessionId } = {}] = page.messages;
    page.say({ type: '@xstate.send', sessionId, event: { type: 'toggle' } });
    await expect
      .poll(() => brief(page.messages))
      .toEqual(['@xstate.actor light off', '@xstate.event', '@xstate.snapshot on']);
    expect(actor.getSnapshot().value).toBe('on');
  });

  it('shows a page that comes later what is alive, as it is now, and nobody else', async () => {
    const { appUrl, inspectorUrl } = await relay();
    const first = await connectTo(inspectorUrl);
    const { actor } = app(appUrl);
    const ended = app(appUrl).actor;
    await expect.poll(() => first.messages).toHaveLength(2);
    actor.send({ type: 'toggle' });
    ended.send({ type: 'toggle' });
    ended.send({ type: 'burn' });
    await expect.poll(() => first.messages).toHaveLength(8);
    const later = await connectTo(inspectorUrl);
    const alive = ['@xstate.actor light off', '@xstate.snapshot on'];
    await expect.poll(() => brief(later.messages)).toEqual(alive);
    later.say({ type: '@statelyai.connected' });
    await expect.poll(() => brief(later.messages)).toEqual([...alive, ...alive]);
    expect(first.messages).toHaveLength(8);
  });

  it('tells several apps apart, and sends an event to the one that it is for', async () => {
    const { appUrl, inspectorUrl } = await relay();
    const page = await connectTo(inspectorUrl);
    const one = app(appUrl).actor;
    await expect.poll(() => page.messages).toHaveLength(1);
    const two = app(appUrl).actor;
    await expect.poll(() => page.messages).toHaveLength(2);
    const [, { sessionId } = {}] = page.messages;
    expect(sessionId).not.toBe(page.messages[0]!['sessionId']);
    page.say({ type: '@xstate.send', sessionId, event: { type: 'toggle' } });
    await expect.poll(() => two.getSnapshot().value).toBe('on');
    expect(one.getSnapshot().value).toBe('off');
  });

  it('says which actors have gone with an app', async () => {
    const { appUrl, inspectorUrl } = await relay();
    const page = await connectTo(inspectorUrl);
    const { transport } = app(appUrl);
    await expect.poll(() => page.messages).toHaveLength(1);
    transport.close();
    await expect
      .poll(() => page.messages[1])
      .toEqual({
        type: '@statelyai.disconnected',
        sessionIds: [page.messages[0]!['sessionId']],
        device: String(page.messages[0]!['sessionId']).split('/')[0],
      });
    const later = await connectTo(inspectorUrl);
    app(appUrl, deepMachine as unknown as typeof light);
    await expect.poll(() => later.messages.map(({ name }) => name)).toEqual(['deep']);
    expect(page.messages).toHaveLength(3);
  });

  it('does not say so of an app that has come back meanwhile', async () => {
    const { appUrl, inspectorUrl } = await relay();
    const page = await connectTo(inspectorUrl);
    const actor = { type: '@xstate.actor', sessionId: 'a/x:0', snapshot: { status: 'active' } };
    const before = await connectTo(appUrl);
    before.say(actor);
    await expect.poll(() => page.messages).toHaveLength(1);
    const after = await connectTo(appUrl);
    after.say(actor);
    await expect.poll(() => page.messages).toHaveLength(2);
    before.socket.close();
    await once(before.socket, 'close');
    after.say({ type: 'last' });
    await expect.poll(() => page.messages.map(({ type }) => type)).toContain('last');
    after.socket.close();
    await expect
      .poll(() => page.messages[page.messages.length - 1])
      .toEqual({ type: '@statelyai.disconnected', sessionIds: ['a/x:0'] });
    const end = await connectTo(appUrl);
    end.say({ type: 'end' });
    await expect.poll(() => page.messages.map(({ type }) => type)).toContain('end');
    expect(page.messages.map(({ type }) => type)).toEqual([
      '@xstate.actor',
      '@xstate.actor',
      'last',
      '@statelyai.disconnected',
      'end',
    ]);
  });

  it('takes the inspectors of @statelyai/inspect for apps, each with ids of its own', async () => {
    const { appUrl, inspectorUrl } = await relay();
    const url = appUrl.replace(/app$/, '');
    const page = await connectTo(inspectorUrl);
    for (const name of ['one', 'two']) {
      const inspector = createWebSocketInspector({ url });
      afterwards(() => inspector.stop());
      inspector.actor('x:0', { status: 'active', value: name }, { parentId: 'x:9' });
      inspector.event('x:0', 'told', { source: 'x:9' });
    }
    await expect.poll(() => page.messages).toHaveLength(4);
    const ids = page.messages.map(({ sessionId }) => sessionId);
    expect(new Set(ids)).toEqual(new Set(['app-1/x:0', 'app-2/x:0']));
    const event = page.messages.find(({ type }) => type === '@xstate.event');
    expect(event).toMatchObject({ sourceId: expect.stringMatching(/^app-\d\/x:9$/) as unknown });
  });

  it('passes on what it does not know, both ways, and no garbage', async () => {
    const { appUrl, inspectorUrl } = await relay();
    const page = await connectTo(inspectorUrl);
    const sent = await connectTo(appUrl);
    page.socket.send('{');
    page.socket.send(`{"a":"${'x'.repeat(300_000)}"}`);
    page.say({ type: 'xstate.inspecting' });
    await expect
      .poll(() => sent.messages)
      .toEqual([{ type: '@statelyai.connected', deviceVersion: 1 }, { type: 'xstate.inspecting' }]);
    sent.socket.send('7');
    sent.socket.send(Buffer.from('{}'));
    sent.say({ type: '@xstate.snapshot', snapshot: null });
    sent.say({ type: '@xstate.snapshot', sessionId: 'x:7', snapshot: null });
    sent.say({ type: '@xstate.actor', sessionId: 7 });
    sent.say({ type: 'service.stop' });
    await expect.poll(() => page.messages).toHaveLength(4);
    expect(page.messages[3]).toEqual({ type: 'service.stop' });
  });

  it('does not fill up for a page that does not read, and shows it everything once it does', async () => {
    const { appUrl, inspectorUrl } = await relay();
    const page = await connectTo(inspectorUrl);
    const quick = await connectTo(inspectorUrl);
    page.socket.pause();
    const sent = await connectTo(appUrl);
    sent.say({ type: '@xstate.actor', sessionId: 'a/1' });
    const text = 'x'.repeat(100_000);
    const last = 300;
    for (let index = 1; index <= last; index += 1)
      sent.say({ type: '@xstate.snapshot', sessionId: 'a/1', index, text });
    await expect
      .poll(() => quick.messages[quick.messages.length - 1])
      .toMatchObject({ index: last });
    page.socket.resume();
    await expect.poll(() => page.messages[page.messages.length - 1]).toMatchObject({ index: last });
    expect(page.messages.length).toBeLessThan(last);
  });

  it('remembers no more of an app than has room', async () => {
    const { appUrl, inspectorUrl } = await relay();
    const quick = await connectTo(inspectorUrl);
    const sent = await connectTo(appUrl);
    const text = 'x'.repeat(1_000_000);
    for (let index = 0; index < 20; index += 1) {
      sent.say({ type: '@xstate.actor', sessionId: `a/${index}`, text });
      await expect.poll(() => quick.messages).toHaveLength(index + 1);
    }
    const later = await connectTo(inspectorUrl);
    await expect.poll(() => later.messages).toHaveLength(16);
    sent.say({ type: '@xstate.snapshot', sessionId: 'a/0', snapshot: { status: 'done' } });
    sent.say({ type: '@xstate.actor', sessionId: 'a/20', text });
    await expect.poll(() => later.messages).toHaveLength(18);
    const latest = await connectTo(inspectorUrl);
    await expect.poll(() => latest.messages).toHaveLength(16);
    expect(latest.messages[15]).toMatchObject({ sessionId: 'a/20' });
  });

  it('lets nobody in elsewhere, and no page from elsewhere', async () => {
    const { port } = await relay({ path: '/inspection', origins: ['https://tv.example'] });
    expect(await statusOf(port, {}, '/inspection/app')).toBe(101);
    expect(await statusOf(port, {}, '/inspection/inspector')).toBe(101);
    expect(await statusOf(port, {}, '/inspection/')).toBe(101);
    expect(await statusOf(port, {}, '/app')).toBe(404);
    const origin = 'https://evil.example';
    expect(await statusOf(port, { origin }, '/inspection/app')).toBe(403);
    expect(await statusOf(port, { origin }, '/inspection/inspector')).toBe(403);
    const listed = { origin: 'https://tv.example' };
    expect(await statusOf(port, listed, '/inspection/app')).toBe(101);
  });
});
