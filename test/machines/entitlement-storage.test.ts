import { describe, expect, it, vi } from 'vitest';
import { memoryStorage, type PassStorage } from '../../src/index.js';
import { signedInApp, since } from '../support/app.js';
import { startApp } from '../support/flows.js';
import { clientOptions, simulateTime, START, type World, world } from '../support/world.js';

simulateTime();

const key = `tve-auth-flow:https://sp.auth-staging.adobe.com:REF30:${clientOptions.device.id}:viewer`;
const DAY = 24 * 60 * 60_000;

/** A storage whose items can be looked at, and every write of which is noted. */
function open() {
  const items = memoryStorage();
  const writes: string[] = [];
  const storage: PassStorage = {
    ...items,
    setItem: (name, value) => {
      if (name === key) writes.push(value);
      return items.setItem(name, value);
    },
  };
  return { storage, writes, stored: () => JSON.parse(String(items.getItem(key))) as unknown };
}

async function restarted(made: World) {
  const from = made.seen().length;
  const app = startApp(made.clientWith());
  await made.pass(0);
  return { app, asked: since(made, from) };
}

describe('what is kept of a viewer', () => {
  it('is the MVPD as soon as it is chosen, with its name and picture (R33, R34, R35)', async () => {
    const { storage, stored } = open();
    const made = world({}, { storage });
    const app = startApp(made.client);
    await made.pass(0);
    app.send({ type: 'authenticate' });
    await made.pass(0);
    app.send({ type: 'mvpd.selected', mvpd: 'Cablevision' });
    await made.pass(0);
    const mvpd = {
      id: 'Cablevision',
      displayName: 'Cablevision',
      logoUrl: 'https://sp.auth-staging.adobe.com/logo/Cablevision',
    };
    expect(stored()).toEqual({ mvpd, access: null });
    const { app: next, asked } = await restarted(made);
    expect(next.view()).toMatchObject({ phase: 'confirming', mvpd });
    expect(asked).toEqual(['E9']);
  });

  it('is the profile with its attributes, until its end (R82, R83, R84)', async () => {
    const { storage, stored } = open();
    const made = world({ profileLife: DAY }, { storage });
    await signedInApp(made);
    expect(stored()).toMatchObject({
      mvpd: { id: 'Cablevision' },
      access: {
        reason: 'login',
        profile: { notAfter: START + DAY, attributes: { zip: { state: 'enc' } } },
      },
    });
  });

  it('is of no use when the profile has ended', async () => {
    const { storage } = open();
    const made = world({ profileLife: DAY }, { storage });
    const first = await signedInApp(made);
    first.stop();
    await made.pass(DAY);
    const app = startApp(made.clientWith());
    await Promise.resolve();
    made.simulator.faults.add({ endpoint: 'E9', cut: true, times: Infinity });
    await made.pass(60_000);
    expect(app.view()).toMatchObject({ phase: 'failed', error: { code: 'network_failure' } });
    expect(app.view()).not.toHaveProperty('access');
  });

  it('is no profile any more where a decision says so, also for a start without a network', async () => {
    const { storage, stored } = open();
    const made = world({}, { storage });
    const app = await signedInApp(made);
    made.simulator.profiles.invalidate();
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(app.view().phase).toBe('confirming');
    expect(stored()).toEqual({ mvpd: { id: 'Cablevision' }, access: null });
    made.simulator.faults.add({ endpoint: 'E9', cut: true, times: Infinity });
    const next = startApp(made.clientWith());
    await made.pass(60_000);
    expect(next.view()).toMatchObject({ phase: 'failed' });
  });

  it('is written where it has changed, and not else', async () => {
    const { storage, writes } = open();
    const made = world({}, { storage });
    const app = await signedInApp(made);
    expect(writes).toHaveLength(2);
    app.send({ type: 'mvpd.choose' });
    app.send({ type: 'cancel' });
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    expect(writes).toHaveLength(2);
  });

  it('is nothing after the sign-out', async () => {
    const { storage } = open();
    const made = world({}, { storage });
    made.simulator.mvpd({ id: 'Cablevision', logoutEndpoint: false });
    const app = await signedInApp(made);
    app.send({ type: 'logout' });
    await made.pass(0);
    expect(await storage.getItem(key)).toBeNull();
  });

  it('stays gone where a slow write was still under way', async () => {
    const items = memoryStorage();
    const storage: PassStorage = {
      ...items,
      setItem: async (name, value) => {
        if (name === key) await new Promise((resolve) => setTimeout(resolve, 10_000));
        await items.setItem(name, value);
      },
    };
    const made = world({}, { storage });
    made.simulator.mvpd({ id: 'Cablevision', logoutEndpoint: false });
    const app = await signedInApp(made);
    app.send({ type: 'logout' });
    await made.pass(100_000);
    expect(app.view().phase).toBe('unauthenticated');
    expect(await items.getItem(key)).toBeNull();
  });

  it('belongs to the device and the service provider', async () => {
    const { storage } = open();
    const made = world({ serviceProviders: ['REF30', 'OTHER'], throttle: false }, { storage });
    await signedInApp(made);
    for (const other of [
      { serviceProvider: 'OTHER' },
      { device: { ...clientOptions.device, id: 'another' } },
    ]) {
      const app = startApp(made.clientWith(other));
      await made.pass(0);
      expect(app.view().phase).toBe('unauthenticated');
    }
  });

  it('is kept for the life of the client where there is no storage', async () => {
    const made = world();
    await signedInApp(made);
    const app = startApp(made.client);
    await made.pass(0);
    expect(app.view()).toMatchObject({
      phase: 'authenticated',
      access: { reason: 'authenticated' },
    });
    expect(since(made, 0).at(-1)).toBe('E9');
  });
});

