import { expect, it, vi } from 'vitest';
import { configuration, createSession } from '../../src/client/index.js';
import { sharedConfiguration } from '../../src/durable/index.js';
import { clientOptions, simulateTime, world } from '../support/world.js';

simulateTime();

const device = (id: string, model = 'AppleTV') => ({
  device: { id, info: { ...clientOptions.device.info, model } },
});

it('the configuration is asked for once per platform in two minutes, all else each time', async () => {
  const made = world({ throttle: false });
  const fetch = sharedConfiguration(made.simulator.fetch);
  const clients = ['one', 'two'].map((id) => made.clientWith({ fetch, ...device(id) }));
  const other = made.clientWith({ fetch, ...device('three', 'Roku') });
  const asked = () => made.seen().filter((endpoint) => endpoint === 'E3').length;
  const lists = await Promise.all(clients.map((client) => configuration(client)));
  expect(lists[0]).toEqual(lists[1]);
  expect(lists[0]!.mvpds.length).toBeGreaterThan(1);
  expect(asked()).toBe(1);
  await configuration(other);
  expect(asked()).toBe(2);
  await Promise.all(clients.map((client) => createSession(client)));
  expect(made.seen().filter((endpoint) => endpoint === 'E4')).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(119_999);
  await configuration(clients[0]!);
  expect(asked()).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  await configuration(clients[0]!);
  expect(asked()).toBe(3);
});

it('what failed is asked for again, and who gives up ends nobody else’s request', async () => {
  const made = world({ throttle: false });
  const fetch = sharedConfiguration(made.simulator.fetch);
  const [one, two] = ['one', 'two'].map((id) =>
    made.clientWith({ fetch, ...device(id), retry: { limit: 0 } }),
  );
  made.simulator.faults.add({ endpoint: 'E3', code: 'invalid_integration' });
  await expect(configuration(one!)).rejects.toMatchObject({ code: 'invalid_integration' });
  made.simulator.faults.clear();
  const controller = new AbortController();
  const given = configuration(one!, {}, { signal: controller.signal }).catch(
    (error: unknown) => error,
  );
  const kept = configuration(two!);
  controller.abort();
  await vi.advanceTimersByTimeAsync(1000);
  expect(await given).toMatchObject({ code: 'aborted' });
  expect((await kept).mvpds.length).toBeGreaterThan(1);
});

it('an answer that never comes is given up, and the next device asks anew', async () => {
  const made = world({ throttle: false });
  let asked = 0;
  const fetch = sharedConfiguration((input, init) => {
    if (!new Request(input).url.includes('/configuration'))
      return made.simulator.fetch(input, init);
    asked += 1;
    if (asked > 1) return made.simulator.fetch(input, init);
    return new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  });
  const [one, two] = ['one', 'two'].map((id) =>
    made.clientWith({ fetch, ...device(id), retry: { limit: 0 } }),
  );
  const first = configuration(one!).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(16_000);
  expect(await first).toMatchObject({ remedy: 'retry' });
  expect((await configuration(two!)).mvpds.length).toBeGreaterThan(1);
  expect(asked).toBe(2);
});
