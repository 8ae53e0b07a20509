import { describe, expect, it } from 'vitest';
import { redirectUrl, startApp } from '../../../docs/examples/react-native/app.js';
import type { Platform } from '../../../docs/examples/react-native/platform.js';
import { secureStorage } from '../../../docs/examples/react-native/secure-storage.js';
import { createSession, entitlementView } from '../../../src/index.js';
import { clientOptions, simulateTime, type World, world } from '../../support/world.js';

simulateTime();

/** AsyncStorage as it is on a device: every answer comes later, and values are text. */
function asyncStorage() {
  const items = new Map<string, string>();
  const later = () => new Promise<void>((resolve) => setTimeout(resolve));
  return {
    items,
    getItem: async (key: string) => (await later(), items.get(key) ?? null),
    async setItem(key: string, value: string) {
      await later();
      if (typeof value !== 'string') throw new TypeError('AsyncStorage stores text');
      items.set(key, value);
    },
    removeItem: async (key: string) => (await later(), void items.delete(key)),
  };
}

/** A telephone: it opens a browser, and tells its apps what happens to them. */
function telephone() {
  const links = new Set<(event: { url: string }) => void>();
  const changes = new Set<(state: string) => void>();
  const opened: string[] = [];
  const subscribe = <T>(listeners: Set<T>, listener: T) => {
    listeners.add(listener);
    return { remove: () => void listeners.delete(listener) };
  };
  let ids = 0;
  let initialUrl: string | null = null;
  const AsyncStorage = asyncStorage();
  const platform: Platform = {
    AsyncStorage,
    Linking: {
      openURL: async (url) => void opened.push(url),
      getInitialURL: async () => initialUrl,
      addEventListener: (_type, listener) => subscribe(links, listener),
    },
    AppState: { addEventListener: (_type, listener) => subscribe(changes, listener) },
    randomUUID: () => `device-${(ids += 1)}`,
  };
  return {
    platform,
    items: AsyncStorage.items,
    opened,
    listeners: () => links.size + changes.size,
    come: (url?: string) => {
      if (url !== undefined) for (const listener of links) listener({ url });
      for (const listener of changes) listener('active');
    },
    startBy: (url: string) => {
      initialUrl = url;
    },
  };
}

type Telephone = ReturnType<typeof telephone>;

const { device, ...options } = clientOptions;

async function started(made: World, phone: Telephone) {
  const starting = startApp(phone.platform, {
    ...options,
    info: device.info,
    fetch: made.simulator.fetch,
  });
  await made.pass(100);
  const app = await starting;
  return Object.assign(app, { view: () => entitlementView(app.flow.getSnapshot()) });
}

type App = Awaited<ReturnType<typeof started>>;

/** The viewer has asked for a sign-in with Cablevision. @returns the code in the browser's page */
async function began(made: World, app: App): Promise<string> {
  app.flow.send({ type: 'authenticate', mvpd: 'Cablevision' });
  await made.pass(100);
  const view = app.view();
  if (view.phase !== 'authenticating' || view.authentication.phase !== 'authenticate')
    throw new Error(`expected a code, not ${view.phase}`);
  return view.authentication.code;
}

describe('the app on a telephone', () => {
  it('opens the browser once, takes the link back, and signs out', async () => {
    const made = world();
    const phone = telephone();
    const app = await started(made, phone);
    const code = await began(made, app);
    await made.pass(1000);
    expect(phone.opened).toEqual([expect.stringContaining(`/authenticate/REF30/${code}`)]);
    await made.simulator.viewer.signIn({ code });
    phone.come(redirectUrl);
    await made.pass(5000);
    expect(app.view()).toMatchObject({ phase: 'authenticated', access: { reason: 'login' } });

    app.flow.send({ type: 'logout' });
    await made.pass(100);
    expect(await made.simulator.viewer.signOut(phone.opened[1] ?? '')).toBe(redirectUrl);
    phone.come(redirectUrl);
    await made.pass(100);
    expect(app.view()).toMatchObject({
      phase: 'unauthenticated',
      outcomes: [{ actionName: 'logout', carriedOut: true }],
    });
  });

  it('looks for the sign-in where the viewer comes back without the link', async () => {
    const made = world();
    const phone = telephone();
    const app = await started(made, phone);
    const code = await began(made, app);
    await made.simulator.viewer.signIn({ code });
    phone.come();
    await made.pass(5000);
    expect(app.view().phase).toBe('authenticated');
  });

  it('takes no link of somebody else for its own', async () => {
    const made = world();
    const phone = telephone();
    const app = await started(made, phone);
    await began(made, app);
    const before = made.seen().length;
    for (const url of ['https://adobe.com', 'other://done']) phone.come(url);
    phone.come('tveexample-not-mine://done');
    await made.pass(60_000);
    expect(made.seen().slice(before)).toEqual(['E10']);
  });

  it('goes on where it was ended while the browser was open', async () => {
    const made = world();
    const phone = telephone();
    const first = await started(made, phone);
    const code = await began(made, first);
    await made.pass(1000);
    first.stop();
    expect(phone.listeners()).toBe(0);
    await made.simulator.viewer.signIn({ code });

    phone.startBy(redirectUrl);
    const second = await started(made, phone);
    await made.pass(5000);
    expect(second.view()).toMatchObject({ phase: 'authenticated', access: { reason: 'login' } });
    expect(phone.opened).toHaveLength(1);
    expect(phone.items.has('flow')).toBe(false);
    expect(made.seen().filter((endpoint) => endpoint === 'E1')).toHaveLength(1);
  });

  it('knows the viewer and the device at the next start', async () => {
    const made = world();
    const phone = telephone();
    const first = await started(made, phone);
    await made.simulator.viewer.signIn({ code: await began(made, first) });
    phone.come(redirectUrl);
    await made.pass(5000);
    first.stop();
    const id = phone.items.get('device');
    const second = await started(made, phone);
    expect(second.view().phase).toBe('authenticated');
    expect(phone.items.get('device')).toBe(id);
  });

  it('starts anew where the stored flow is of no use', async () => {
    const made = world();
    const phone = telephone();
    phone.items.set('flow', '{"value":"flying"}');
    const app = await started(made, phone);
    expect(app.view().phase).toBe('unauthenticated');
    await made.pass(100);
    expect(phone.items.has('flow')).toBe(false);
  });

  it('asks for the profile when it comes to the foreground', async () => {
    const made = world();
    const phone = telephone();
    const app = await started(made, phone);
    made.simulator.profiles.add({ mvpd: 'Dish' });
    phone.come();
    await made.pass(100);
    expect(app.view()).toMatchObject({ phase: 'authenticated', access: { mvpd: { id: 'Dish' } } });
  });
});

