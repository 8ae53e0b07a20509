import { describe, expect, it } from 'vitest';
import { createActor, createMachine } from 'xstate';
import { createInspection, statelySink } from '../../src/inspect/index.js';
import { relayInspection, webSocketTransport } from '../../src/node.js';
import { nearInspector } from './support/peer.js';
import { afterwards, connectTo } from './support/sockets.js';

const light = createMachine({
  id: 'light',
  initial: 'off',
  states: {
    off: { on: { toggle: 'on' } },
    on: { on: { toggle: 'off', burn: 'burnt' } },
    burnt: { type: 'final' },
  },
});

type Wire = Readonly<Record<string, unknown>>;
const CONNECTED = { type: '@statelyai.connected', deviceVersion: 1 };

const brief = (messages: readonly Wire[]) =>
  messages.map(({ type, snapshot, event, request, name }) =>
    [
      String(type).replace(/^.*\./, ''),
      name,
      (event as { type?: string } | undefined)?.type,
      (snapshot as { value?: unknown } | undefined)?.value,
      (request as { stage?: unknown } | undefined)?.stage,
    ]
      .filter(Boolean)
      .join(' '),
  );

/** An app whose past somebody asks for later. */
function app({ keep, name }: { keep?: number; name?: string } = {}) {
  const inspector = nearInspector();
  const sink = statelySink({
    transport: inspector.transport,
    ...(keep !== undefined && { keep }),
  });
  const inspect = createInspection({ sinks: [sink], ...(name !== undefined && { name }) });
  const asked = () => {
    inspector.sent.length = 0;
    inspector.say(CONNECTED);
    return inspector.sent.map((text) => JSON.parse(text) as Wire);
  };
  return { inspect, asked };
}

describe('an inspector that asks for the past', () => {
  it('is told who the device is, and then all that happened, in order', async () => {
    const { inspect, asked } = app({ name: 'Living room' });
    const flow = createActor(light, { inspect }).start();
    await inspect.fetch(async () => new Response(null, { status: 204 }))('https://adobe.com/');
    flow.send({ type: 'toggle' });
    const [device, ...past] = asked();
    expect(device).toMatchObject({
      type: 'tve-auth-flow.device',
      version: 1,
      name: 'Living room',
      sessionIds: [past[0]!['sessionId']],
    });
    expect(String(past[0]!['sessionId'])).toMatch(new RegExp(`^${String(device!['device'])}/`));
    expect(brief(past)).toEqual([
      'actor light off',
      'event xstate.init',
      'snapshot xstate.init off',
      'request sent',
      'request answered',
      'request over',
      'event toggle',
      'snapshot toggle on',
    ]);
    const numbers = past.map(({ seq }) => Number(seq));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(device!['seq']).toBe(Math.max(...numbers));
  });

  it('is told of the last, and where everybody stood before that', () => {
    const { inspect, asked } = app({ keep: 3 });
    const flow = createActor(light, { inspect }).start();
    const ended = createActor(light, { inspect }).start();
    ended.send({ type: 'toggle' });
    ended.send({ type: 'burn' });
    for (let count = 0; count < 101; count += 1) flow.send({ type: 'toggle' });
    expect(brief(asked().slice(1))).toEqual([
      'actor light off',
      'snapshot toggle on',
      'snapshot toggle off',
      'event toggle',
      'snapshot toggle on',
    ]);
  });

  it.each([0, -1, NaN])('is told how things stand where %s is kept', (keep) => {
    const { inspect, asked } = app({ keep });
    createActor(light, { inspect }).start().send({ type: 'toggle' });
    expect(brief(asked().slice(1))).toEqual(['actor light off', 'snapshot toggle on']);
  });

  it('sees a device by the id that the app gave to its actor', () => {
    const { inspect, asked } = app();
    createActor(light, { inspect, id: 'kitchen' }).start();
    expect(asked()[0]).toMatchObject({ name: 'kitchen' });
    const unnamed = app();
    createActor(light, { inspect: unnamed.inspect }).start();
    expect(unnamed.asked()[0]).not.toHaveProperty('name');
  });
});

describe('a relay of devices', () => {
  async function desk() {
    const relay = await relayInspection();
    afterwards(() => relay.close());
    const device = (name = 'tv') => {
      const transport = webSocketTransport({ url: relay.appUrl });
      afterwards(() => transport.close());
      const inspect = createInspection({ name, sinks: [statelySink({ transport })] });
      return { transport, flow: createActor(light, { inspect }).start() };
    };
    const page = async () => {
      const connected = await connectTo(relay.inspectorUrl);
      connected.say(CONNECTED);
      return connected;
    };
    return { relay, device, page };
  }

  it('tells a page that comes later what happened, also of a device that is gone', async () => {
    const { relay, device, page } = await desk();
    const plain = await connectTo(relay.inspectorUrl);
    const { transport, flow } = device();
    await expect.poll(() => brief(plain.messages)).toEqual(['actor light off']);
    flow.send({ type: 'toggle' });
    await expect.poll(() => plain.messages).toHaveLength(3);
    const past = [
      'device tv',
      'actor light off',
      'event xstate.init',
      'snapshot xstate.init off',
      'event toggle',
      'snapshot toggle on',
    ];
    const second = await page();
    await expect.poll(() => brief(second.messages).slice(-past.length)).toEqual(past);
    transport.close();
    await expect.poll(() => brief(plain.messages).at(-1)).toBe('disconnected');
    const late = await page();
    await expect.poll(() => brief(late.messages)).toEqual([...past, 'disconnected']);
    const id = late.messages[0]!['device'];
    expect(late.messages.at(-1)).toEqual({
      type: '@statelyai.disconnected',
      sessionIds: [],
      device: id,
    });
  });

  it('keeps no more than the last four that are gone, and nothing of an app that was started again', async () => {
    const { device, page, relay } = await desk();
    const watcher = await connectTo(relay.inspectorUrl);
    for (let count = 1; count <= 6; count += 1) {
      const { transport } = device(`tv ${count}`);
      const gone = () =>
        watcher.messages.filter(({ type }) => type === '@statelyai.disconnected').length;
      await expect.poll(() => watcher.messages.at(-1)?.['type']).toBe('@xstate.actor');
      transport.close();
      await expect.poll(gone).toBe(count);
    }
    device('tv 6');
    await expect.poll(() => watcher.messages.at(-1)?.['type']).toBe('@xstate.actor');
    const late = await page();
    const names = () =>
      late.messages.filter(({ type }) => type === 'tve-auth-flow.device').map(({ name }) => name);
    await expect.poll(names).toEqual(['tv 3', 'tv 4', 'tv 5', 'tv 6']);
  });
});
