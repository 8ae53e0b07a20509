import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createSession,
  memoryStorage,
  type PassClient,
  type PassStorage,
  profiles,
  type StorageError,
} from '../../src/client/index.js';
import { createItems } from '../../src/client/items.js';
import { failure } from '../support/stub.js';
import { clientOptions, parameters, simulateTime, START, world } from '../support/world.js';

simulateTime();
afterEach(() => {
  vi.unstubAllGlobals();
});

const KEY = `tve-auth-flow:https://sp.auth-staging.adobe.com:REF30:${clientOptions.device.id}`;

/** What stands under the key of the client's credentials. */
const storedIn = async (storage: PassStorage) =>
  JSON.parse(String(await storage.getItem(KEY))) as Record<string, unknown>;

/** A storage whose functions can be made to fail. */
function fragile() {
  const items = new Map<string, string>();
  const broken = new Set<'getItem' | 'setItem' | 'removeItem'>();
  const calls: string[] = [];
  const run = <T>(name: 'getItem' | 'setItem' | 'removeItem', work: () => T): T => {
    calls.push(name);
    if (broken.has(name)) throw new Error(`${name} is broken`);
    return work();
  };
  const storage: PassStorage = {
    getItem: (key) => run('getItem', () => items.get(key) ?? null),
    setItem: (key, value) => run('setItem', () => void items.set(key, value)),
    removeItem: (key) => run('removeItem', () => void items.delete(key)),
  };
  return { storage, items, broken, calls };
}

/** A storage in memory that offers no lock. */
function unlocked(): PassStorage {
  const { storage } = fragile();
  return storage;
}

/** Notes what a client tells of its storage. */
function listening() {
  const told: StorageError[] = [];
  return { told, onStorageError: (error: StorageError) => told.push(error) };
}
const paths = (told: readonly StorageError[]) => told.map(({ path }) => path);

