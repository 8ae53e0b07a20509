import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type RawData, WebSocket } from 'ws';
import { InvalidInputError } from '../../src/index.js';
import {
  type InspectionPeer,
  webSocketTransport,
  type WebSocketTransportOptions,
} from '../../src/inspect/index.js';
import { listenForInspectors } from '../../src/node.js';
import { afterwards, inspectorAt, nobodyAt, tcpAt, textIn } from './support/sockets.js';

type InspectionSocketClass = NonNullable<WebSocketTransportOptions['WebSocket']>;

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Those that were made, and when. */
function recorded() {
  const made: Array<{ readonly socket: WebSocket; readonly at: number }> = [];
  class Recorded extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      made.push({ socket: this, at: Date.now() });
    }
  }
  const last = () => made[made.length - 1]!.socket;
  return { made, last, WebSocket: Recorded as typeof WebSocket };
}

function connect(url: string, Socket: InspectionSocketClass = WebSocket) {
  const problems: string[] = [];
  const onProblem = (problem: string) => void problems.push(problem);
  const transport = webSocketTransport({ url, WebSocket: Socket, onProblem });
  afterwards(() => transport.close());
  const received: unknown[] = [];
  const opened: InspectionPeer[] = [];
  const closed: InspectionPeer[] = [];
  const waiting: Array<() => void> = [];
  transport.listen({
    opened: (peer) => {
      opened.push(peer);
      waiting.splice(0).forEach((resolve) => resolve());
    },
    received: (message) => received.push(message),
    closed: (peer) => closed.push(peer),
  });
  const opens = () => new Promise<void>((resolve) => void waiting.push(resolve));
  return { transport, received, opened, closed, opens, problems };
}

/** Whatever is wrong with it. */
const closeOf = (socket: WebSocket) =>
  new Promise<void>((resolve) => void socket.once('close', () => resolve()));

const textOf = async (socket: WebSocket) => textIn((await once(socket, 'message'))[0] as RawData);

