import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { EntitlementView } from '../../src/index.js';
import { encryptedItems } from '../../src/durable/index.js';
import { registerEndpoint, restateHost, restateItems } from '../../src/durable/restate/index.js';
import { type Balancer, startBalancer } from './support/balancer.js';
import { type Engine, startEngine } from './support/engine.js';
import { live } from './support/life.js';
import { type Service, startService } from './support/service.js';
import { pause, until } from './support/until.js';
import { startWorld, type World } from './support/world.js';

let world: World;
let engine: Engine;
let services: Service[];
let balancer: Balancer;
let hosts: Array<ReturnType<typeof restateHost>>;

beforeAll(async () => {
  world = await startWorld();
  engine = await startEngine(inject('binary'));
  const { ingress, admin } = engine;
  const settings = { ingress, origin: world.origin };
  services = await Promise.all([startService(settings), startService(settings)]);
  balancer = await startBalancer(services.map(({ uri }) => uri));
  await registerEndpoint({ admin, uri: balancer.uri });
  hosts = [1, 2].map(() => restateHost({ ingress, admin, pollInterval: 50, onError: () => {} }));
});

afterAll(async () => {
  await Promise.all((hosts ?? []).map((host) => host.close()));
  await balancer?.close();
  await Promise.all((services ?? []).map((service) => service.kill()));
  await engine?.remove();
  await world?.close();
});

describe('two processes behind one engine', () => {
  it('lead flows of one device at once, with one registration', async () => {
    await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name, at) => {
        const key = `tv-1/${name}`;
        const host = hosts[at % hosts.length]!;
        await host.start(key, 'entitlement', {
          screen: 'primary',
          domainName: 'adobe.com',
          redirectUrl: 'https://adobe.com',
        });
        const phaseOf = (view: unknown) => (view as EntitlementView).phase;
        await host.waitFor(key, ({ view }) => phaseOf(view) === 'unauthenticated');
      }),
    );
    const times = (end: RegExp) => world.paths.filter((path) => end.test(path)).length;
    expect(times(/\/register$/)).toBe(1);
    // Each has asked who is signed in.
    expect(times(/\/profiles$/)).toBe(4);
    for (const count of balancer.counts()) expect(count).toBeGreaterThan(5);
  });

  it('take over from each other: one of them dies, and comes back', async () => {
    const lives = Promise.all(['tv-2', 'tv-3', 'tv-4'].map((key) => live(hosts[0]!, key, world)));
    // Awaited below.
    lives.catch(() => {});
    for (const service of services) {
      await pause(300);
      await service.kill();
      await pause(300);
      await service.start();
    }
    for (const { view } of await lives)
      expect(view).toMatchObject({ phase: 'unauthenticated', outcomes: [{ carriedOut: true }] });
  });
});

describe('items', () => {
  const items = () =>
    encryptedItems(restateItems({ ingress: engine.ingress }), [new Uint8Array(32).fill(1)]);

  it('are the same for all processes, and hidden from whoever reads what the engine stores', async () => {
    await items().write('tv', 'credentials', 'the secret');
    expect(await items().read('tv', 'credentials')).toBe('the secret');
    expect(await items().read('other-tv', 'credentials')).toBe(null);
    const response = await fetch(`${engine.admin}/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: "SELECT * FROM state WHERE service_name = 'tveDevice'" }),
    });
    const stored = await response.text();
    expect(stored).toContain('"value');
    for (const plain of ['the secret', btoa('the secret'), '"tv"', 'credentials'])
      expect(stored).not.toContain(plain);
    await items().remove('tv', 'credentials');
    expect(await items().read('tv', 'credentials')).toBe(null);
  });

  it('are taken once', async () => {
    await items().write('tv', 'ticket', 'media token');
    const taken = await Promise.all([1, 2, 3, 4].map(() => items().take('tv', 'ticket')));
    expect(taken.filter((value) => value !== null)).toEqual(['media token']);
  });

  it('expire, and what is written since lives on', async () => {
    const plain = restateItems({ ingress: engine.ingress });
    await plain.write('tv', 'short', 'old', Date.now() + 300);
    await plain.write('tv', 'kept', 'old', Date.now() + 300);
    await plain.write('tv', 'kept', 'new');
    await until(async () => (await plain.read('tv', 'short')) === null, 'the item has expired');
    const count = async () => {
      const query = "SELECT count(*) AS n FROM state WHERE service_key = 'tv'";
      const response = await fetch(`${engine.admin}/query`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query }),
      });
      return ((await response.json()) as { rows: [{ n: number }] }).rows[0].n;
    };
    await until(async () => (await count()) === 1, 'the engine has removed it');
    expect(await plain.read('tv', 'kept')).toBe('new');
  });

  it('a lock lets one in at a time, of all processes', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await pause(50);
      inside -= 1;
      return 'done';
    };
    const all = await Promise.all([1, 2, 3, 4].map(() => items().lock('tv', 'name', work)));
    expect(all).toEqual(['done', 'done', 'done', 'done']);
    expect(most).toBe(1);
  });

  it('a lock is kept as long as its holder lives, and is free after it failed', async () => {
    let isOver = false;
    let isInside = false;
    const long = items().lock('tv', 'long', async () => {
      isInside = true;
      await pause(3_000);
      isOver = true;
    });
    await until(() => isInside, 'the lock is taken');
    await items().lock('tv', 'long', async () => expect(isOver).toBe(true));
    await long;
    const failing = items().lock('tv', 'long', async () => {
      throw new Error('failed');
    });
    await expect(failing).rejects.toThrow('failed');
    await items().lock('tv', 'long', async () => {});
  });

  it('a lock whose holder has died is free after two seconds', async () => {
    const acquire = async (token: string) => {
      const response = await fetch(`${engine.ingress}/tveDevice/tv/acquire`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'dead', token, now: Date.now(), until: Date.now() + 2_000 }),
      });
      return response.json();
    };
    expect(await acquire('of a process that dies')).toBe(true);
    expect(await acquire('of the next')).toBe(false);
    await restateItems({ ingress: engine.ingress }).lock('tv', 'dead', async () => {});
  });
});