describe('what is stored', () => {
  it('is what the next start needs (R8, R13, R18)', async () => {
    const storage = memoryStorage();
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage }));
    await createSession(clientWith({ storage }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
    await expect(storedIn(storage)).resolves.toEqual({
      client_id: expect.any(String),
      client_secret: expect.any(String),
      grant_types: ['client_credentials'],
      access_token: expect.any(String),
      renew_at: START + 21_540_000,
      clock_offset: 0,
    });
  });

  it('has credentials for good: a year later they get the next token (R13, R14, R20, R26)', async () => {
    const storage = memoryStorage();
    const { clientWith, pass, seen, simulator } = world();
    const client = clientWith({ storage });
    await createSession(client);
    await pass(365 * 86_400_000);
    await createSession(client);
    await pass(365 * 86_400_000);
    await createSession(clientWith({ storage }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E2', 'E4', 'E2', 'E4']);
    const sent = (endpoint: string) =>
      simulator.requests.filter((entry) => entry.endpoint === endpoint);
    expect(new Set(sent('E2').map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(new Set(sent('E4').map(({ headers }) => headers['authorization'])).size).toBe(3);
    expect(sent('E4').map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('may come back parsed, and from an asynchronous storage', async () => {
    const { clientWith, seen } = world();
    const items = new Map<string, unknown>();
    const parsing: PassStorage = {
      getItem: async (key) => items.get(key) ?? null,
      setItem: async (key, value) => void items.set(key, JSON.parse(value)),
      removeItem: async (key) => void items.delete(key),
    };
    await createSession(clientWith({ storage: parsing }));
    await createSession(clientWith({ storage: parsing }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
  });

  it('belongs to one device', async () => {
    const storage = memoryStorage();
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage }));
    await createSession(
      clientWith({ storage, device: { ...clientOptions.device, id: 'another' } }),
    );
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E1', 'E2', 'E4']);
  });

  it.each([
    '',
    'garbage',
    'null',
    '7',
    '[]',
    '{}',
    '{"client_id":1}',
    '{"client_id":"a"}',
    '{"client_id":"","client_secret":""}',
    '{"client_id":"a","client_secret":null,"access_token":"x"}',
  ])('is replaced where it is %j, which nobody can use', async (stored) => {
    const { storage, items } = fragile();
    items.set(KEY, stored);
    const { clientWith, seen } = world();
    const { told, onStorageError } = listening();
    await createSession(clientWith({ storage, onStorageError }));
    await createSession(clientWith({ storage, onStorageError }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
    expect(told).toEqual([]);
  });

  it.each([
    ['a token that no header can carry', { access_token: 'a\r\nX-Evil: 1' }],
    ['a token that is none', { access_token: 7 }],
    ['no token', { access_token: undefined }],
    ['a token whose time is over', { renew_at: START }],
  ])('gets a new token where there is %s, and keeps its credentials', async (_, change) => {
    const storage = memoryStorage();
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage }));
    const before = await storedIn(storage);
    await storage.setItem(KEY, JSON.stringify({ ...before, ...change }));
    await createSession(clientWith({ storage }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E2', 'E4']);
    await expect(storedIn(storage)).resolves.toMatchObject({ client_id: before['client_id'] });
  });

  it('is used until the server refuses it, where a time cannot be read', async () => {
    const storage = memoryStorage();
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage }));
    const stored = { ...(await storedIn(storage)), renew_at: 'soon' };
    await storage.setItem(KEY, JSON.stringify(stored));
    await createSession(clientWith({ storage }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
  });

  it('is read again before a renewal: another window may have been first', async () => {
    const storage = memoryStorage();
    const { clientWith, seen, pass } = world({ tokenLife: 600 });
    const [one, other] = [clientWith({ storage }), clientWith({ storage })];
    await createSession(one);
    await createSession(other);
    await pass(595_000);
    await createSession(one);
    await createSession(other);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4', 'E2', 'E4', 'E4']);
  });
});

describe('a storage that cannot be read', () => {
  it('is asked twice', async () => {
    const { storage, broken } = fragile();
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage }));
    let times = 0;
    const stumbling: PassStorage = {
      ...storage,
      getItem(key) {
        times += 1;
        if (times === 1) throw new Error('busy');
        return storage.getItem(key);
      },
    };
    const { told, onStorageError } = listening();
    await createSession(clientWith({ storage: stumbling, onStorageError }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
    expect(told).toEqual([]);
    expect(broken.size).toBe(0);
  });

  it('is told once; the client goes on in memory, and leaves the storage alone', async () => {
    const { storage, broken, calls } = fragile();
    const { told, onStorageError } = listening();
    const { clientWith, pass, seen } = world({ tokenLife: 600 });
    broken.add('getItem');
    const client = clientWith({ storage, onStorageError });
    await createSession(client);
    broken.clear();
    await createSession(client);
    await pass(600_000);
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4', 'E2', 'E4']);
    expect(calls).toEqual(['getItem', 'getItem']);
    expect(told.map((error) => error.toJSON())).toEqual([
      {
        name: 'StorageError',
        code: 'storage_failure',
        message: 'storage.getItem failed',
        remedy: 'retry',
        path: 'storage.getItem',
      },
    ]);
    expect(told[0]?.cause).toMatchObject({ message: 'getItem is broken' });
  });

  it('is tried again at the next start', async () => {
    const { storage, broken } = fragile();
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage }));
    broken.add('getItem');
    await createSession(clientWith({ storage }));
    broken.clear();
    await createSession(clientWith({ storage }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E1', 'E2', 'E4', 'E4']);
  });

  it('is no loss to a client that knows its credentials', async () => {
    const { storage, broken } = fragile();
    const { clientWith, pass, seen } = world({ tokenLife: 600 });
    const client = clientWith({ storage });
    await createSession(client);
    broken.add('getItem');
    await pass(600_000);
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E2', 'E4']);
  });

  it('is waited for twice for five seconds', async () => {
    const { told, onStorageError } = listening();
    const { clientWith, pass, seen } = world();
    const storage = { ...memoryStorage(), getItem: () => new Promise(() => {}) };
    const session = createSession(clientWith({ storage, onStorageError }));
    await pass(9999);
    expect(seen()).toEqual([]);
    await pass(1);
    await expect(session).resolves.toBeDefined();
    expect(paths(told)).toEqual(['storage.getItem']);
    expect(told[0]?.cause).toMatchObject({ name: 'TimeoutError', path: 'storage.getItem' });
  });

  it('is none where only the caller has left', async () => {
    const { storage } = fragile();
    let isSlow = true;
    const getItem = (key: string) => (isSlow ? new Promise(() => {}) : storage.getItem(key));
    const { told, onStorageError } = listening();
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage }));
    const client = clientWith({ storage: { ...storage, getItem }, onStorageError });
    const controller = new AbortController();
    const ended = failure(createSession(client, {}, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(500);
    controller.abort();
    await ended;
    isSlow = false;
    await createSession(client);
    expect(told).toEqual([]);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
  });

  it('is told at once where there is none: `null` is what a platform without one gives', async () => {
    const { told, onStorageError } = listening();
    const { clientWith, seen } = world();
    const client = clientWith({ storage: null, onStorageError });
    expect(paths(told)).toEqual(['storage.getItem']);
    await createSession(client);
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
    expect(told).toHaveLength(1);
  });

  it('breaks no call where the observer fails, or there is none', async () => {
    const onStorageError = () => {
      throw new Error('the log is full');
    };
    for (const options of [{ onStorageError }, {}]) {
      const { clientWith } = world();
      const { storage, broken } = fragile();
      broken.add('getItem').add('setItem');
      await expect(createSession(clientWith({ ...options, storage }))).resolves.toBeDefined();
    }
  });
});

describe('a storage that cannot be written', () => {
  it('is told once, and costs a registration at the next start', async () => {
    const { storage, broken } = fragile();
    const { told, onStorageError } = listening();
    const { clientWith, pass, seen } = world({ tokenLife: 600 });
    broken.add('setItem');
    const client = clientWith({ storage, onStorageError });
    await createSession(client);
    await pass(600_000);
    await createSession(client);
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E2', 'E4']);
    expect(paths(told)).toEqual(['storage.setItem']);
    await createSession(clientWith({ storage }));
    expect(seen().slice(5)).toEqual(['E1', 'E2', 'E4']);
  });

  it('does not bring dead credentials back in this run', async () => {
    const { storage, broken } = fragile();
    const { clientWith, pass, seen, simulator } = world({ tokenLife: 600, throttle: false });
    const client = clientWith({ storage });
    await createSession(client);
    broken.add('setItem');
    simulator.revokeClients();
    await createSession(client);
    await pass(600_000);
    await createSession(client);
    expect(seen().slice(3)).toEqual(['E4', 'E2', 'E1', 'E2', 'E4', 'E2', 'E4']);
  });

  it('has what is new once it can be written again', async () => {
    const { storage, broken } = fragile();
    const { clientWith, pass, seen } = world({ tokenLife: 600 });
    broken.add('setItem');
    const client = clientWith({ storage });
    await createSession(client);
    broken.clear();
    await pass(600_000);
    await createSession(client);
    await createSession(clientWith({ storage }));
    expect(seen()).toEqual(['E1', 'E2', 'E4', 'E2', 'E4', 'E4']);
  });

  it('is waited for five seconds at a time', async () => {
    const { told, onStorageError } = listening();
    const { clientWith, pass, seen } = world();
    const storage = { ...memoryStorage(), setItem: () => new Promise(() => {}) };
    const session = createSession(clientWith({ storage, onStorageError }));
    await pass(10_000);
    await session;
    expect(seen()).toEqual(['E1', 'E2', 'E4']);
    expect(paths(told)).toEqual(['storage.setItem']);
  });
});

describe('a write that ends after its time', () => {
  /** A storage whose first write takes eight seconds. */
  function slow() {
    const { storage, items } = fragile();
    let isFirst = true;
    const setItem = async (key: string, value: string) => {
      if (isFirst) {
        isFirst = false;
        await new Promise((resolve) => setTimeout(resolve, 8000));
      }
      await storage.setItem(key, value);
    };
    return { items, one: createItems({ ...storage, setItem }, undefined) };
  }

  it('does not undo the write that followed it', async () => {
    const { one, items } = slow();
    const first = one.write('viewer', { mvpd: 'Dish' });
    await vi.advanceTimersByTimeAsync(5000);
    await first;
    await expect(one.read('viewer')).resolves.toEqual({ mvpd: 'Dish' });
    await one.write('viewer', { mvpd: 'Spectrum' });
    await vi.advanceTimersByTimeAsync(5000);
    expect(items.get('viewer')).toBe('{"mvpd":"Spectrum"}');
  });

  it('does not bring back what was removed', async () => {
    const { one, items } = slow();
    const first = one.write('viewer', { mvpd: 'Dish' });
    await vi.advanceTimersByTimeAsync(5000);
    await first;
    await one.remove('viewer');
    await vi.advanceTimersByTimeAsync(5000);
    expect(items.has('viewer')).toBe(false);
  });

  it('is good where nothing else was wanted', async () => {
    const { one, items } = slow();
    const first = one.write('viewer', { mvpd: 'Dish' });
    await vi.advanceTimersByTimeAsync(8000);
    await first;
    expect(items.get('viewer')).toBe('{"mvpd":"Dish"}');
  });
});

describe('an item that cannot be removed', () => {
  const viewer = { mvpd: 'Dish' };

  it('is told, overwritten with nothing, and tried again before anything is read', async () => {
    const { storage, broken, items, calls } = fragile();
    const { told, onStorageError } = listening();
    const one = createItems(storage, onStorageError);
    await one.write('viewer', viewer);
    broken.add('removeItem');
    await expect(one.remove('viewer')).resolves.toBeUndefined();
    await expect(one.read('viewer')).resolves.toBeUndefined();
    expect(paths(told)).toEqual(['storage.removeItem']);
    expect(items.get('viewer')).toBe('');
    broken.clear();
    calls.length = 0;
    await one.read('other');
    expect(calls).toEqual(['removeItem', 'getItem']);
    expect(items.has('viewer')).toBe(false);
    await one.read('other');
    expect(calls).toEqual(['removeItem', 'getItem', 'getItem']);
  });

  it('is not found by another client of this process, even where it is still there', async () => {
    const { storage, broken, items } = fragile();
    const one = createItems(storage, undefined);
    const other = createItems(storage, undefined);
    await one.write('viewer', viewer);
    broken.add('removeItem').add('setItem');
    await expect(failure(one.remove('viewer'))).resolves.toMatchObject({
      name: 'StorageError',
      code: 'storage_failure',
      remedy: 'retry',
      path: 'storage.removeItem',
    });
    expect(items.get('viewer')).toBe(JSON.stringify(viewer));
    for (const client of [one, other]) await expect(client.read('viewer')).resolves.toBeUndefined();
    broken.clear();
    await other.read('anything');
    expect(items.has('viewer')).toBe(false);
  });

  it('is removed by the next process that finds it empty', async () => {
    const { storage, items, calls } = fragile();
    items.set('viewer', '');
    const next = createItems(storage, undefined);
    await expect(next.read('viewer')).resolves.toBeUndefined();
    expect(calls).toEqual(['getItem']);
    await next.read('other');
    expect(items.has('viewer')).toBe(false);
  });

  it('may be written anew', async () => {
    const { storage, broken, items } = fragile();
    const one = createItems(storage, undefined);
    await one.write('viewer', viewer);
    broken.add('removeItem');
    await one.remove('viewer');
    await one.write('viewer', { mvpd: 'Spectrum' });
    broken.clear();
    await expect(one.read('viewer')).resolves.toEqual({ mvpd: 'Spectrum' });
    expect(items.has('viewer')).toBe(true);
  });

  it('is gone also where it was only remembered', async () => {
    const { storage, broken } = fragile();
    const one = createItems(storage, undefined);
    broken.add('setItem');
    await one.write('viewer', viewer);
    await expect(one.read('viewer')).resolves.toEqual(viewer);
    await one.remove('viewer');
    await expect(one.read('viewer')).resolves.toBeUndefined();
  });
});

describe('a lock', () => {
  /** A storage of two windows, and the names that it was locked under. */
  function locking() {
    const names: string[] = [];
    const memory = memoryStorage();
    const storage: PassStorage = {
      ...memory,
      lock(name, work) {
        names.push(name);
        return memory.lock!(name, work);
      },
    };
    return { storage, names };
  }

  it('of the storage has two windows register once', async () => {
    const { storage, names } = locking();
    const { clientWith, seen } = world();
    await Promise.all([1, 2].map(() => createSession(clientWith({ storage }))));
    expect(seen().sort()).toEqual(['E1', 'E2', 'E4', 'E4']);
    expect(names).toEqual([KEY, KEY]);
  });

  it('of the web is used where the storage has none', async () => {
    const storage = unlocked();
    const memory = memoryStorage();
    const request = vi.fn<(name: string, work: () => Promise<void>) => Promise<void>>(
      (name, work) => memory.lock!(name, work),
    );
    vi.stubGlobal('navigator', { locks: { request } });
    const { clientWith, seen } = world();
    await Promise.all([1, 2].map(() => createSession(clientWith({ storage }))));
    expect(seen().sort()).toEqual(['E1', 'E2', 'E4', 'E4']);
    expect(request).toHaveBeenCalledTimes(2);
    expect(request).toHaveBeenCalledWith(KEY, expect.any(Function));
    await createSession(clientWith({ storage: memoryStorage() }));
    await createSession(clientWith());
    expect(request).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['navigator is none', undefined],
    ['navigator has no locks', {}],
  ])('is not needed: %s', async (_, navigator) => {
    vi.stubGlobal('navigator', navigator);
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage: unlocked() }));
    expect(seen()).toEqual(['E1', 'E2', 'E4']);
  });

  it.each<[string, () => Promise<never>]>([
    ['rejects', () => Promise.reject(new Error('SecurityError'))],
    [
      'throws',
      () => {
        throw new Error('SecurityError');
      },
    ],
  ])('that %s holds nobody up', async (_, lock) => {
    const { clientWith, seen } = world();
    await createSession(clientWith({ storage: { ...memoryStorage(), lock } }));
    expect(seen()).toEqual(['E1', 'E2', 'E4']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that is never given is waited for 20 seconds', async () => {
    const { clientWith, pass, seen } = world();
    const lock = () => new Promise<never>(() => {});
    const session = createSession(clientWith({ storage: { ...memoryStorage(), lock } }));
    await pass(19_999);
    expect(seen()).toEqual([]);
    await pass(1);
    await session;
    expect(seen()).toEqual(['E1', 'E2', 'E4']);
  });

  it('that is given late does nothing twice', async () => {
    const { clientWith, pass, seen } = world();
    const lock = <T>(_: string, work: () => Promise<T>) =>
      new Promise<T>((resolve) => setTimeout(() => resolve(work()), 25_000));
    const session = createSession(clientWith({ storage: { ...memoryStorage(), lock } }));
    await pass(60_000);
    await session;
    expect(seen()).toEqual(['E1', 'E2', 'E4']);
  });

  it('that is given after its caller has left does nothing', async () => {
    const { clientWith, pass, seen } = world();
    let give: () => Promise<unknown> = async () => {};
    const lock = <T>(_: string, work: () => Promise<T>) =>
      new Promise<T>((resolve) => {
        give = async () => resolve(await work());
      });
    const controller = new AbortController();
    const client = clientWith({ storage: { ...memoryStorage(), lock } });
    const ended = failure(createSession(client, {}, { signal: controller.signal }));
    await pass(10);
    controller.abort();
    await expect(ended).resolves.toMatchObject({ code: 'aborted' });
    expect(vi.getTimerCount()).toBe(0);
    await give();
    await pass(60_000);
    expect(seen()).toEqual([]);
  });

  it('is held until the work has ended', async () => {
    const { storage } = locking();
    const { clientWith, pass, simulator } = world();
    simulator.faults.add({ endpoint: 'E1', delay: 5000 });
    const session = createSession(clientWith({ storage }));
    await pass(0);
    let isFree = false;
    const free = storage.lock!(KEY, async () => void (isFree = true));
    await pass(4999);
    expect(isFree).toBe(false);
    await pass(1);
    await Promise.all([session, free]);
  });
});

