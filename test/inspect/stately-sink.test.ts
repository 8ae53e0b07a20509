import { createInspectorServer } from '@statelyai/inspect/server';
import { createWebSocketReceiver, type StatelyInspectionEvent } from '@statelyai/inspect';
import { createActor, createMachine, fromPromise, setup, waitFor } from 'xstate';
import { describe, expect, it } from 'vitest';
import { entitlementMachine } from '../../src/index.js';
import {
  createInspection,
  definitionOf,
  type InspectionTransport,
  statelySink,
} from '../../src/inspect/index.js';
import { listenForInspectors, webSocketTransport } from '../../src/node.js';
import { deepMachine } from './support/deep.js';
import { appWith } from './support/inspected-app.js';
import { afterwards, connectTo, nobodyAt } from './support/sockets.js';

/** Asks, is told, and can be asked again. */
const asking = setup({
  types: {} as { events: { type: 'ask' } | { type: 'note'; resource: string } },
  actors: { answer: fromPromise(async () => 42) },
}).createMachine({
  id: 'asking',
  initial: 'idle',
  states: {
    idle: { on: { ask: 'waiting', note: {} } },
    waiting: { invoke: { id: 'answer', src: 'answer', onDone: 'told' } },
    told: { on: { ask: 'waiting' } },
  },
});

const shownBy = (transport: InspectionTransport, acceptEvents?: boolean) =>
  createInspection({
    sinks: [statelySink({ transport, ...(acceptEvents !== undefined && { acceptEvents }) })],
    now: () => 7,
  });

async function listen() {
  const server = await listenForInspectors();
  afterwards(() => server.close());
  return server;
}

/** An app that is looked at over a socket. */
async function shown(acceptEvents?: boolean) {
  const server = await listen();
  const actor = createActor(asking, { inspect: shownBy(server, acceptEvents) }).start();
  const inspector = await connectTo(server.url);
  await expect.poll(() => inspector.messages).toHaveLength(1);
  return { server, actor, ...inspector, id: String(inspector.messages[0]!['sessionId']) };
}

type Wire = Readonly<Record<string, unknown>>;

