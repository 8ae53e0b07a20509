import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createActor } from 'xstate';
import { createWebSocketReceiver, type Received } from 'xstate4-receivers';
import { authenticationMachine, authenticationServices } from '../../../src/index.js';
import { createInspection, xstateInspectSink } from '../../../src/inspect/index.js';
import { listenForInspectors } from '../../../src/node.js';
import { parameters, START, world } from '../../support/world.js';
import { afterwards } from '../support/sockets.js';
import { watcher } from '../support/watch.js';

beforeEach(() => {
  // What goes over a socket needs the real setImmediate.
  vi.useFakeTimers({
    now: START,
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
  // The receiver takes the global one, which Node 20 does not have.
  vi.stubGlobal('WebSocket', WebSocket);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A viewer who signs in on this screen, and whoever connects to look on. */
async function start(options: { readonly acceptEvents?: boolean } = {}) {
  const { client, simulator, pass } = world();
  const transport = await listenForInspectors({ port: 0 });
  afterwards(() => transport.close());
  const { sink, seen } = watcher();
  const inspect = createInspection({ sinks: [sink, xstateInspectSink({ transport, ...options })] });
  const machine = authenticationMachine.provide({ actors: authenticationServices(client) });
  const flow = createActor(machine, { input: { ...parameters, screen: 'primary' }, inspect });
  afterwards(() => void flow.stop());

  function look() {
    const receiver = createWebSocketReceiver({
      server: `127.0.0.1:${transport.port}`,
      serialize: undefined,
    });
    const received: Received[] = [];
    receiver.subscribe((event) => received.push(event));
    return { receiver, received };
  }
  return { flow, look, pass, seen, simulator };
}

const expectOne = async (received: readonly Received[]) => {
  await expect.poll(() => received.map(({ type }) => type)).toEqual(['service.register']);
  return received[0] as Extract<Received, { type: 'service.register' }>;
};

it('shows a login to a real receiver, from where it stands to its end', async () => {
  const { flow, look, pass, seen, simulator } = await start();
  flow.start();
  await pass(0);
  const { received } = look();
  const register = await expectOne(received);
  expect(register).toMatchObject({
    id: 'authentication',
    state: { value: { loggingIn: { action: 'authenticate', login: 'open' } } },
  });
  const before = seen.length;

  const { session } = flow.getSnapshot().context;
  await simulator.viewer.signIn({ code: session!.code! });
  flow.send({ type: 'userAgent.returned' });
  await pass(20_000);
  expect(flow.getSnapshot().value).toBe('authorize');
  const expected = seen
    .slice(before)
    .filter(({ actor }) => actor.machine)
    .map((observation) => {
      if (observation.type === 'snapshot') return observation.snapshot.value;
      if (observation.type !== 'event') return observation.type;
      return observation.event.type.replace(/^xstate\.done\.actor\./, 'done.invoke.');
    });
  const told = () =>
    received.slice(1).map((message) => {
      if (message.type === 'service.event') return message.event.name;
      return message.type === 'service.state' ? message.state.value : 'stop';
    });
  await expect.poll(told).toEqual(expected);
  expect(expected).toEqual(
    expect.arrayContaining(['userAgent.returned', 'done.invoke.check', 'authorize', 'stop']),
  );
  for (const message of received) {
    if (message.type !== 'service.state') continue;
    expect(register.machine.resolveState(message.state).value).toEqual(message.state.value);
  }
});

const asking = (type: string, origin: string) => ({
  type: 'xstate.event' as const,
  event: JSON.stringify({ name: type, data: { type }, $$type: 'scxml', type: 'external', origin }),
  service: origin,
});

it('takes an event from a real receiver where that is allowed', async () => {
  const { flow, look, pass } = await start({ acceptEvents: true });
  flow.start();
  await pass(0);
  const { receiver, received } = look();
  const { sessionId } = await expectOne(received);
  receiver.send(asking('cancel', sessionId));
  await expect.poll(() => flow.getSnapshot().value).toBe('cancelled');
  await expect.poll(() => received[received.length - 1]?.type).toBe('service.stop');
});

it('takes none where it is not', async () => {
  const { flow, look, pass } = await start();
  flow.start();
  await pass(0);
  const { receiver, received } = look();
  const { sessionId } = await expectOne(received);
  receiver.send(asking('cancel', sessionId));
  // What is said after it has been heard, too.
  receiver.send({ type: 'xstate.inspecting' });
  await expect.poll(() => received).toHaveLength(2);
  expect(flow.getSnapshot().value).toEqual({
    loggingIn: { action: 'authenticate', login: 'open' },
  });
});
