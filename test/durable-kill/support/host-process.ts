import {
  createPassClient,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  type PassClient,
  takeMediaToken,
} from '../../../src/index.js';
import {
  createHost,
  deviceItems,
  encryptedItems,
  type FlowStore,
  type Host,
} from '../../../src/durable/index.js';
import { sqliteStore } from '../../../src/durable/sqlite/index.js';
import type { Order, Said, Start } from './orders.js';

const { file, origin, killAt = 0, killWhen } = JSON.parse(process.argv[2]!) as Start;
const say = (said: Said) => process.send?.(said);

/** Nothing comes after it, as with `kill -9`. */
async function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

/** A store at one of whose writes the process dies. */
function dying(store: FlowStore): FlowStore {
  let writes = 0;
  return {
    ...store,
    async write(...args) {
      writes += 1;
      if (writes === killAt && killWhen === 'before') await die();
      const result = await store.write(...args);
      if (writes === killAt && killWhen === 'after') await die();
      return result;
    },
  };
}

const store = sqliteStore(file);
const items = encryptedItems(store.items, [new Uint8Array(32).fill(7)]);
const clients = new Map<string, PassClient>();

function clientOf(device: string): PassClient {
  const client =
    clients.get(device) ??
    createPassClient({
      environment: { origin },
      allowInsecureRequests: true,
      // A machine that is busy takes its time; a request that is lost is lost by a kill.
      timeout: 120_000,
      serviceProvider: 'REF30',
      softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
      device: {
        id: device,
        info: {
          model: device,
          version: '1',
          osName: 'tvOS',
          osVersion: '1',
          connectionType: 'LAN',
        },
      },
      ...deviceItems(items, device),
    });
  clients.set(device, client);
  return client;
}

const host: Host = await createHost({
  store: dying(store),
  machines: { life: { machine: entitlementMachine, view: entitlementView } },
  services: ({ key }) => entitlementServices(clientOf(key)),
  onError: (error, key) => say({ trouble: `${key}: ${String(error)}` }),
});

const [text, event] = [String, (value: unknown) => value as { type: string }];

function obey({ call, args: [key, second, third] }: Order): Promise<unknown> {
  switch (call) {
    case 'start':
      return host.start(text(key), 'life', second as object);
    case 'send':
      return host.send(text(key), event(second), { idempotencyKey: text(third) });
    case 'view':
      return host.view(text(key));
    case 'take':
      return takeMediaToken(clientOf(text(key)), text(second));
    default:
      return host.list();
  }
}

process.on('message', (order: Order) => {
  const { id } = order;
  obey(order).then(
    (result) => say({ id, result }),
    (error: unknown) => {
      const { code = 'unexpected' } = error as { code?: string };
      say({ id, error: { code, message: String(error) } });
    },
  );
});
process.on('disconnect', () => process.exit());
say({ ready: true });
