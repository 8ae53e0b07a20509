import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  authenticationMachine,
  authenticationServices,
  type AuthenticationView,
  authenticationView,
} from '../../../src/index.js';
import {
  createHost,
  type FlowState,
  type FlowStore,
  memoryStore,
} from '../../../src/durable/index.js';
import { sqliteStore } from '../../../src/durable/sqlite/index.js';
import { provided, withMachine } from '../sign-in/devices.js';
import { parameters } from '../support/app-client.js';
import { type LoopbackClient, loopbackClient } from '../support/loopback-client.js';

/** A sign-in that waits for its viewer. */
interface Begun {
  readonly code: string;
  readonly finish: () => Promise<string>;
}

/** Where flows run: each device can sign in there. */
export interface Place {
  /** @param device Its number. */
  readonly begin: (device: number) => Promise<Begun>;
  readonly close: () => Promise<void>;
}

export const machines = {
  authentication: { machine: authenticationMachine, view: authenticationView },
};

export const input = { ...parameters, screen: 'primary' } as const;

const viewOf = ({ view }: FlowState) => view as AuthenticationView;

async function hosted(
  store: FlowStore,
  clients: readonly LoopbackClient[],
  close: () => Promise<void>,
): Promise<Place> {
  const host = await createHost({
    store,
    machines,
    services: ({ key }) => authenticationServices(clients[Number(key.split('-')[0])]!.client),
  });
  let count = 0;
  return {
    async begin(device) {
      count += 1;
      const key = `${device}-${count}`;
      await host.start(key, 'authentication', input);
      const shown = await host.waitFor(key, (state) => viewOf(state).phase === 'authenticate');
      const view = viewOf(shown);
      return {
        code: view.phase === 'authenticate' ? view.code : '',
        async finish() {
          await host.send(key, { type: 'userAgent.returned' });
          const ended = viewOf(await host.waitFor(key, ({ isDone }) => isDone));
          return ended.phase === 'authorize' ? ended.mvpd : ended.phase;
        },
      };
    },
    async close() {
      await host.close();
      await close();
    },
  };
}

/** The same devices in an app, on memory and on SQLite. */
export async function openPlaces(origin: string, devices: number) {
  const clients = Array.from({ length: devices }, (_, number) => loopbackClient(origin, number));
  const own = clients.map(({ client }) => provided(client));
  const folder = mkdtempSync(join(tmpdir(), 'tve-auth-flow-bench-'));
  const store = sqliteStore(join(folder, 'flows.db'));
  const places: Readonly<Record<'process' | 'memory' | 'sqlite', Place>> = {
    process: { begin: (device) => withMachine(own[device]!), close: async () => {} },
    memory: await hosted(memoryStore(), clients, async () => {}),
    sqlite: await hosted(store, clients, () => store.close()),
  };
  return {
    places,
    /** Has every device register again. */
    forget: () => clients.forEach((client) => client.forget()),
    async close() {
      for (const place of Object.values(places)) await place.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
