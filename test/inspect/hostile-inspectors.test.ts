import { createActor } from 'xstate';
import { describe, expect, it } from 'vitest';
import {
  createInspection,
  type InspectionSink,
  type InspectionTransport,
  statelySink,
  xstateInspectSink,
} from '../../src/inspect/index.js';
import { parent } from './support/family.js';
import { nearInspector } from './support/peer.js';
import { watcher } from './support/watch.js';

interface Options {
  readonly transport: InspectionTransport;
  readonly acceptEvents?: boolean;
}

const sinks: ReadonlyArray<{
  readonly name: string;
  readonly make: (options: Options) => InspectionSink;
  readonly hello: string;
  /** A message that asks for an event. */
  readonly ask: (session: unknown, event: unknown) => object;
  /** The id of the first actor that was shown. */
  readonly sessionIn: (sent: readonly string[]) => string;
}> = [
  {
    name: 'statelySink',
    make: statelySink,
    hello: '@statelyai.connected',
    ask: (sessionId, event) => ({ type: '@xstate.send', sessionId, event }),
    sessionIn: ([first = '{}']) => (JSON.parse(first) as { sessionId: string }).sessionId,
  },
  {
    name: 'xstateInspectSink',
    make: xstateInspectSink,
    hello: 'xstate.inspecting',
    ask: (origin, data) => ({ type: 'xstate.event', event: JSON.stringify({ origin, data }) }),
    sessionIn: ([first = '{}']) => (JSON.parse(first) as { sessionId: string }).sessionId,
  },
];

const garbage: readonly unknown[] = [
  undefined,
  null,
  0,
  '',
  'x'.repeat(1 << 20),
  [],
  [[]],
  {},
  { type: null },
  { type: '__proto__' },
  { type: 'x'.repeat(1 << 20) },
  { type: 'xstate.event' },
  { type: 'xstate.event', event: '{' },
  { type: 'xstate.event', event: '['.repeat(1 << 16) },
  { type: '@xstate.send' },
  { type: '@statelyai.disconnected' },
  JSON.parse('{"type":"@xstate.send","__proto__":{"sessionId":"x","event":{"type":"go"}}}'),
];

describe.each(sinks)('$name', ({ make, hello, ask, sessionIn }) => {
  const show = () => {
    const inspector = nearInspector();
    const sink = make({ transport: inspector.transport, acceptEvents: true });
    const app = createActor(parent, { inspect: createInspection({ sinks: [sink] }) });
    app.subscribe({ error: () => undefined });
    app.start();
    return { ...inspector, app };
  };

  it('is not moved by garbage, and shows the flow to who asks after it', () => {
    const { say, sent, app } = show();
    for (const message of garbage) say(message);
    expect(sent).toEqual([]);
    say({ type: hello });
    for (const message of garbage.slice(0, -2)) say(message);
    const session = sessionIn(sent);
    expect(app.getSnapshot()).toMatchObject({ status: 'active', value: 'idle' });
    say(ask(session, { type: 'go' }));
    expect(app.getSnapshot().value).toBe('waiting');
  });

  it('sends nothing to a session that is none', () => {
    const { say, sent, app } = show();
    say({ type: hello });
    const session = sessionIn(sent);
    for (const id of [
      '__proto__',
      'constructor',
      'toString',
      '',
      `${session} `,
      7,
      null,
      {},
      [session],
    ])
      say(ask(id, { type: 'go' }));
    expect(app.getSnapshot().value).toBe('idle');
  });

  it('takes no event that would break the flow, or that XState itself sends', () => {
    const { say, sent, app } = show();
    say({ type: hello });
    const session = sessionIn(sent);
    for (const type of [
      '*',
      '',
      'xstate.stop',
      'xstate.init',
      'xstate.done.actor.wait',
      7,
      null,
      {},
    ])
      say(ask(session, { type }));
    for (const event of [null, 'go', ['go'], 7]) say(ask(session, event));
    expect(app.getSnapshot()).toMatchObject({ status: 'active', value: 'idle' });
  });

  it('takes a flood of events one by one', () => {
    const { say, sent, app } = show();
    say({ type: hello });
    const session = sessionIn(sent);
    for (let count = 0; count < 2000; count += 1) {
      say(ask(session, { type: 'unknown', count }));
      say({ type: hello });
    }
    say(ask(session, { type: 'go' }));
    expect(app.getSnapshot().value).toBe('waiting');
  });

  it('changes nothing for the app and other sinks where its transport throws', () => {
    const broken = () => {
      throw new Error('broken');
    };
    const inspector = nearInspector();
    const transport: InspectionTransport = { ...inspector.transport, send: broken };
    const { sink, seen } = watcher();
    const inspect = createInspection({ sinks: [make({ transport }), sink] });
    inspector.say({ type: hello });
    const app = createActor(parent, { inspect }).start();
    app.send({ type: 'go' });
    expect(app.getSnapshot().value).toBe('waiting');
    expect(seen.filter(({ type }) => type === 'snapshot').length).toBeGreaterThan(2);
  });
});
