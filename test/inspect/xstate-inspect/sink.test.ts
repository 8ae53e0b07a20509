import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, assign, createActor, fromPromise, setup, waitFor } from 'xstate';
import { createInspection, xstateInspectSink } from '../../../src/inspect/index.js';
import { directTransport, receive, type Received } from '../support/receiver.js';

const child = setup({}).createMachine({
  id: 'child',
  initial: 'asking',
  states: {
    asking: { on: { 'child.done': 'done', 'child.nothing': {} } },
    done: { type: 'final' },
  },
  output: { answer: 42 },
} as never) as unknown as AnyStateMachine;

const parent = setup({
  types: {} as { context: { count: number } },
  actors: { child, wait: fromPromise(async () => 7) },
}).createMachine({
  id: 'parent',
  context: { count: 0 },
  initial: 'idle',
  states: {
    idle: {
      tags: 'needs-user',
      on: {
        go: 'waiting',
        constructor: 'ended',
        '*': {},
        break: {
          actions: () => {
            throw new Error('broken');
          },
        },
      },
    },
    waiting: {
      invoke: [
        { src: 'child', onDone: { target: 'idle', actions: assign({ count: 1 }) } },
        { id: 'wait', src: 'wait', onDone: {} },
      ],
      on: {
        stop: 'ended',
      },
    },
    ended: { type: 'final' },
  },
} as never) as unknown as AnyStateMachine;

/** An app that is shown by a sink, with nobody there yet. */
function start(options: { readonly acceptEvents?: boolean; readonly late?: boolean } = {}) {
  const direct = directTransport();
  const inspect = createInspection({
    sinks: [xstateInspectSink({ transport: direct.transport, ...options })],
  });
  const app = createActor(parent, { ...(!options.late && { inspect }), id: 'app' });
  return { app, direct, inspect };
}

/** A message in a few words. */
function told(message: Received): string {
  switch (message.type) {
    case 'service.register':
      return `register ${message.id} ${JSON.stringify(message.state.value)}`;
    case 'service.event':
      return `event ${message.event.name}`;
    case 'service.state':
      return `state ${JSON.stringify(message.state.value)}`;
    case 'service.stop':
      return 'stop';
  }
}

const sessionOf = (messages: readonly Received[], id: string): string => {
  const found = messages.find(
    (message) => message.type === 'service.register' && message.id === id,
  );
  if (!found) throw new Error(`There is no ${id}.`);
  return found.sessionId;
};

const asked = (origin: unknown, data: unknown, more: object = {}) => ({
  type: 'xstate.event',
  event: JSON.stringify({ name: 'x', data, $$type: 'scxml', type: 'external', origin }),
  ...more,
});

describe('an inspector that is there from the start', () => {
  it('is told of each machine, its events and where they led, in order', async () => {
    const { app, direct } = start();
    const { received } = receive(direct);
    app.start();
    app.send({ type: 'go' });
    await waitFor(app, ({ children }) => children['wait']?.getSnapshot().status === 'done');
    app.getSnapshot().children['0.parent.waiting']?.send({ type: 'child.done' });
    app.send({ type: 'constructor' });
    expect(received.map(told)).toEqual([
      'register app "idle"',
      'event xstate.init',
      'state "idle"',
      'event go',
      'register parent.waiting:invocation[0] "asking"',
      'event xstate.init',
      'state "asking"',
      'state "waiting"',
      'event done.invoke.wait',
      'state "waiting"',
      'event child.done',
      'event done.invoke.parent.waiting:invocation[0]',
      'state "idle"',
      'state "done"',
      'stop',
      "event 'constructor'",
      'state "ended"',
      'stop',
    ]);
  });

  it('sees whose child a machine is, its actors, tags, context, and what came of it', async () => {
    const { app, direct } = start();
    const { received } = receive(direct);
    app.start();
    app.send({ type: 'go' });
    const [root, inner] = received.filter((message) => message.type === 'service.register');
    expect(root).not.toHaveProperty('parent');
    expect(inner).toMatchObject({ parent: root?.sessionId });
    const states = received.filter((message) => message.type === 'service.state');
    expect(states[states.length - 1]?.state).toMatchObject({
      value: 'waiting',
      context: { count: 0 },
      _sessionid: root?.sessionId,
      event: { type: 'go' },
      children: {
        'parent.waiting:invocation[0]': { id: 'parent.waiting:invocation[0]' },
        wait: { id: 'wait' },
      },
      done: false,
    });
    expect([...root!.state.tags]).toEqual(['needs-user']);
    app.getSnapshot().children['0.parent.waiting']?.send({ type: 'child.done' });
    const done = received.find(
      (message) => message.type === 'service.event' && message.event.name.startsWith('done.'),
    );
    expect(done).toMatchObject({
      event: {
        name: 'done.invoke.parent.waiting:invocation[0]',
        data: { type: 'done.invoke.parent.waiting:invocation[0]', data: { answer: 42 } },
        origin: inner?.sessionId,
        $$type: 'scxml',
      },
    });
  });

  it('sees what a flow broke of', async () => {
    const { app, direct } = start();
    const { received } = receive(direct);
    app.subscribe({ error: () => undefined });
    app.start();
    app.send({ type: 'break' });
    await expect
      .poll(() => received.map(told).slice(-4))
      .toEqual(['event break', 'event error.execution', 'state "idle"', 'stop']);
    expect(received[received.length - 2]).toMatchObject({
      state: { event: { type: 'error.execution' }, done: false },
    });
  });
});

