import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  memoryStorage,
  type PassError,
  type PassStorage,
  persistentDeviceId,
} from '../../src/client/index.js';

const KEY = 'tve-auth-flow:device-id';
const madeId = /^[\w-]{21}$/;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** As on a device, where every answer comes later. */
function slowStorage(): PassStorage {
  const memory = memoryStorage();
  const later = <T>(work: () => T) =>
    new Promise<T>((resolve) => {
      setTimeout(() => resolve(work()), 100);
    });
  return {
    getItem: (key) => later(() => memory.getItem(key)),
    setItem: (key, value) => later(() => memory.setItem(key, value)),
    removeItem: (key) => later(() => memory.removeItem(key)),
  };
}

/** Lets time go by until a promise has settled. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return promise;
}

describe('a device id', () => {
  it('is made once, and stored', async () => {
    const storage = memoryStorage();
    const id = await persistentDeviceId(storage);
    expect(id).toMatch(madeId);
    expect(await storage.getItem(KEY)).toBe(id);
    expect(await persistentDeviceId(storage)).toBe(id);
  });

  it('is another one on another device', async () => {
    const ids = [persistentDeviceId(memoryStorage()), persistentDeviceId(memoryStorage())];
    expect(new Set(await Promise.all(ids)).size).toBe(2);
  });

  it('can be stored under another key', async () => {
    const storage = memoryStorage();
    const id = await persistentDeviceId(storage, { key: 'device' });
    expect(await storage.getItem('device')).toBe(id);
    expect(await storage.getItem(KEY)).toBeNull();
  });

  it('is another one after the app has removed it', async () => {
    const storage = memoryStorage();
    const id = await persistentDeviceId(storage);
    await storage.removeItem(KEY);
    expect(await persistentDeviceId(storage)).not.toBe(id);
  });

  it('is the same for all who ask at once', async () => {
    const storage = slowStorage();
    const ids = await settled(
      Promise.all([persistentDeviceId(storage), persistentDeviceId(storage)]),
    );
    expect(ids[0]).toMatch(madeId);
    expect(ids[1]).toBe(ids[0]);
  });

  it('is the same in two windows that store one at once', async () => {
    const shared = slowStorage();
    const ids = await settled(
      Promise.all([persistentDeviceId({ ...shared }), persistentDeviceId({ ...shared })]),
    );
    expect(ids[1]).toBe(ids[0]);
    expect(await settled(persistentDeviceId(shared))).toBe(ids[0]);
  });
});

describe('what is stored', () => {
  it.each([
    ['a UUID', 'ba23d141-d715-561c-94f4-e9e4c966b1eb'],
    ['an id of another kind', 'TV 00:1B:44:11:3A:B7'],
  ])('is used where it is %s', async (_what, id) => {
    const storage = memoryStorage();
    await storage.setItem(KEY, id);
    expect(await persistentDeviceId(storage)).toBe(id);
    expect(await storage.getItem(KEY)).toBe(id);
  });

  it('is used where the storage has parsed it', async () => {
    const storage = { getItem: () => 4711, setItem: vi.fn<PassStorage['setItem']>() };
    expect(await persistentDeviceId(storage)).toBe('4711');
    expect(storage.setItem).not.toHaveBeenCalled();
  });

  it.each([
    ['empty', ''],
    ['blank', '  '],
    ['what comes of storing nothing', 'undefined'],
    ['what comes of storing null', 'null'],
    ['what comes of storing an object', '[object Object]'],
    ['a line of more than one', 'a\nb'],
    ['half of a character', '\ud83d'],
  ])('is replaced where it is %s', async (_what, stored) => {
    const storage = memoryStorage();
    await storage.setItem(KEY, stored);
    const id = await persistentDeviceId(storage);
    expect(id).toMatch(madeId);
    expect(await storage.getItem(KEY)).toBe(id);
  });

  it('is replaced where it is no text', async () => {
    const items = new Map<string, unknown>([[KEY, { id: 'a' }]]);
    const storage = {
      getItem: (key: string) => items.get(key),
      setItem: (key: string, value: string) => items.set(key, value),
    };
    const id = await persistentDeviceId(storage);
    expect(id).toMatch(madeId);
    expect(items.get(KEY)).toBe(id);
  });
});

describe('where the storage fails', () => {
  const refuse = () => {
    throw new Error('QuotaExceededError');
  };
  const reject = () => Promise.reject(new Error('locked'));
  const never = () => new Promise<never>(() => {});

  it.each<[string, 'getItem' | 'setItem', Pick<PassStorage, 'getItem' | 'setItem'> | null]>([
    ['there is none', 'getItem', null],
    ['reading throws', 'getItem', { ...memoryStorage(), getItem: refuse }],
    ['reading rejects', 'getItem', { ...memoryStorage(), getItem: reject }],
    ['reading never ends', 'getItem', { ...memoryStorage(), getItem: never }],
    ['storing throws', 'setItem', { ...memoryStorage(), setItem: refuse }],
    ['storing rejects', 'setItem', { ...memoryStorage(), setItem: reject }],
    ['storing never ends', 'setItem', { ...memoryStorage(), setItem: never }],
    ['nothing is there after it was stored', 'getItem', { ...memoryStorage(), setItem: () => {} }],
  ])('because %s, the id is for this run, and the app is told', async (_what, name, storage) => {
    const errors: PassError[] = [];
    const onStorageError = (error: PassError) => void errors.push(error);
    const id = await settled(persistentDeviceId(storage, { onStorageError }));
    expect(id).toMatch(madeId);
    expect(errors).toMatchObject([
      { name: 'StorageError', code: 'storage_failure', path: `storage.${name}` },
    ]);
    expect(await settled(persistentDeviceId(storage, { onStorageError }))).toBe(id);
    expect(errors).toHaveLength(2);
  });

  it('by giving no answer, it is waited for 5 seconds', async () => {
    const before = Date.now();
    const after = persistentDeviceId({ getItem: never, setItem: never }).then(() => Date.now());
    expect((await settled(after)) - before).toBe(5000);
  });

  it('and so does the observer, there is an id all the same', async () => {
    await expect(
      persistentDeviceId(null, { onStorageError: refuse, key: 'observed' }),
    ).resolves.toMatch(madeId);
  });

  it('and answers too late, the id of this run is there at the next start', async () => {
    const memory = memoryStorage();
    const storage: PassStorage = {
      ...memory,
      getItem: (key) =>
        new Promise((resolve) => {
          setTimeout(() => resolve(memory.getItem(key)), 6000);
        }),
    };
    const id = await settled(persistentDeviceId(storage));
    await vi.runAllTimersAsync();
    expect(await persistentDeviceId({ ...memory })).toBe(id);
  });
});

describe('without crypto.getRandomValues', () => {
  beforeEach(() => {
    vi.resetModules();
  });
  afterEach(() => {
    vi.doUnmock('nanoid');
  });

  it('there is an id all the same', async () => {
    // In Node, nanoid has the generator of node:crypto.
    vi.doMock('nanoid', () => ({
      nanoid: () => {
        throw new ReferenceError('crypto is not defined');
      },
    }));
    const { persistentDeviceId: withoutCrypto } = await import('../../src/client/index.js');
    const ids = [withoutCrypto(memoryStorage()), withoutCrypto(memoryStorage())];
    expect((await Promise.all(ids)).every((id) => madeId.test(id))).toBe(true);
    expect(new Set(await Promise.all(ids)).size).toBe(2);
  });
});
