import { describe, expect, it, vi } from 'vitest';
import {
  deviceItems,
  encryptedItems,
  type ItemStore,
  memoryItems,
} from '../../src/durable/index.js';
import { simulateTime } from '../support/world.js';

simulateTime();

const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

/** Items, and everything that was ever written, read or locked below them, as text. */
function watched(): { items: ItemStore; seen: () => string } {
  const items = memoryItems();
  const calls: unknown[] = [];
  const watch = new Proxy(items, {
    get:
      (target, name: keyof ItemStore) =>
      (...args: unknown[]) => {
        calls.push(args);
        return (target[name] as (...all: unknown[]) => unknown)(...args);
      },
  });
  return { items: watch, seen: () => JSON.stringify(calls) };
}

describe.each([
  ['in memory', () => memoryItems()],
  ['encrypted', () => encryptedItems(memoryItems(), [key(1)])],
  ['encrypted, with an older key', () => encryptedItems(memoryItems(), [key(1), key(2)])],
])('items %s', (_, make) => {
  it('are those of a device and a name', async () => {
    const items = make();
    await items.write('tv', 'token', 'one');
    await items.write('tv', 'token', 'two');
    expect(await items.read('tv', 'token')).toBe('two');
    expect(await items.read('tv', 'other')).toBeNull();
    expect(await items.read('other', 'token')).toBeNull();
    await items.remove('tv', 'token');
    expect(await items.read('tv', 'token')).toBeNull();
  });

  it('are taken once, by one of two that ask at once', async () => {
    const items = make();
    await items.write('tv', 'token', 'one');
    const both = await Promise.all([items.take('tv', 'token'), items.take('tv', 'token')]);
    expect(both.filter((value) => value !== null)).toEqual(['one']);
    expect(await items.read('tv', 'token')).toBeNull();
  });

  it('are gone at their time', async () => {
    const items = make();
    await items.write('tv', 'token', 'one', Date.now() + 1000);
    vi.advanceTimersByTime(999);
    expect(await items.read('tv', 'token')).toBe('one');
    vi.advanceTimersByTime(1);
    expect(await items.read('tv', 'token')).toBeNull();
    expect(await items.take('tv', 'token')).toBeNull();
  });

  it('are locked one at a time, whatever becomes of the work', async () => {
    const items = make();
    const order: string[] = [];
    const work = (name: string, fails: boolean) =>
      items.lock('tv', 'registration', async () => {
        order.push(`${name} begins`);
        await Promise.resolve();
        order.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    const results = await Promise.allSettled([work('one', true), work('two', false)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });
});

describe('encrypted items', () => {
  it('show neither device nor name nor value to whoever has the store', async () => {
    const { items, seen } = watched();
    const encrypted = encryptedItems(items, [key(1)]);
    await encrypted.write('planted-device', 'planted-name', 'planted-value');
    await encrypted.read('planted-device', 'planted-name');
    await encrypted.lock('planted-device', 'planted-name', async () => {});
    await encrypted.take('planted-device', 'planted-name');
    expect(seen().length).toBeGreaterThan(100);
    expect(seen()).not.toContain('planted');
    for (const planted of ['planted-device', 'planted-name', 'planted-value'])
      for (const encoding of ['base64', 'base64url', 'hex'] as const)
        expect(seen()).not.toContain(Buffer.from(planted).toString(encoding).slice(0, 12));
  });

  it('are read with an older key, and written with the first', async () => {
    const items = memoryItems();
    await encryptedItems(items, [key(1)]).write('tv', 'token', 'old');
    const both = encryptedItems(items, [key(2), key(1)]);
    expect(await both.read('tv', 'token')).toBe('old');
    await both.write('tv', 'token', 'new');
    expect(await encryptedItems(items, [key(2)]).read('tv', 'token')).toBe('new');
    expect(await encryptedItems(items, [key(1)]).read('tv', 'token')).toBeNull();
    await encryptedItems(items, [key(1)]).write('tv', 'token', 'older');
    expect(await both.take('tv', 'token')).toBe('new');
    expect(await both.take('tv', 'token')).toBeNull();
  });

  it('exclude a process that has not got the new key yet', async () => {
    const items = memoryItems();
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      order.push(`${name} ends`);
    };
    await Promise.all([
      encryptedItems(items, [key(1)]).lock('tv', 'it', work('one')),
      encryptedItems(items, [key(2), key(1)]).lock('tv', 'it', work('two')),
    ]);
    expect(order[1]).toBe(order[0]!.replace('begins', 'ends'));
  });

  it('refuse what was changed, or moved to another device', async () => {
    const kept: string[][] = [];
    const items = memoryItems();
    const encrypted = encryptedItems(
      {
        ...items,
        write: async (device, name, value) => {
          kept.push([device, name, value]);
          await items.write(device, name, value);
        },
      },
      [key(1)],
    );
    await encrypted.write('one', 'token', 'of one');
    await encrypted.write('two', 'token', 'of two');
    const [[device, name], [, , other]] = kept as [string[], string[]];
    await items.write(device!, name!, other!);
    await expect(encrypted.read('one', 'token')).rejects.toMatchObject({ code: 'unreadable_item' });
    expect(await encrypted.read('two', 'token')).toBe('of two');
  });

  it('refuse keys that are too short, or none', () => {
    for (const keys of [[], [new Uint8Array(16)]])
      expect(() => encryptedItems(memoryItems(), keys)).toThrow(
        expect.objectContaining({ code: 'key_unusable' }),
      );
  });
});

it('the items of a device are a storage and a store for media tokens, apart from each other', async () => {
  const items = memoryItems();
  const { storage, mediaTokens } = deviceItems(items, 'tv');
  await storage.setItem('one', 'stored');
  await mediaTokens.put('one', 'secret', Date.now() + 1000);
  expect(await storage.getItem('one')).toBe('stored');
  expect(await deviceItems(items, 'tv').mediaTokens.take('one')).toBe('secret');
  expect(await mediaTokens.take('one')).toBeNull();
  await storage.removeItem('one');
  expect(await storage.getItem('one')).toBeNull();
  expect(await storage.lock!('one', async () => 'done')).toBe('done');
});