describe('a storage', () => {
  it.each([
    'not JSON',
    '',
    'null',
    '[]',
    '7',
    '{}',
    '{"mvpd":7}',
    '{"mvpd":{"id":""}}',
    '{"mvpd":{"id":7}}',
    '{"access":{"profile":{}}}',
  ])('that holds no viewer is one of a first start: %j', async (text) => {
    const { storage } = open();
    const made = world({}, { storage });
    await storage.setItem(key, text);
    const { app, asked } = await restarted(made);
    expect(app.view().phase).toBe('unauthenticated');
    expect(asked).toEqual(['E1', 'E2', 'E8']);
  });

  it.each([
    '{"mvpd":{"id":"Dish"}}',
    '{"mvpd":{"id":"Dish"},"access":7}',
    '{"mvpd":{"id":"Dish"},"access":{}}',
    '{"mvpd":{"id":"Dish"},"access":{"reason":"login","profile":{"notAfter":"soon"}}}',
    '{"mvpd":{"id":"Dish"},"access":{"reason":"login","profile":{"notAfter":1,"type":"regular"}}}',
  ])('that holds an MVPD alone is asked about it: %j', async (text) => {
    const { storage } = open();
    const made = world({}, { storage });
    await storage.setItem(key, text);
    const { app, asked } = await restarted(made);
    expect(app.view()).toMatchObject({ phase: 'confirming', mvpd: { id: 'Dish' } });
    expect(asked).toEqual(['E1', 'E2', 'E9']);
  });

  it('may give parsed values back', async () => {
    const { storage } = open();
    const made = world(
      {},
      {
        storage: {
          ...storage,
          getItem: async (name) => JSON.parse(String(await storage.getItem(name))) as unknown,
        },
      },
    );
    await storage.setItem(key, '{"mvpd":{"id":"Dish"},"access":null}');
    const { asked } = await restarted(made);
    expect(asked).toContain('E9');
  });

  it('that can not be read is told once, and is read again at the next start', async () => {
    const { storage } = open();
    let locked = true;
    const told: unknown[] = [];
    const made = world(
      {},
      {
        onStorageError: ({ path }) => told.push(path),
        storage: {
          ...storage,
          getItem: (name) => {
            if (locked) throw new Error('locked');
            return storage.getItem(name);
          },
        },
      },
    );
    await storage.setItem(key, '{"mvpd":{"id":"Dish"},"access":null}');
    const app = await signedInApp(made);
    expect(app.view().phase).toBe('authenticated');
    expect(told).toEqual(['storage.getItem']);
    expect(await storage.getItem(key)).toContain('Dish');
    locked = false;
    const next = startApp(made.clientWith());
    await made.pass(0);
    expect(next.view()).toMatchObject({ phase: 'confirming', mvpd: { id: 'Dish' } });
  });

  it('that can not be written costs no sign-in, and no sign-out', async () => {
    const items = memoryStorage();
    const full = () => Promise.reject(new Error('full'));
    const made = world({}, { storage: { ...items, setItem: full, removeItem: full } });
    made.simulator.mvpd({ id: 'Cablevision', logoutEndpoint: false });
    const app = await signedInApp(made);
    expect(app.view().phase).toBe('authenticated');
    app.send({ type: 'logout' });
    await made.pass(0);
    expect(app.view().phase).toBe('unauthenticated');
  });

  it('that can not delete lets no viewer come back, and is asked again at their word', async () => {
    const items = memoryStorage();
    let isLocked = false;
    const unlocked = () => {
      if (isLocked) throw new Error('locked');
      return items;
    };
    const storage: PassStorage = {
      ...items,
      setItem: (name, value) => unlocked().setItem(name, value),
      removeItem: (name) => unlocked().removeItem(name),
    };
    const made = world({}, { storage });
    made.simulator.mvpd({ id: 'Cablevision', logoutEndpoint: false });
    const app = await signedInApp(made);
    app.send({ type: 'play', resource: 'one' });
    await made.pass(0);
    isLocked = true;
    app.send({ type: 'logout' });
    await made.pass(0);
    const signedOut = { phase: 'unauthenticated', plays: [], error: { code: 'storage_failure' } };
    expect(app.view()).toMatchObject(signedOut);
    expect(app.view()).not.toHaveProperty('access');
    await made.pass(DAY);
    expect(app.view()).toMatchObject(signedOut);
    expect(await items.getItem(key)).toContain('Cablevision');
    isLocked = false;
    app.send({ type: 'retry' });
    await made.pass(0);
    expect(app.view()).toMatchObject({ phase: 'unauthenticated', plays: [] });
    expect(app.view()).not.toHaveProperty('error');
    expect(await items.getItem(key)).toBeNull();
  });

  it('that never answers can be given up', async () => {
    const made = world(
      {},
      { storage: { ...memoryStorage(), getItem: () => new Promise(() => {}) } },
    );
    const app = startApp(made.client);
    await made.pass(4000);
    expect(app.view().phase).toBe('restoring');
    app.send({ type: 'cancel' });
    expect(app.view().phase).toBe('unauthenticated');
    expect(vi.getTimerCount()).toBe(0);
  });
});