describe('a WebSocket transport', () => {
  it('sends to an inspector, and hears what it says', async () => {
    const inspector = await inspectorAt();
    const { transport, opens, received } = connect(inspector.url);
    const [socket] = await Promise.all([inspector.connected(), opens()]);
    transport.send({ type: 'hello', list: [1, null] });
    expect(await textOf(socket)).toBe('{"type":"hello","list":[1,null]}');
    socket.send('{"type":"back"}');
    await expect.poll(() => received).toEqual([{ type: 'back' }]);
  });

  it('tells whoever listens later of an inspector that is there', async () => {
    const inspector = await inspectorAt();
    const { transport, opens, opened } = connect(inspector.url);
    await opens();
    const later: InspectionPeer[] = [];
    transport.listen({ opened: (peer) => later.push(peer) });
    expect(later).toEqual(opened);
  });

  it('goes on where a listener throws', async () => {
    const inspector = await inspectorAt();
    const transport = webSocketTransport({ url: inspector.url, WebSocket });
    afterwards(() => transport.close());
    const fail = () => {
      throw new Error('broken');
    };
    transport.listen({ opened: fail, received: fail, closed: fail });
    const received: unknown[] = [];
    transport.listen({ received: (message) => received.push(message) });
    const socket = await inspector.connected();
    socket.send('{"a":1}');
    await expect.poll(() => received).toEqual([{ a: 1 }]);
  });

  it('does not hear what is no message', async () => {
    const inspector = await inspectorAt();
    const { received } = connect(inspector.url);
    const socket = await inspector.connected();
    const garbage = ['', '{', '"text"', '42', 'null', 'true', `{"a":"${'x'.repeat(300_000)}"}`];
    for (const text of garbage) socket.send(text);
    socket.send(Buffer.from('{"binary":1}'));
    socket.send('{"last":true}');
    await expect.poll(() => received).toEqual([{ last: true }]);
  });

  it('says that it is not let in, and why', async () => {
    const server = await listenForInspectors();
    afterwards(() => server.close());
    const { url } = server;
    class FromPage extends WebSocket {
      constructor(to: string) {
        super(to, { origin: 'https://tv.example' });
      }
    }
    const { problems } = connect(url, FromPage);
    await expect
      .poll(() => problems)
      .toEqual([`${url}: The origin https://tv.example is not let in; list it in \`origins\`.`]);
  });

  it.each([
    'http://127.0.0.1',
    'nonsense',
    '',
    'javascript:alert(1)',
    '//127.0.0.1:4000',
    'ws://',
    'ws://[',
    'ws:// a',
    'wss://a#b',
  ])('is not made for %j', (url) => {
    const make = () => webSocketTransport({ url, WebSocket });
    expect(make).toThrow(InvalidInputError);
    expect(make).toThrow('url: must be as ws://192.168.1.5:4000/app');
  });

  it('is not made where there is no WebSocket', () => {
    vi.stubGlobal('WebSocket', undefined);
    const make = () => webSocketTransport({ url: 'ws://127.0.0.1' });
    expect(make).toThrow('WebSocket: there is none here');
  });

  it('waits in silence where a WebSocket may not be made', () => {
    vi.useFakeTimers();
    let asked = 0;
    class Forbidden extends WebSocket {
      constructor(url: string) {
        super(url);
        asked += 1;
        this.on('error', () => undefined).terminate();
        throw Object.assign(new Error('not from https:'), { name: 'SecurityError' });
      }
    }
    const { transport, problems } = connect('ws://127.0.0.1', Forbidden);
    vi.advanceTimersByTime(3000);
    expect(asked).toBe(3);
    expect(problems).toEqual(['ws://127.0.0.1: A page that came by https: needs wss: instead.']);
    transport.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('connecting again', () => {
  /** Lets the pauses go by, and says how long each was. */
  async function pausesOf(url: string, count: number, told: string[] = []): Promise<number[]> {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const { made, last, WebSocket: Recorded } = recorded();
    const { transport, problems } = connect(url, Recorded);
    while (made.length <= count) {
      await closeOf(last());
      vi.advanceTimersToNextTimer();
    }
    transport.close();
    told.push(...problems);
    return made.slice(1).map(({ at }, index) => at - made[index]!.at);
  }
  const growing = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];

  it('has pauses that grow, where nobody listens, and says so once', async () => {
    const told: string[] = [];
    const url = await nobodyAt();
    expect(await pausesOf(url, 7, told)).toEqual(growing);
    expect(told).toEqual([`${url}: Nobody answers.`]);
  });

  it('has pauses that grow, where it is let in and closed at once', async () => {
    const inspector = await inspectorAt();
    inspector.server.on('connection', (socket) => socket.close());
    expect(await pausesOf(inspector.url, 7)).toEqual(growing);
  });

  it('has pauses that grow, where the answer is no WebSocket', async () => {
    const { url } = await tcpAt((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nhello'));
    expect(await pausesOf(url, 4)).toEqual(growing.slice(0, 4));
  });

  it('begins with the shortest pause after a connection that lasted', async () => {
    const inspector = await inspectorAt();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const { made, last, WebSocket: Recorded } = recorded();
    const { opens, opened, closed } = connect(inspector.url, Recorded);
    for (const lasted of [0, 0, 0, 60_000]) {
      const [socket] = await Promise.all([inspector.connected(), opens()]);
      vi.advanceTimersByTime(lasted);
      socket.terminate();
      await closeOf(last());
      vi.advanceTimersToNextTimer();
    }
    const [, , , fourth, fifth] = made;
    expect(fifth!.at - fourth!.at).toBe(61_000);
    expect(closed).toEqual(opened);
    expect(new Set(opened).size).toBe(4);
  });

  it('gives up one that accepts and never answers', async () => {
    const tcp = await tcpAt((socket) => socket.resume());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const { made, last, WebSocket: Recorded } = recorded();
    const { opened, closed } = connect(tcp.url, Recorded);
    await once(tcp.server, 'connection');
    vi.advanceTimersByTime(10_000);
    await closeOf(last());
    vi.advanceTimersByTime(1000);
    expect(made).toHaveLength(2);
    expect([...opened, ...closed]).toEqual([]);
  });
});

describe('an inspector that does not read', () => {
  it('is sent no more than a little, and starts afresh once it reads', async () => {
    const inspector = await inspectorAt();
    const { last, WebSocket: Recorded } = recorded();
    const { transport, opens, opened } = connect(inspector.url, Recorded);
    const [socket] = await Promise.all([inspector.connected(), opens()]);
    socket.pause();
    const message = { text: 'x'.repeat(100_000) };
    for (let sent = 0; sent < 500; sent += 1) transport.send(message);
    expect(last().bufferedAmount).toBeLessThan(1_200_000);
    expect(last().bufferedAmount).toBeGreaterThan(900_000);
    const again = opens();
    socket.resume();
    await again;
    expect(opened[1]).toBe(opened[0]);
    const heard: string[] = [];
    socket.on('message', (data) => heard.push(textIn(data)));
    transport.send({ fresh: true });
    await expect.poll(() => heard[heard.length - 1]).toBe('{"fresh":true}');
  });

  it('may be shown more than that when it starts', async () => {
    const inspector = await inspectorAt();
    const transport = webSocketTransport({ url: inspector.url, WebSocket });
    afterwards(() => transport.close());
    transport.listen({
      opened(peer) {
        for (let index = 0; index < 40; index += 1) peer.send({ index, text: 'x'.repeat(100_000) });
      },
    });
    const socket = await inspector.connected();
    const heard: unknown[] = [];
    socket.on('message', (data) =>
      heard.push((JSON.parse(textIn(data)) as { index: number }).index),
    );
    await expect.poll(() => heard).toEqual([...Array(40).keys()]);
  });

  it('is not sent one message that is too long', async () => {
    const inspector = await inspectorAt();
    const { transport, opens } = connect(inspector.url);
    const [socket] = await Promise.all([inspector.connected(), opens()]);
    transport.send({ text: 'x'.repeat(1 << 20) });
    transport.send({ short: true });
    expect(await textOf(socket)).toBe('{"short":true}');
  });

  it('is not told what cannot be written', async () => {
    const inspector = await inspectorAt();
    const { transport, opened, opens } = connect(inspector.url);
    const [socket] = await Promise.all([inspector.connected(), opens()]);
    const circle: { self?: object } = {};
    circle.self = circle;
    transport.send(circle);
    opened[0]!.send(circle);
    transport.send({ plain: true });
    expect(await textOf(socket)).toBe('{"plain":true}');
  });
});

describe('closing', () => {
  it('lets go of an inspector, and does not connect again', async () => {
    const inspector = await inspectorAt();
    const { transport, opens, opened, closed, received } = connect(inspector.url);
    const [socket] = await Promise.all([inspector.connected(), opens()]);
    const gone = once(socket, 'close');
    transport.close();
    transport.close();
    expect(closed).toEqual(opened);
    transport.send({ late: true });
    opened[0]!.send({ late: true });
    await gone;
    expect(received).toEqual([]);
    expect(inspector.sockets).toHaveLength(1);
  });

  it('lets the last word be sent', async () => {
    const inspector = await inspectorAt();
    const transport = webSocketTransport({ url: inspector.url, WebSocket });
    transport.listen({
      opened: () => transport.close(),
      closed: (peer) => peer.send({ last: true }),
    });
    expect(await textOf(await inspector.connected())).toBe('{"last":true}');
  });

  it('ends what is still connecting', async () => {
    const tcp = await tcpAt((socket) => socket.resume());
    const { transport, opened, closed } = connect(tcp.url);
    const [socket] = await once(tcp.server, 'connection');
    const gone = once(socket, 'close');
    transport.close();
    await gone;
    expect([...opened, ...closed]).toEqual([]);
  });

  it('ends while it waits to connect again', async () => {
    const url = await nobodyAt();
    const { made, last, WebSocket: Recorded } = recorded();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const { transport } = connect(url, Recorded);
    await closeOf(last());
    transport.close();
    vi.advanceTimersByTime(100_000);
    expect(made).toHaveLength(1);
  });
});
