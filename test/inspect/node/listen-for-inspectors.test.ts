import { once } from 'node:events';
import { createServer, type IncomingMessage, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { InspectionPeer } from '../../../src/inspect/index.js';
import { type InspectionServerOptions, listenForInspectors } from '../../../src/node.js';
import { afterwards, connectTo, statusOf } from '../support/sockets.js';

async function listen(options: InspectionServerOptions = {}) {
  const server = await listenForInspectors(options);
  afterwards(() => server.close());
  return server;
}

describe('a server for inspectors', () => {
  it('sends to all that are there, and hears each', async () => {
    const server = await listen();
    const received: unknown[] = [];
    const opened: InspectionPeer[] = [];
    const closed: InspectionPeer[] = [];
    server.listen({
      opened: (peer) => opened.push(peer),
      received: (message, peer) => received.push([message, opened.indexOf(peer)]),
      closed: (peer) => closed.push(peer),
    });
    expect(server.url).toBe(`ws://127.0.0.1:${server.port}/`);
    const one = await connectTo(server.url);
    const two = await connectTo(`ws://localhost:${server.port}/?from=here`);
    await expect.poll(() => opened).toHaveLength(2);
    server.send({ to: 'all' });
    opened[1]!.send({ to: 'two' });
    await expect.poll(() => two.messages).toEqual([{ to: 'all' }, { to: 'two' }]);
    await expect.poll(() => one.messages).toEqual([{ to: 'all' }]);
    one.socket.send('{');
    one.socket.send(Buffer.from('{"binary":1}'));
    one.say({ a: 1 });
    two.say({ b: 2 });
    await expect.poll(() => received).toHaveLength(2);
    expect(received).toEqual(expect.arrayContaining([[{ a: 1 }, 0], [{ b: 2 }, 1]])); // prettier-ignore
    one.socket.close();
    await expect.poll(() => closed).toEqual([opened[0]]);
    await server.close();
    expect(closed).toEqual(opened);
  });

  it('lets go of one that says too much', async () => {
    const server = await listen();
    const { socket } = await connectTo(server.url);
    socket.send('x'.repeat((1 << 18) + 1));
    expect((await once(socket, 'close'))[0]).toBe(1009);
  });

  it('does not fill up for one that does not read', async () => {
    const server = await listen();
    const opened: InspectionPeer[] = [];
    server.listen({ opened: (peer) => opened.push(peer) });
    const slow = await connectTo(server.url);
    const quick = await connectTo(server.url);
    await expect.poll(() => opened).toHaveLength(2);
    slow.socket.pause();
    const before = process.memoryUsage();
    const text = 'x'.repeat(100_000);
    for (let sent = 0; sent < 500; sent += 1) opened[0]!.send({ text });
    const after = process.memoryUsage();
    expect(after.external - before.external).toBeLessThan(20_000_000);
    opened[1]!.send({ still: 'here' });
    await expect.poll(() => quick.messages).toEqual([{ still: 'here' }]);
    slow.socket.resume();
    await expect.poll(() => opened).toHaveLength(3);
    expect(opened[2]).toBe(opened[0]);
    // Of the 50 MB, what the system took, and one megabyte.
    expect(slow.messages.length).toBeLessThan(250);
  });

  it('closes although one does not answer', async () => {
    const server = await listen();
    const { socket } = await connectTo(server.url);
    socket.pause();
    await server.close();
    await server.close();
    const refused = new WebSocket(server.url);
    expect((await once(refused, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('says so where the port is in use', async () => {
    const { port } = await listen();
    await expect(listenForInspectors({ port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: `Cannot listen on 127.0.0.1:${port}: the port is in use`,
    });
    await expect(listenForInspectors({ port: 70_000 })).rejects.toMatchObject({
      code: 'ERR_SOCKET_BAD_PORT',
    });
  });

  it('has a door for 64, and no more', async () => {
    const { port, url } = await listen();
    await Promise.all([...Array(64).keys()].map(() => connectTo(url)));
    expect(await statusOf(port, {})).toBe(503);
  });

  it('answers a page with what it is', async () => {
    const { port } = await listen();
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(426);
  });
});

describe('whom a server lets in', () => {
  const origins = ['https://inspector.example', 'file://', 'http://tv.local:8080'];
  const asked = async (headers: (port: number) => Record<string, string>, path = '/') => {
    const { port } = await listen({ origins });
    return statusOf(port, headers(port), path);
  };

  it.each([
    ['what is no page', () => ({})],
    ['a page of its own', (port) => ({ origin: `http://127.0.0.1:${port}` })],
    ['a page of its own, by name', (port) => ({ origin: `http://localhost:${port}` })],
    ['a page of its own, by the address of IPv6', (port) => ({ origin: `http://[::1]:${port}` })],
    ['a page that is listed', () => ({ origin: 'https://inspector.example' })],
    ['a packaged app that is listed', () => ({ origin: 'file://' })],
    ['what calls it localhost', (port) => ({ host: `localhost:${port}` })],
    ['what calls it by its address in the network', () => ({ host: '192.168.1.5:4000' })],
    ['what calls it by a name that is listed', () => ({ host: 'tv.local:4000' })],
    [
      'a page of its own, in the network',
      () => ({ host: '192.168.1.5:4000', origin: 'http://192.168.1.5:4000' }),
    ],
  ] satisfies ReadonlyArray<[string, (port: number) => Record<string, string>]>)(
    'is %s',
    async (_, headers) => {
      expect(await asked(headers)).toBe(101);
    },
  );

  it.each([
    ['a page from elsewhere', () => ({ origin: 'https://evil.example' })],
    ['a page on another port of this computer', () => ({ origin: 'http://localhost:1' })],
    ['a page on the default port', () => ({ origin: 'http://localhost' })],
    [
      'a page whose origin is not written as one',
      (port) => ({ origin: `http://localhost:${port}/` }),
    ],
    ['a page that has none', () => ({ origin: 'null' })],
    ['an empty origin', () => ({ origin: '' })],
    ['garbage for an origin', () => ({ origin: 'localhost' })],
    ['the start of one that is listed', () => ({ origin: 'https://inspector.example.evil' })],
    ['one that is listed, with another protocol', () => ({ origin: 'http://inspector.example' })],
    ['a name that somebody gave to this address', (port) => ({ host: `evil.example:${port}` })],
    [
      'a page behind such a name',
      (port) => ({ host: `evil.example:${port}`, origin: `http://evil.example:${port}` }),
    ],
    ['a name that looks like an address', (port) => ({ host: `127.0.0.1.evil.example:${port}` })],
    ['a name with somebody before it', (port) => ({ host: `localhost@evil.example:${port}` })],
    ['a host that is none', () => ({ host: 'a b' })],
    [
      'an address of the network for a page of this computer on another port',
      () => ({ host: '192.168.1.5:4000', origin: 'http://192.168.1.5:4001' }),
    ],
  ] satisfies ReadonlyArray<[string, (port: number) => Record<string, string>]>)(
    'is not %s',
    async (_, headers) => {
      expect(await asked(headers)).toBe(403);
    },
  );

  it('is nobody at another path', async () => {
    expect(await asked(() => ({}), '/elsewhere')).toBe(404);
  });

  it('is nobody who asks for something else than a WebSocket', async () => {
    const { port } = await listen();
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '1' };
    const asking = ask({ port, host: '127.0.0.1', headers: upgrade }).end();
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(400);
  });
});

describe('a server of the app itself', () => {
  async function appServer() {
    const server = createServer((_request, response) => response.end('app'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterwards(() => {
      server.closeAllConnections();
      server.close();
    });
    return { server, port: (server.address() as AddressInfo).port };
  }

  it('takes inspectors at a path, and stays open when they are gone', async () => {
    const { server, port } = await appServer();
    const inspectors = await listen({ server, path: '/inspection' });
    expect(inspectors.url).toBe(`ws://127.0.0.1:${port}/inspection`);
    await connectTo(inspectors.url);
    await inspectors.close();
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('app');
    expect(server.listenerCount('upgrade')).toBe(0);
  });

  it('keeps its own WebSockets', async () => {
    const { server, port } = await appServer();
    server.on('upgrade', (request, socket) => {
      if (request.url === '/mine') socket.end('HTTP/1.1 418 Mine\r\n\r\n');
    });
    await listen({ server, path: '/inspection' });
    expect(await statusOf(port, {}, '/mine')).toBe(418);
    expect(await statusOf(port, {}, '/inspection')).toBe(101);
  });

  it('must be listening', async () => {
    await expect(listenForInspectors({ server: createServer() })).rejects.toThrow(
      'server: must be listening',
    );
  });
});