const brief = ({ type, name, event, snapshot, sessionId }: Wire) =>
  [
    type,
    String(sessionId).replace(/^\w+\//, ''),
    name,
    (event as { type?: string } | undefined)?.type,
    (snapshot as { value?: string } | undefined)?.value,
  ]
    .filter(Boolean)
    .join(' ');

describe('a sink for Stately inspectors', () => {
  it('tells of actors, events and snapshots, with what was taken', async () => {
    const { actor, messages } = await shown();
    actor.send({ type: 'ask' });
    await waitFor(actor, ({ value }) => value === 'told');
    await expect.poll(() => messages).toHaveLength(10);
    expect(messages.map(brief)).toEqual([
      expect.stringMatching(/^@xstate\.actor x:\d+ asking idle$/),
      expect.stringMatching(/^@xstate\.event x:\d+ ask$/),
      expect.stringMatching(/^@xstate\.actor x:\d+ answer$/),
      expect.stringMatching(/^@xstate\.event x:\d+ xstate\.init$/),
      expect.stringMatching(/^@xstate\.snapshot x:\d+ xstate\.init$/),
      expect.stringMatching(/^@xstate\.snapshot x:\d+ ask waiting$/),
      expect.stringMatching(/^@xstate\.event x:\d+ xstate\.promise\.resolve$/),
      expect.stringMatching(/^@xstate\.event x:\d+ xstate\.done\.actor\.answer$/),
      expect.stringMatching(/^@xstate\.snapshot x:\d+ xstate\.done\.actor\.answer told$/),
      expect.stringMatching(/^@xstate\.snapshot x:\d+ xstate\.promise\.resolve$/),
    ]);
    const [root, , child, , , snapshot] = messages;
    expect(root).toMatchObject({ rootId: root!['sessionId'], id: null, _version: '0.7.2' });
    expect(root).toMatchObject({ createdAt: '7' });
    expect(child).toMatchObject({ parentId: root!['sessionId'], rootId: root!['sessionId'] });
    expect(child!['definition']).toBe('{"id":"answer"}');
    expect(snapshot).toMatchObject({
      taken: ['idle|ask|0'],
      snapshot: { children: { answer: { sessionId: child!['sessionId'], src: 'answer' } } },
    });
  });

  it('shows one that comes later what is alive, as it is now, and nobody else', async () => {
    const { server, actor, messages } = await shown();
    actor.send({ type: 'ask' });
    await waitFor(actor, ({ value }) => value === 'told');
    await expect.poll(() => messages.length).toBeGreaterThan(8);
    const before = messages.length;
    const later = await connectTo(server.url);
    await expect.poll(() => later.messages).toHaveLength(1);
    expect(later.messages[0]).toMatchObject({ type: '@xstate.actor', snapshot: { value: 'told' } });
    expect(messages).toHaveLength(before);
  });

  it('shows one that asks for it everything again', async () => {
    const { say, messages } = await shown();
    say({ type: '@statelyai.connected' });
    await expect.poll(() => messages).toHaveLength(2);
    expect(messages[1]).toEqual(messages[0]);
  });

  it.each([true, false])('says whether the app accepts events: %s', async (accepts) => {
    const { messages } = await shown(accepts);
    expect(messages[0]).toMatchObject({ type: '@xstate.actor', acceptsEvents: accepts });
  });

  it('shows nothing more to one that has gone', async () => {
    const { say, actor, messages } = await shown();
    say({ type: '@statelyai.disconnected' });
    say({ type: '@xstate.send' });
    say({ type: '@statelyai.connected' });
    await expect.poll(() => messages).toHaveLength(2);
    actor.stop();
    await expect.poll(() => messages.map(({ type }) => type)).toContain('@xstate.snapshot');
  });

  it('shows parents first', async () => {
    const server = await listen();
    const parent = createMachine({ id: 'parent', invoke: { id: 'child', src: deepMachine } });
    createActor(parent, { inspect: shownBy(server) }).start();
    const { messages } = await connectTo(server.url);
    await expect.poll(() => messages.map(({ name }) => name)).toEqual(['parent', 'child']);
  });

  it('gives each app ids of its own, and each start of one', async () => {
    const server = await listen();
    createActor(deepMachine, { inspect: shownBy(server) }).start();
    createActor(deepMachine, { inspect: shownBy(server) }).start();
    const { messages } = await connectTo(server.url);
    await expect.poll(() => messages).toHaveLength(2);
    const apps = messages.map(({ sessionId }) => /^(\w{8})\/x:\d+$/.exec(String(sessionId))?.[1]);
    expect(new Set(apps).size).toBe(2);
    expect(apps).not.toContain(undefined);
  });

  it('says when it is over', async () => {
    const { server, messages } = await shown();
    void server.close();
    await expect.poll(() => messages[1]).toEqual({ type: '@statelyai.disconnected' });
  });

  it('makes nothing where nobody looks on', async () => {
    const transport = await listen();
    const observe = statelySink({ transport }).open(appWith());
    let looks = 0;
    const tell = () =>
      observe({
        type: 'event',
        at: 1,
        actor: { sessionId: 'x:0', id: 'a', rootId: 'x:0', snapshot: undefined },
        get event() {
          looks += 1;
          return { type: 'a' };
        },
      });
    tell();
    expect(looks).toBe(0);
    let opened = false;
    transport.listen({ opened: () => (opened = true) });
    await connectTo(transport.url);
    await expect.poll(() => opened).toBe(true);
    tell();
    expect(looks).toBe(1);
  });
});

describe('an event from an inspector', () => {
  const sent = (sessionId: unknown, event: unknown) => ({ type: '@xstate.send', sessionId, event });

  it('reaches the actor that it is for, where that was asked for', async () => {
    const { actor, say, id, messages } = await shown(true);
    say(sent(id, { type: 'ask' }));
    await waitFor(actor, ({ value }) => value === 'told');
    await expect.poll(() => messages.map(({ type }) => type)).toContain('@xstate.snapshot');
  });

  it.each([undefined, false])('reaches nobody where acceptEvents is %s', async (acceptEvents) => {
    const { actor, say, id, messages } = await shown(acceptEvents);
    say(sent(id, { type: 'ask' }));
    say({ type: '@statelyai.connected' });
    await expect.poll(() => messages).toHaveLength(2);
    expect(actor.getSnapshot().value).toBe('idle');
  });

  it.each<[string, (id: string) => unknown]>([
    ['has no type', (id) => sent(id, {})],
    ['has a type that is no text', (id) => sent(id, { type: 1 })],
    ['has an empty type', (id) => sent(id, { type: '' })],
    ['is a text', (id) => sent(id, 'ask')],
    ['is a list', (id) => sent(id, ['ask'])],
    ['is nothing', (id) => sent(id, null)],
    ['is missing', (id) => sent(id, undefined)],
    ['is of XState', (id) => sent(id, { type: 'xstate.done.actor.answer', output: 1 })],
    ['stops an actor', (id) => sent(id, { type: 'xstate.stop' })],
    ['is for nobody', () => sent('x:0', { type: 'ask' })],
    ['is for another app', (id) => sent(`0${id}`, { type: 'ask' })],
    ['is for an actor that is not there', (id) => sent(`${id}9`, { type: 'ask' })],
    ['is for no text', () => sent(7, { type: 'ask' })],
    ['is for nothing', () => ({ type: '@xstate.send', event: { type: 'ask' } })],
  ])('reaches nobody that %s', async (_, message) => {
    const { actor, say, id, messages } = await shown(true);
    say(message(id) as object);
    say({ type: '@statelyai.connected' });
    await expect.poll(() => messages).toHaveLength(2);
    expect(messages[1]).toEqual(messages[0]);
    expect(actor.getSnapshot()).toMatchObject({ status: 'active', value: 'idle' });
  });
});

const chartOf = (definition: unknown) =>
  definitionOf(createMachine(JSON.parse(String(definition)) as object));

const partOf = (event: StatelyInspectionEvent): Wire => ({ ...event });

describe('the receivers of @statelyai/inspect', () => {
  it('get whole machines from a server for inspectors', async () => {
    const server = await listen();
    const inspect = shownBy(server);
    const deep = createActor(deepMachine, { inspect }).start();
    createActor(entitlementMachine, {
      inspect,
      input: { screen: 'primary', domainName: 'a.b', redirectUrl: 'https://a.b' },
    });
    const heard: Wire[] = [];
    createWebSocketReceiver({ server: server.url }).subscribe((event) => heard.push(partOf(event)));
    await expect.poll(() => heard).toHaveLength(1);
    deep.send({ type: 'leave11' });
    await expect
      .poll(() => heard.map(({ type }) => type))
      .toEqual(['@xstate.actor', '@xstate.event', '@xstate.snapshot']);
    expect(chartOf(heard[0]!['definition'])).toEqual(definitionOf(deepMachine));
    expect(JSON.stringify(chartOf(heard[0]!['definition']))).toContain('The innermost.');
    expect(heard[2]).toMatchObject({ snapshot: { value: 'left', status: 'active' } });
  });

  it('get them by way of its own server', async () => {
    const { port } = new URL(await nobodyAt());
    const theirs = createInspectorServer({ port: Number(port), autoOpen: false });
    afterwards(() => theirs.stop());
    const url = `ws://127.0.0.1:${port}`;
    const { messages, socket } = await connectTo(url);
    const transport = webSocketTransport({ url });
    afterwards(() => {
      socket.terminate();
      transport.close();
    });
    createActor(deepMachine, { inspect: shownBy(transport) }).start();
    await expect.poll(() => messages).toHaveLength(1);
    expect(chartOf(messages[0]!['definition'])).toEqual(definitionOf(deepMachine));
  });

  it('get charts of every machine of ours', async () => {
    const server = await listen();
    const ours = await import('../../machines/index.js');
    const machines = Object.values(ours).filter(
      (value): value is typeof entitlementMachine =>
        typeof value === 'object' && value !== null && '__xstatenode' in value,
    );
    expect(machines).toHaveLength(8);
    const { messages } = await connectTo(server.url);
    const known: unknown[] = [];
    for (const machine of machines) {
      statelySink({ transport: server }).open(
        appWith({ sessionId: 'x:0', id: 'x:0', rootId: 'x:0', machine, snapshot: undefined }),
      );
      known.push(definitionOf(machine));
    }
    await expect.poll(() => messages).toHaveLength(8);
    expect(messages.map(({ definition }) => chartOf(definition))).toEqual(known);
  });
});