describe('an inspector that comes later', () => {
  it('is told of what is there, and others are not told again', () => {
    const { app, direct } = start();
    app.start();
    app.send({ type: 'go' });
    const one = receive(direct);
    expect(one.received.map(told)).toEqual([
      'register app "waiting"',
      'register parent.waiting:invocation[0] "asking"',
    ]);
    expect(one.registered()[0]?.state.event.type).toBe('go');
    const two = receive(direct);
    expect(two.received.map(told)).toEqual(one.received.map(told));
    expect(one.received).toHaveLength(2);
    app.send({ type: 'stop' });
    expect(one.received.slice(2).map(told)).toEqual([
      'event stop',
      'state "asking"',
      'stop',
      'state "ended"',
      'stop',
    ]);
    expect(two.received.map(told)).toEqual(one.received.map(told));
  });

  it('may ask again, as a page that is loaded again does', () => {
    const { app, direct } = start();
    app.start();
    const { received, receiver } = receive(direct);
    receiver.send({ type: 'xstate.inspecting' });
    expect(received.map(told)).toEqual(['register app "idle"', 'register app "idle"']);
  });

  it('may look at a flow that was shown to nobody before', () => {
    const { app, direct, inspect } = start({ late: true });
    const { received } = receive(direct);
    app.start();
    app.system.inspect(inspect);
    app.send({ type: 'go' });
    expect(received.map(told).slice(0, 3)).toEqual([
      'register app "idle"',
      'event xstate.init',
      'event go',
    ]);
  });

  it('hears nothing of what has ended', () => {
    const { app, direct } = start();
    app.start();
    app.stop();
    expect(receive(direct).received).toEqual([]);
  });
});

describe('an inspector that is connected', () => {
  const connect = () => {
    const { app, direct } = start();
    const messages: Array<{ type: string }> = [];
    const peer = { send: (message: object) => void messages.push(message as { type: string }) };
    return { app, direct, peer, types: () => messages.map(({ type }) => type) };
  };

  it('is told of everything once, whether it asks or not', () => {
    const { app, direct, peer, types } = connect();
    app.start();
    direct.opened(peer);
    expect(types()).toEqual(['service.register']);
    direct.received({ type: 'xstate.inspecting' }, peer);
    expect(types()).toEqual(['service.register']);
    direct.received({ type: 'xstate.inspecting' }, peer);
    expect(types()).toEqual(['service.register', 'service.register']);
  });

  it('is told of everything again where it has missed something', () => {
    const { app, direct, peer, types } = connect();
    app.start();
    direct.opened(peer);
    direct.opened(peer);
    expect(types()).toEqual(['service.register', 'service.register']);
  });

  it('hears nothing more once it is gone', () => {
    const { app, direct, peer, types } = connect();
    app.start();
    direct.opened(peer);
    direct.closed(peer);
    app.send({ type: 'go' });
    expect(types()).toEqual(['service.register']);
  });

  it('hears nothing before it has said that it inspects, where it did not connect', () => {
    const { app, direct, peer, types } = connect();
    app.start();
    direct.received({ type: 'hello' }, peer);
    app.send({ type: 'go' });
    expect(types()).toEqual([]);
  });
});

