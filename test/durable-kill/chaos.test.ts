import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { sqliteStore } from '../../src/durable/sqlite/index.js';
import { live } from './support/life.js';
import { startServer } from './support/server.js';
import { Service } from './support/service.js';

const FLOWS = 60;

/** Requests that a process lives to see served, at least and at most: no matter how fast the machine is. */
const KILLS = { least: 60, most: 300 };

/** Milliseconds between two looks at a screen. */
const LOOK = 200;

const nextKill = () => KILLS.least + Math.floor(Math.random() * (KILLS.most - KILLS.least));

it(`${FLOWS} lives and a kill -9 every now and then: none is lost, none starts over`, async () => {
  const server = await startServer();
  const service = new Service({ file: join(inject('folder'), 'chaos.db'), origin: server.origin });
  let left = nextKill();
  server.onRequest = (_, when) => {
    if (when === 'before') return;
    left -= 1;
    if (left > 0) return;
    left = nextKill();
    service.kill();
  };
  const devices = Array.from({ length: FLOWS }, (_, index) => `tv-${index}`);
  const lives = await Promise.all(devices.map((device) => live(server, service, device, LOOK)));
  const { E1 = 0, E4 = 0, E14 = 0, ...others } = server.counts();
  // oxlint-disable-next-line no-console -- the figures of the run
  console.log(`${service.starts - 1} kills, ${FLOWS} lives:`, { E1, E4, E14, ...others });
  for (const { logins, logouts, isAnswerLost } of lives)
    expect({ logins, logouts }).toEqual({ logins: 1, logouts: isAnswerLost ? 0 : 1 });
  const tokens = lives.flatMap((life) => life.tokens);
  expect(new Set(tokens).size).toBe(tokens.length);
  expect(service.starts).toBeGreaterThan(2);
  // What was in flight at a kill goes out again, and what a viewer tries again.
  const again = service.starts - 1 + lives.reduce((sum, { retries }) => sum + retries, 0);
  for (const [count, least] of [
    [E1, FLOWS],
    [E4, FLOWS],
    [E14, 2 * FLOWS],
  ] as const) {
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(least * (1 + again));
  }
  expect(service.troubles).toEqual([]);
  await service.close();
  await server.close();
});

it('a file has one process, and one that was killed leaves it to the next at once', async () => {
  const server = await startServer();
  const file = join(inject('folder'), 'one.db');
  const service = new Service({ file, origin: server.origin });
  expect(await service.ask('list')).toEqual([]);
  expect(() => sqliteStore(file)).toThrow(expect.objectContaining({ code: 'store_in_use' }));
  await service.close();
  await sqliteStore(file).close();
  await server.close();
});
