import { describe, expect, it } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { createInspection, xstateInspectSink } from '../../../src/inspect/index.js';
import { parent, start } from '../support/family.js';
import { directTransport, receive, type Received } from '../support/receiver.js';

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
