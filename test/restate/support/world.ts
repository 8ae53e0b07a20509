import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { until } from './until.js';

/** A request that has come and is not answered yet. */
export interface Held {
  /** Answers it. */
  release(): void;
  /** Waits until the caller has hung up. */
  cut(): Promise<void>;
}

/** What the machine of the tests' own has asked for. */
export interface OwnRequest {
  readonly name: string;
  readonly word: string;
  readonly restored: boolean;
}

/** The server of the flows, outside of all processes that are killed: the simulator, with a gate before it. */
export interface World {
  readonly origin: string;
  readonly simulator: Simulator;
  readonly own: readonly OwnRequest[];
  /** Requests that came, by path. */
  readonly paths: readonly string[];
  /** Holds the next request whose path and query match, until it is released; others pass. */
  hold(pattern: RegExp): { readonly arrived: () => Promise<Held> };
  /** Fails the requests of the machine of our own with this status, from now on. */
  failOwn(status: number | undefined): void;
  close(): Promise<void>;
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function answer(response: Response, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
}

export async function startWorld(): Promise<World> {
  const gates: Array<{ readonly pattern: RegExp; held?: Held }> = [];
  const own: OwnRequest[] = [];
  const paths: string[] = [];
  let failing: number | undefined;

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
    const body = await bodyOf(incoming);
    paths.push(url.pathname + url.search);
    const gate = gates.find(
      ({ pattern, held }) => !held && pattern.test(url.pathname + url.search),
    );
    const isOwn = url.pathname === '/own';
    if (isOwn) {
      const { name = '', word = '', restored } = Object.fromEntries(url.searchParams);
      own.push({ name, word, restored: restored === 'true' });
    }
    if (gate)
      await new Promise<void>((resolve) => {
        gate.held = {
          release: resolve,
          cut: () => until(() => outgoing.destroyed, 'the caller has hung up'),
        };
      });
    if (isOwn) {
      outgoing.writeHead(failing ?? 200).end(`answer ${url.searchParams.get('word')}`);
      return;
    }
    if (url.pathname === '/viewer') {
      await simulator.viewer.signIn({ code: url.searchParams.get('code') ?? '' });
      outgoing.end();
      return;
    }
    const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    );
    const request = new Request(url, {
      method: incoming.method ?? 'GET',
      headers,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    await answer(await simulator.fetch(request), outgoing);
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const simulator = createSimulator({ origin, throttle: false, maxEntries: 100_000 });
  simulator.mvpd({ id: 'Cablevision', permits: ['news', 'films'] });

  return {
    origin,
    simulator,
    own,
    paths,
    hold(pattern) {
      const gate: (typeof gates)[number] = { pattern };
      gates.push(gate);
      return {
        async arrived() {
          await until(() => gate.held !== undefined, `a request for ${pattern} has come`);
          return gate.held!;
        },
      };
    },
    failOwn(status) {
      failing = status;
    },
    async close() {
      for (const { held } of gates) held?.release();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
