import { authenticationServices, createPassClient } from '../../src/index.js';
import { createHost } from '../../src/durable/index.js';
import { sqliteStore } from '../../src/durable/sqlite/index.js';
import { machines } from './durable/ways.js';
import { info, softwareStatement } from './support/info.js';
import { deviceId } from './support/loopback-client.js';

/** What the process says: first that it answers, and then how much it has in memory. */
export interface Answered {
  readonly phase: string;
  /** Bytes. */
  readonly heap: number;
}

const store = sqliteStore(process.argv[2]!);
const host = await createHost({
  store,
  machines,
  services: ({ key }) =>
    authenticationServices(
      createPassClient({
        environment: 'release-staging',
        serviceProvider: 'REF30',
        softwareStatement,
        device: { id: key, info },
        fetch: () => new Promise(() => {}),
      }),
    ),
});
const { view } = await host.view(deviceId(0));
const { phase } = view as { phase: string };
const say = (heap: number) => process.send?.({ phase, heap } satisfies Answered);
say(0);
await new Promise((resolve) => {
  setTimeout(resolve, 200);
});
for (let turn = 0; turn < 3; turn += 1) globalThis.gc?.();
say(process.memoryUsage().heapUsed);
