import { describe, expect, it } from 'vitest';
import { start } from '../support/family.js';
import { receive, type Received } from '../support/receiver.js';

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
