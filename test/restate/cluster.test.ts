import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { restateHost } from '../../src/durable/restate/index.js';
import { type Engine, freePorts, startEngine } from './support/engine.js';
import { type Service, startService } from './support/service.js';
import { startWorld, type World } from './support/world.js';

/** Flows that wait while a node dies. */
const FLOWS = 30;

let world: World;
let nodes: Engine[];
let service: Service;
let host: ReturnType<typeof restateHost>;

beforeAll(async () => {
  world = await startWorld();
  const ports = await freePorts(3);
  const addresses = ports.map((port) => `"http://127.0.0.1:${port}"`).join(', ');
  nodes = await Promise.all(
    ports.map((port, at) =>
      startEngine(inject('binary'), {
        name: `node-${at + 1}`,
        port,
        lines: [
          'cluster-name = "three"',
          'default-replication = 2',
          // One makes the cluster, the others join it.
          `auto-provision = ${at === 0}`,
        ],
        sections: ['[metadata-client]', `addresses = [${addresses}]`],
      }),
    ),
  );
  const ingress = nodes.map((node) => node.ingress);
  service = await startService({ ingress, origin: world.origin }, nodes[1]!.admin);
  host = restateHost({ ingress, pollInterval: 200, patience: 60_000, onError: () => {} });
});

afterAll(async () => {
  await host?.close();
  await service?.kill();
  await Promise.all((nodes ?? []).map((node) => node.remove()));
  await world?.close();
});

it('of three nodes, one is killed: flows that wait and flows that call go on', async () => {
  const keys = Array.from({ length: FLOWS }, (_, at) => `flow-${at}`);
  await Promise.all(
    keys.map(async (key) => {
      await host.start(key, 'own', { name: key, delay: 3_000 });
      await host.send(key, { type: 'ask', word: key });
    }),
  );
  await nodes[0]!.kill();
  const ended = await Promise.all(
    keys.map((key) => host.waitFor(key, ({ isDone }) => isDone, { timeout: 90_000 })),
  );
  for (const [at, { view }] of ended.entries())
    expect(view).toMatchObject({ value: 'ended', answer: `answer flow-${at}` });
  for (const key of keys) {
    const requests = world.own.filter(({ name }) => name === key);
    expect(requests.filter(({ restored }) => !restored).length).toBeLessThanOrEqual(1);
  }
  // New flows too, and the node comes back.
  await host.start('after', 'own', { name: 'after', delay: 100 });
  await host.send('after', { type: 'ask' });
  await host.waitFor('after', ({ isDone }) => isDone, { timeout: 90_000 });
  await nodes[0]!.start();
});
