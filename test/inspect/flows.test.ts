import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { createInspection, statelySink } from '../../src/inspect/index.js';
import { webSocketTransport } from '../../src/node.js';
import { simulateTime } from '../support/world.js';
import { lifeOfAViewer } from './support/life.js';
import { foundIn, Secrets } from './support/plant.js';
import { afterwards, inspectorAt, nobodyAt, tcpAt, textIn } from './support/sockets.js';
import { watcher } from './support/watch.js';

simulateTime();

interface Watched {
  readonly url?: string;
  /** Whether it begins once somebody looks on. */
  readonly connects?: boolean;
}

/** The whole life of a viewer: where it led, and what happened when. */
async function life({ url, connects = false }: Watched = {}) {
  const secrets = new Secrets();
  const { sink, seen } = watcher();
  const sinks = [sink];
  if (url !== undefined) {
    const transport = webSocketTransport({ url });
    afterwards(() => transport.close());
    sinks.push(statelySink({ transport, acceptEvents: true }));
    if (connects) {
      await new Promise((opened) => {
        transport.listen({ opened });
      });
    }
  }
  const start = Date.now();
  const phases = await lifeOfAViewer(secrets, createInspection({ sinks }));
  const happened = seen.map(({ at, type, actor: { src }, ...rest }) => {
    const { event } = rest as { event?: { type: string } };
    return [at - start, type, src, event?.type];
  });
  return { secrets, course: { phases, happened, time: Date.now() - start } };
}

/** As it is where nobody looks on. */
async function expectTheSame(watched: Watched): Promise<void> {
  const { course } = await life(watched);
  const { course: unseen } = await life();
  expect(unseen.happened.length).toBeGreaterThan(100);
  expect(course).toEqual(unseen);
}

const manners: ReadonlyArray<[string, (socket: WebSocket) => void]> = [
  ['reads', () => undefined],
  ['does not read', (socket) => socket.pause()],
  ['closes at once', (socket) => socket.close()],
  ['closes with the first message', (socket) => socket.on('message', () => socket.terminate())],
  ['answers garbage', (socket) => socket.on('message', () => socket.send('{"type":'))],
  [
    'floods',
    (socket) => {
      for (let index = 0; index < 5000; index += 1) socket.send('{"type":"@statelyai.connected"}');
    },
  ],
];

describe('the life of a viewer is the same', () => {
  it('where nobody is there', async () => {
    await expectTheSame({ url: await nobodyAt() });
  });

  it('where somebody accepts and never answers', async () => {
    const { url } = await tcpAt((socket) => socket.resume());
    await expectTheSame({ url });
  });

  it.each(manners)('with an inspector that %s', async (_, manner) => {
    const { url, server } = await inspectorAt();
    server.on('connection', manner);
    await expectTheSame({ url, connects: true });
  });
});

it('an inspector is sent all of it, and no secret', async () => {
  const { url, server } = await inspectorAt();
  const told: string[] = [];
  server.on('connection', (socket) => socket.on('message', (data) => told.push(textIn(data))));
  const { secrets } = await life({ url, connects: true });
  await expect.poll(() => told.join('\n')).toContain('"status":"stopped"');
  expect(secrets.all.length).toBeGreaterThan(100);
  expect(foundIn(told.join('\n'), secrets.all)).toEqual([]);
});
