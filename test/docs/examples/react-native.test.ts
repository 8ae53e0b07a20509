import { describe, expect, it } from 'vitest';
import {
  keychainStorage,
  type Platform,
  redirectUrl,
  startFlow,
} from '../../../docs/examples/react-native/storage.js';
import { createSession, entitlementView } from '../../../src/index.js';
import { clientOptions, simulateTime, type World, world } from '../../support/world.js';

simulateTime();

/** The keychain as it is on a device: every answer comes later, and a failure to store is `false`. */
function keychain() {
  const items = new Map<string, string>();
  const later = () => new Promise<void>((resolve) => setTimeout(resolve));
  let isLocked = false;
  return {
    items,
    lock: () => {
      isLocked = true;
    },
    async getGenericPassword({ service }: { service: string }) {
      await later();
      const password = items.get(service);
      return password === undefined ? (false as const) : { password };
    },
    async setGenericPassword(_name: string, password: string, { service }: { service: string }) {
      await later();
      if (!isLocked) items.set(service, password);
      return isLocked ? false : { service };
    },
    async resetGenericPassword({ service }: { service: string }) {
      await later();
      return items.delete(service);
    },
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
  const Keychain = keychain();
  const platform: Platform = {
    Keychain,
    Linking: {
      openURL: async (url) => void opened.push(url),
      addEventListener: (_type, listener) => subscribe(links, listener),
    },
    AppState: { addEventListener: (_type, listener) => subscribe(changes, listener) },
  };
  return {
    platform,
    items: Keychain.items,
    opened,
    come: (url?: string) => {
      if (url !== undefined) for (const listener of links) listener({ url });
      for (const listener of changes) listener('active');
    },
  };
}

type Telephone = ReturnType<typeof telephone>;

async function started(made: World, phone: Telephone) {
  const flow = startFlow(phone.platform, { ...clientOptions, fetch: made.simulator.fetch });
  await made.pass(100);
  return { flow, view: () => entitlementView(flow.getSnapshot()) };
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

  it('knows the viewer who has signed in while it was ended', async () => {
    const made = world();
    const phone = telephone();
    const first = await started(made, phone);
    const code = await began(made, first);
    await made.pass(1000);
    first.flow.stop();
    await made.simulator.viewer.signIn({ code });

    const second = await started(made, phone);
    await made.pass(5000);
    expect(second.view()).toMatchObject({
      phase: 'authenticated',
      access: { mvpd: { id: 'Cablevision' } },
    });
    expect(phone.opened).toHaveLength(1);
    expect(made.seen().filter((endpoint) => endpoint === 'E1')).toHaveLength(1);
  });

  it('has a fault with a way out', async () => {
    const made = world();
    const phone = telephone();
    made.simulator.faults.add({ endpoint: 'E4', status: 403 });
    const app = await started(made, phone);
    app.flow.send({ type: 'authenticate', mvpd: 'Cablevision' });
    await made.pass(100);
    expect(app.view()).toMatchObject({ authentication: { phase: 'failed' } });
    expect(phone.opened).toEqual([]);
    app.flow.send({ type: 'retry' });
    await made.pass(100);
    expect(phone.opened).toHaveLength(1);
  });

  it('plays', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd: 'Cablevision' });
    made.simulator.mvpd({ id: 'Cablevision', permits: ['news'] });
    const app = await started(made, telephone());
    app.flow.send({ type: 'play', resource: 'news' });
    await made.pass(100);
    expect(app.view().plays).toMatchObject([{ resource: 'news', phase: 'permitted' }]);
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

describe('the keychain as storage', () => {
  it('gives back what was stored, and nothing once that is removed', async () => {
    const made = world();
    const storage = keychainStorage(keychain());
    const seen = (async () => {
      const before = await storage.getItem('a');
      await storage.setItem('a', '{"name":"Zoë"}');
      await storage.setItem('b', '');
      const stored = [await storage.getItem('a'), await storage.getItem('b')];
      await storage.removeItem('a');
      return [before, ...stored, await storage.getItem('a')];
    })();
    await made.pass(100);
    expect(await seen).toEqual([null, '{"name":"Zoë"}', '', null]);
  });

  it('says so where the keychain has stored nothing', async () => {
    const made = world();
    const locked = keychain();
    locked.lock();
    const storing = expect(keychainStorage(locked).setItem('a', 'b')).rejects.toThrow('not stored');
    await made.pass(100);
    await storing;
  });

  it('keeps the credentials of a client: there is one registration', async () => {
    const made = world();
    const storage = keychainStorage(keychain());
    for (let start = 0; start < 2; start += 1) {
      const session = createSession(made.clientWith({ storage }));
      await made.pass(1000);
      await session;
    }
    expect(made.seen()).toEqual(['E1', 'E2', 'E4', 'E4']);
  });
});
