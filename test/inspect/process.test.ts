import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { program } from './support/process.js';
import { afterwards, inspectorAt, nobodyAt, tcpAt } from './support/sockets.js';

const run = program(`
import { once } from 'node:events';
import { createActor, fromPromise, setup, toPromise } from 'xstate';
import { createInspection, statelySink } from './src/inspect/index.ts';
import { listenForInspectors, relayInspection, webSocketTransport } from './src/node.ts';

const [kind, url, wait] = process.argv.slice(2);
if (kind === 'relay') await relayInspection({ keepAlive: false });
const transport = kind === 'client' ? webSocketTransport({ url }) : await listenForInspectors();
if (kind === 'server') console.log(transport.url);
if (wait) {
  await new Promise((resolve) => {
    const alive = setInterval(() => undefined, 1000);
    transport.listen({ opened() { clearInterval(alive); resolve(); } });
  });
}
const machine = setup({ actors: { count: fromPromise(async ({ input }) => input + 1) } }).createMachine({
  context: { count: 0, padding: 'x'.repeat(10_000) },
  initial: 'counting',
  states: {
    counting: {
      invoke: {
        src: 'count',
        input: ({ context }) => context.count,
        onDone: [
          { guard: ({ event }) => event.output === 300, target: 'done' },
          { target: 'counting', reenter: true, actions: ({ context, event }) => { context.count = event.output; } },
        ],
      },
    },
    done: { type: 'final' },
  },
});
const actor = createActor(machine, { inspect: createInspection({ sinks: [statelySink({ transport, acceptEvents: true })] }) });
actor.start();
await toPromise(actor);
console.log(actor.getSnapshot().value);
`);

const ended = { code: 0, signal: null, complaints: '' };

describe('a process ends by itself', () => {
  it('where nobody listens', async () => {
    expect(await run(['client', await nobodyAt()])).toEqual({ ...ended, lines: ['done'] });
  });

  it('where somebody accepts and never answers', async () => {
    const { url } = await tcpAt((socket) => socket.resume());
    expect(await run(['client', url])).toEqual({ ...ended, lines: ['done'] });
  });

  it('where somebody accepts and does not even read', async () => {
    const { url } = await tcpAt((socket) => socket.pause());
    expect(await run(['client', url])).toEqual({ ...ended, lines: ['done'] });
  });

  it('where the answer is garbage', async () => {
    const { url } = await tcpAt((socket) => socket.write('\0\0garbage\r\n\r\n'));
    expect(await run(['client', url])).toEqual({ ...ended, lines: ['done'] });
  });

  it('where an inspector is connected', async () => {
    const { url, sockets } = await inspectorAt();
    expect(await run(['client', url, 'wait'])).toEqual({ ...ended, lines: ['done'] });
    expect(sockets).toHaveLength(1);
  });

  it('where an inspector does not read', async () => {
    const { url, server } = await inspectorAt();
    server.on('connection', (socket) => socket.pause());
    expect(await run(['client', url, 'wait'])).toEqual({ ...ended, lines: ['done'] });
  });

  it('where an inspector closes at once', async () => {
    const { url, server } = await inspectorAt();
    server.on('connection', (socket) => socket.close());
    expect(await run(['client', url, 'wait'])).toEqual({ ...ended, lines: ['done'] });
  });

  it('where an inspector breaks the rules of WebSockets, and stays', async () => {
    const { url, server } = await inspectorAt();
    server.on('connection', (_, request) => {
      request.socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
      request.socket.pause();
    });
    expect(await run(['client', url, 'wait'])).toEqual({ ...ended, lines: ['done'] });
  });

  it('where an inspector says more than anybody can hear', async () => {
    const { url, server } = await inspectorAt();
    const flood = [
      JSON.stringify({ type: '@statelyai.connected' }),
      JSON.stringify({ type: '@xstate.send', sessionId: 'x:0', event: { type: 'no' } }),
      '{',
      Buffer.from([1, 2, 3]),
    ];
    server.on('connection', (socket) => {
      for (let index = 0; index < 20_000; index += 1) socket.send(flood[index % flood.length]!);
    });
    expect(await run(['client', url, 'wait'])).toEqual({ ...ended, lines: ['done'] });
  });

  it('where it listens, and nobody comes', async () => {
    const { lines, ...rest } = await run(['server', '']);
    expect(rest).toEqual(ended);
    expect(lines[1]).toBe('done');
  });

  it.each(['reads', 'does not read'])('where it listens, and who comes %s', async (manner) => {
    let inspector: WebSocket | undefined;
    const { lines, ...rest } = await run(['server', '', 'wait'], (line) => {
      if (!line.startsWith('ws:')) return;
      inspector = new WebSocket(line);
      inspector.on('error', () => undefined);
      if (manner === 'does not read') inspector.on('open', () => inspector?.pause());
      afterwards(() => inspector?.terminate());
    });
    expect(rest).toEqual(ended);
    expect(lines[1]).toBe('done');
  });

  it('where a relay was told to let it', async () => {
    expect(await run(['relay', ''])).toEqual({ ...ended, lines: ['done'] });
  });
});
