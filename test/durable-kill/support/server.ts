import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';

/** The simulator on loopback, and a hand on its requests. */
export interface Server {
  readonly simulator: Simulator;
  readonly origin: string;
  /** Is called with the number of each request, from 1 on, before it is served, and before it is answered. */
  onRequest: (number: number, when: 'before' | 'after') => void;
  /** How often each endpoint was asked. */
  readonly counts: () => Readonly<Record<string, number>>;
  readonly close: () => Promise<void>;
}

export async function startServer(): Promise<Server> {
  const simulator = createSimulator({ throttle: false, maxEntries: 100_000 });
  simulator.mvpd({ id: 'Cablevision', permits: ['one', 'two'] });
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    count += 1;
    const number = count;
    const serve = async () => {
      const body = await buffer(incoming);
      result.onRequest(number, 'before');
      const { method = 'GET', url = '/' } = incoming;
      const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]);
      const response = await simulator.fetch(`${result.origin}${url}`, {
        method,
        headers,
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      });
      const answer = Buffer.from(await response.arrayBuffer());
      result.onRequest(number, 'after');
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(answer);
    };
    serve().catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const result: Server = {
    simulator,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onRequest: () => {},
    counts() {
      const counts: Record<string, number> = {};
      for (const { endpoint } of simulator.requests)
        if (endpoint) counts[endpoint] = (counts[endpoint] ?? 0) + 1;
      return counts;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return result;
}