/** The keychain as it is: few characters in a key, few bytes in a value. */
function keychain() {
  const items = new Map<string, string>();
  let left = Infinity;
  const check = (key: string) => {
    if (!/^[\w.-]+$/.test(key)) throw new Error(`Invalid key: ${key}`);
  };
  return {
    items,
    endAfter: (count: number) => {
      left = count;
    },
    getItemAsync: async (key: string) => (check(key), items.get(key) ?? null),
    async setItemAsync(key: string, value: string) {
      check(key);
      if (new TextEncoder().encode(value).length > 2048) throw new Error('Value too large');
      left -= 1;
      if (left < 0) throw new Error('The app has ended');
      items.set(key, value);
    },
    deleteItemAsync: async (key: string) => (check(key), void items.delete(key)),
  };
}

describe('the keychain as storage', () => {
  const long = JSON.stringify({ name: 'Zoë 📺 "quoted" 100%', token: 'x'.repeat(5000) });

  it.each([
    ['nothing', ''],
    ['a short one', 'a'],
    ['a long one, with all kinds of characters', long],
    ['one that fills its parts', 'x'.repeat(4000)],
  ])('gives back %s', async (_what, value) => {
    const storage = secureStorage(keychain());
    await storage.setItem('https://sp.auth.adobe.com REF30/tv', value);
    expect(await storage.getItem('https://sp.auth.adobe.com REF30/tv')).toBe(value);
  });

  it('has nothing where nothing was stored, or what was there is removed', async () => {
    const store = keychain();
    const storage = secureStorage(store);
    expect(await storage.getItem('a')).toBeNull();
    await storage.setItem('a', long);
    await storage.setItem('a', 'short');
    await storage.removeItem('a');
    expect(await storage.getItem('a')).toBeNull();
    expect([...store.items]).toEqual([]);
  });

  it('keeps keys apart that look alike', async () => {
    const storage = secureStorage(keychain());
    const keys = ['a', 'a.a0', 'a_a0', 'a b', 'a_32_b', 'a/b', 'a.b', 'a_b', 'a-b'];
    for (const key of keys) await storage.setItem(key, key);
    for (const key of keys) expect(await storage.getItem(key)).toBe(key);
  });

  it.each([0, 1, 2, 3])('has the old value where the app ends after %i writes', async (writes) => {
    const store = keychain();
    const storage = secureStorage(store);
    await storage.setItem('a', 'old');
    store.endAfter(writes);
    await expect(storage.setItem('a', long)).rejects.toThrow('ended');
    store.endAfter(Infinity);
    expect(await secureStorage(store).getItem('a')).toBe('old');
    await storage.setItem('a', long);
    expect(await storage.getItem('a')).toBe(long);
  });

  it('ends with the last of changes that come together', async () => {
    const storage = secureStorage(keychain());
    const changes = [
      storage.setItem('a', long),
      storage.removeItem('a'),
      storage.setItem('a', 'b'),
    ];
    expect(await storage.getItem('a')).toBe('b');
    await Promise.all(changes);
  });

  it('keeps the credentials of a client: there is one registration', async () => {
    const made = world();
    const storage = secureStorage(keychain());
    await createSession(made.clientWith({ storage }));
    await createSession(made.clientWith({ storage }));
    expect(made.seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
  });
});