describe('events of an inspector', () => {
  const shown = (options: { readonly acceptEvents?: boolean }) => {
    const { app, direct } = start(options);
    const inspector = receive(direct);
    app.subscribe({ error: () => undefined });
    app.start();
    return { app, direct, inspector, session: sessionOf(inspector.received, 'app') };
  };

  it('reach the machine that they are meant for, where that is allowed', () => {
    const { app, direct, inspector, session } = shown({ acceptEvents: true });
    direct.received(asked(session, { type: 'go' }), inspector.peer);
    expect(app.getSnapshot().value).toBe('waiting');
    const inner = sessionOf(inspector.received, 'parent.waiting:invocation[0]');
    direct.received(asked(inner, { type: 'child.done' }), inspector.peer);
    expect(app.getSnapshot().value).toBe('idle');
  });

  it('may have names that XState 4 has no place for', () => {
    const { app, direct, inspector, session } = shown({ acceptEvents: true });
    const [registered] = inspector.registered();
    expect(registered?.machine.states['idle']?.ownEvents).toContain("'constructor'");
    direct.received(asked(session, { type: "'constructor'" }), inspector.peer);
    expect(app.getSnapshot().value).toBe('ended');
  });

  it('reach nothing where nobody has allowed it', () => {
    const { app, direct, inspector, session } = shown({});
    direct.received(asked(session, { type: 'go' }), inspector.peer);
    expect(app.getSnapshot().value).toBe('idle');
  });

  it('reach nothing from one that does not inspect', () => {
    const { app, direct, session } = shown({ acceptEvents: true });
    direct.received(asked(session, { type: 'go' }), { send: () => undefined });
    expect(app.getSnapshot().value).toBe('idle');
  });

  it.each([
    'xstate.stop',
    'xstate.done.actor.wait',
    'xstate.error.actor.wait',
    'xstate.init',
    'xstate.after(1000)#parent',
    'done.invoke.wait',
    'done.state.parent',
    'error.platform.wait',
    'error.execution',
    '*',
    '',
  ])('are none that XState itself sends: %s', (type) => {
    const { app, direct, inspector, session } = shown({ acceptEvents: true });
    const before = inspector.received.length;
    direct.received(asked(session, { type }), inspector.peer);
    expect(app.getSnapshot()).toMatchObject({ status: 'active', value: 'idle' });
    expect(inspector.received).toHaveLength(before);
  });

  it.each([
    null,
    7,
    'xstate.event',
    [],
    {},
    { type: 7 },
    { type: 'xstate.event' },
    { type: 'xstate.event', event: 7 },
    { type: 'xstate.event', event: '{' },
    { type: 'xstate.event', event: 'null' },
    { type: 'xstate.event', event: '[]' },
    asked(undefined, { type: 'go' }),
    asked({}, { type: 'go' }),
    asked('x:999', { type: 'go' }),
    asked('__proto__', { type: 'go' }),
    asked('SESSION', undefined),
    asked('SESSION', 'go'),
    asked('SESSION', ['go']),
    asked('SESSION', { type: 7 }),
    asked('SESSION', {}),
  ])('change nothing where they are none: %j', (message) => {
    const { app, direct, inspector, session } = shown({ acceptEvents: true });
    const before = inspector.received.length;
    const text = JSON.stringify(message).replace('SESSION', session);
    expect(() => direct.received(JSON.parse(text), inspector.peer)).not.toThrow();
    expect(app.getSnapshot()).toMatchObject({ status: 'active', value: 'idle' });
    expect(inspector.received).toHaveLength(before);
  });

  it('do not reach a promise', async () => {
    const { app, direct, inspector } = shown({ acceptEvents: true });
    app.send({ type: 'go' });
    const { sessionId } = app.getSnapshot().children['wait']!;
    expect(inspector.registered().map((message) => message.sessionId)).not.toContain(sessionId);
    direct.received(
      asked(sessionId, { type: 'xstate.promise.resolve', data: 'x' }),
      inspector.peer,
    );
    direct.received(asked(sessionId, { type: 'go' }), inspector.peer);
    expect(app.getSnapshot().value).toBe('waiting');
  });
});

describe('actors that are called the same', () => {
  it('are services of their own', () => {
    const direct = directTransport();
    const inspect = createInspection({
      sinks: [xstateInspectSink({ transport: direct.transport })],
    });
    const { registered } = receive(direct);
    for (const id of ['same', 'same', undefined]) {
      createActor(parent, { inspect, ...(id !== undefined && { id }) }).start();
    }
    expect(registered().map(({ id }) => id)).toEqual(['same', 'same', 'parent']);
    expect(new Set(registered().map(({ sessionId }) => sessionId)).size).toBe(3);
  });
});