describe('two windows with one storage and no lock', () => {
  /** Two windows, the second of which is slower; and what befell their viewers. */
  function windows(slow: Record<'first' | 'second', Record<string, number>>) {
    const made = world({ throttle: false, tokenLife: 3600 });
    const storage = unlocked();
    const lost: string[] = [];
    const open = (name: 'first' | 'second') =>
      made.clientWith({
        storage,
        onCredentialsReplaced: () => lost.push(name),
        fetch: async (url, init) => {
          const path = (url as string).split('/').at(-1) ?? '';
          const wait = slow[name][path] ?? 0;
          if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
          return made.simulator.fetch(url, init);
        },
      });
    /** The client id behind each call that the server has seen, in their order. */
    const ids = () =>
      made.simulator.requests
        .filter(({ endpoint }) => endpoint === 'E2')
        .map(({ body }) => (body as Record<string, string>)['client_id']);
    const both = async (clients: readonly PassClient[]) => {
      const calls = Promise.all(clients.map((client) => createSession(client)));
      await made.pass(30_000);
      return calls;
    };
    const clients = [open('first'), open('second')] as const;
    /** Signs in with one, and gives what both find. */
    async function signIn() {
      for (const name of ['first', 'second'] as const) slow[name] = {};
      const { code = '' } = await createSession(clients[0], parameters);
      await made.simulator.viewer.signIn({ code });
      const found = await Promise.all(clients.map((client) => profiles(client)));
      return found.map((one) => Object.keys(one.profiles));
    }
    return { ...made, storage, lost, ids, clients, both, signIn };
  }
  const same = [[parameters.mvpd], [parameters.mvpd]];

  it.each([
    ['the first is slow to register', { first: { register: 3000 }, second: {} }],
    ['the second is slow to register', { first: {}, second: { register: 3000 } }],
    ['the first is slow to get its token', { first: { token: 3000 }, second: { register: 1000 } }],
    ['the second is slow to get its token', { first: { register: 1000 }, second: { token: 3000 } }],
  ])('sign in with one registration: %s', async (_, slow) => {
    const { clients, both, storage, lost, ids, seen, signIn } = windows({ ...slow });
    await both(clients);
    const { client_id } = await storedIn(storage);
    expect(ids().at(-1)).toBe(client_id);
    await expect(signIn()).resolves.toEqual(same);
    expect(lost).toEqual([]);
    expect(seen().filter((endpoint) => endpoint === 'E1')).toHaveLength(2);
  });

  it.each([
    ['one after the other', {}, 1],
    ['the first is slow to register', { first: { register: 3000 } }, 2],
    ['the second is slow to register', { second: { register: 3000 } }, 2],
    ['the first is slow to get its token', { first: { token: 3000 } }, 2],
    ['the second is slow to get its token', { second: { token: 3000 } }, 2],
  ])(
    'lose their viewer once, and go on with one registration: %s',
    async (_, slow, registrations) => {
      const waits: Record<'first' | 'second', Record<string, number>> = { first: {}, second: {} };
      const { clients, both, simulator, storage, lost, ids, seen, signIn } = windows(waits);
      await createSession(clients[0]);
      await createSession(clients[1]);
      simulator.revokeClients();
      Object.assign(waits, slow);
      const before = seen().length;
      if (Object.keys(slow).length > 0) await both(clients);
      else for (const client of clients) await createSession(client);
      const { client_id } = await storedIn(storage);
      expect(lost.sort()).toEqual(['first', 'second']);
      expect(ids().at(-1)).toBe(client_id);
      const registered = seen()
        .slice(before)
        .filter((endpoint) => endpoint === 'E1');
      expect(registered).toHaveLength(registrations);
      await expect(signIn()).resolves.toEqual(same);
      expect(lost).toHaveLength(2);
    },
  );
});
