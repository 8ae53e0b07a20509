import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSimulator } from '../../../src/simulator/index.js';

/** What a device has asked for: each request as its endpoint and the status of its answer. */
export type Requests = ReadonlyArray<readonly [endpoint: string, status: number | undefined]>;

/** On loopback: the simulator, what signs its viewers in, and a server that never answers. */
export async function startHost() {
  const simulator = createSimulator({ throttle: false, maxEntries: 10_000 });
  simulator.mvpd({ id: 'Cablevision', permits: ['news'] });
  const simulated = await simulator.listen();
  const { origin } = simulated;

  const requestsOf = (model: string): Requests =>
    simulator.requests
      .filter(({ headers, viewer }) => {
        const info = headers['x-device-info'];
        return !viewer && info !== undefined && atob(info).includes(`"${model}"`);
      })
      .map(({ endpoint, status }) => [endpoint, status]);

  const server = createServer((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', origin);
    const answer = async () => {
      if (pathname === '/requests') return requestsOf(searchParams.get('model') ?? '');
      return simulator.viewer.signIn({ code: searchParams.get('code') ?? '' });
    };
    answer().then(
      (value) => outgoing.end(JSON.stringify(value)),
      (error: unknown) => outgoing.writeHead(500).end(String(error)),
    );
  });
  const silence = createServer(() => {});
  return {
    origin,
    url: await listen(server),
    silence: await listen(silence),
    async close() {
      for (const own of [server, silence]) {
        own.closeAllConnections();
        own.close();
      }
      await simulated.close();
    },
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
