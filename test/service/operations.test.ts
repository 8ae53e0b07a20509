import { Hono } from 'hono';
import { describe, expect, it, vi } from 'vitest';
import { createHost, memoryItems, memoryStore } from '../../src/durable/index.js';
import { simulateTime } from '../support/world.js';
import { bodyOf, deviceOf, info, input, settled, world } from './support.js';

simulateTime();

describe('the requests of a device', () => {
  it('are counted as Adobe counts: ten at once, and then one a second', async () => {
    const { device } = await world({ rate: {} });
    const { id } = await device().start();
    const read = async (tv = device()) => tv.ask('GET', `/v1/flows/${id}`);
    const statuses = [];
    for (let count = 0; count < 10; count += 1) statuses.push((await read()).status);
    expect(statuses).toEqual([...Array<number>(9).fill(200), 429]);
    const refused = await read();
    expect(refused.headers.get('Retry-After')).toBe('1');
    expect(await refused.json()).toMatchObject({ code: 'throttled' });
    // Another device has a count of its own.
    expect((await read(device('another'))).status).toBe(404);
    await vi.advanceTimersByTimeAsync(1000);
    expect([(await read()).status, (await read()).status]).toEqual([200, 429]);
  });
});

describe('the address of a device', () => {
  const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } });

  it.each([
    ['nobody is trusted', [], '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['a proxy is', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    [
      'two are',
      ['10.0.0.0/8'],
      '::ffff:10.1.2.3',
      '6.6.6.6, 198.51.100.1, 10.9.9.9',
      '198.51.100.1',
    ],
    ['another one is', ['10.0.0.0/8'], '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['what it says is none', ['10.0.0.0/8'], '10.1.2.3', 'planted', undefined],
    ['IPv6 is used', ['fd00::/8'], 'fd00::1', '2001:db8::7', '2001:db8::7'],
  ])('where %s', async (_, trustedProxies, peer, forwarded, expected) => {
    const { service, simulator } = await world({ trustedProxies });
    const sent: Array<string | null> = [];
    const original = simulator.fetch;
    const watched = await world({
      trustedProxies,
      client: {
        environment: 'release-staging',
        serviceProvider: 'REF30',
        softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c3RhdGVtZW50',
        fetch: (url, init) => {
          sent.push(new Headers(init?.headers).get('X-Forwarded-For'));
          return original(url, init);
        },
      },
    });
    const tv = deviceOf(
      async (path, init) =>
        watched.service.app.request(
          `https://tv.example${path}`,
          { ...init, headers: { ...(init.headers as object), 'X-Forwarded-For': forwarded } },
          from(peer),
        ),
      'tv',
    );
    await tv.start();
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent)).toEqual(new Set([expected ?? null]));
    await service.close();
  });

  it.each(['10.0.0.0/99', 'proxy.example', ''])('is not learnt from %j', async (proxy) => {
    await expect(world({ trustedProxies: [proxy] })).rejects.toMatchObject({
      path: 'trustedProxies',
    });
  });
});

describe('what is the same for all devices', () => {
  it('is asked once for a platform, and counted as often', async () => {
    const { device, service, simulator } = await world();
    const begin = async (id: string) => {
      const tv = device(id);
      const flow = await tv.start('entitlement', {
        screen: 'primary',
        redirectUrl: input.redirectUrl,
      });
      await settled(tv.until(flow.id, ({ phase }) => phase === 'unauthenticated'));
      await tv.send(flow.id, { type: 'mvpd.choose' });
      await settled(tv.until(flow.id, ({ phase }) => phase === 'choosing'));
    };
    for (const id of ['one', 'two', 'three']) await begin(id);
    const asked = () => simulator.requests.filter(({ endpoint }) => endpoint === 'E3').length;
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(120_000);
    await begin('four');
    expect(asked()).toBe(2);
    const metrics = await service.app.request('https://tv.example/metrics');
    // What was sent, not what was answered from memory.
    expect(await metrics.text()).toMatch(
      /^tve_call_seconds_count\{endpoint="GET configuration",outcome="2xx"\} 2$/m,
    );
  });
});

describe('a service that was replaced', () => {
  it('knows the devices and their flows from the stores', async () => {
    const [store, items] = [memoryStore(), memoryItems()];
    const options = {
      host: (flows: object) => createHost({ store, machines: {}, ...flows }),
      items,
    };
    const first = await world(options);
    const { id } = await first.device('tv').start();
    await first.service.close();
    const second = await world(options);
    const tv = second.device('tv');
    const { view } = await settled(tv.until(id, ({ phase }) => phase === 'authenticate'));
    expect(second.simulator.session(view['code'] as string)?.deviceId).toBe('tv');
    expect((await tv.send(id, { type: 'logout' })).status).toBe(422);
  });

  it('learns within a minute what a device has told another process', async () => {
    const items = memoryItems();
    const sent: string[] = [];
    const options = { items, trustedProxies: ['10.0.0.1'] };
    const asked = async (flow: string, address: string, service: typeof first.service) =>
      service.app.request(
        `https://tv.example/v1/flows/${flow}`,
        { headers: { 'X-Test-Device': 'tv', 'X-Forwarded-For': address } },
        { incoming: { socket: { remoteAddress: '10.0.0.1' } } },
      );
    const first = await world({
      ...options,
      client: {
        environment: 'release-staging',
        serviceProvider: 'REF30',
        softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c3RhdGVtZW50',
        fetch: (url, init) => {
          sent.push(new Headers(init?.headers).get('X-Forwarded-For') ?? 'none');
          return simulator.fetch(url, init);
        },
      },
    });
    const second = await world(options);
    const { simulator } = second;
    const { id } = await first
      .device('tv')
      .start('authentication', { ...input, screen: 'secondary' });
    await asked(id, '198.51.100.1', first.service);
    const other = await second.device('tv').start('secondScreen', {});
    await asked(other.id, '198.51.100.2', second.service);
    await vi.advanceTimersByTimeAsync(75_000);
    expect(sent).toContain('198.51.100.1');
    expect(sent.at(-1)).toBe('198.51.100.2');
  });

  it('stores the id of a device nowhere but in its items', async () => {
    const store = memoryStore();
    const { device } = await world({ host: (flows) => createHost({ store, ...flows }) });
    const { id } = await device('planted-id').start();
    await vi.advanceTimersByTimeAsync(1000);
    const stored = [id, (await store.read(id))!.text].join();
    for (const form of ['planted-id', Buffer.from('planted-id').toString('base64').slice(0, 12)])
      expect(stored).not.toContain(form);
  });

  it('forgets devices in memory, and goes on all the same', async () => {
    const { device, simulator } = await world({ devicesInMemory: 1 });
    const flows = [await device('a').start(), await device('b').start()];
    const views = await Promise.all(
      flows.map(({ id }, index) =>
        settled(device('ab'[index]).until(id, ({ phase }) => phase === 'authenticate')),
      ),
    );
    expect(views.map(({ view }) => simulator.session(view['code'] as string)?.deviceId)).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('the end of the service', () => {
  it('answers what is under way, ends streams and polls, and refuses what is new', async () => {
    const { device, service } = await world();
    const tv = device();
    const { id } = await tv.start('secondScreen', { redirectUrl: input.redirectUrl });
    await vi.advanceTimersByTimeAsync(1000);
    const { seq } = await bodyOf(await tv.ask('GET', `/v1/flows/${id}`));
    const stream = await tv.ask('GET', `/v1/flows/${id}/stream`);
    const poll = tv.ask('GET', `/v1/flows/${id}?wait=60`, undefined, {
      'If-None-Match': `"${seq}"`,
    });
    const metrics = async () => (await service.app.request('/metrics')).text();
    // Both have arrived.
    while (!(await metrics()).includes('tve_streams 2')) await vi.advanceTimersByTimeAsync(1);
    expect((await service.app.request('/readyz')).status).toBe(200);
    const closed = service.close();
    const late = await tv.ask('GET', `/v1/flows/${id}`);
    expect([late.status, late.headers.get('Retry-After')]).toEqual([503, '2']);
    expect((await service.app.request('/readyz')).status).toBe(503);
    expect((await service.app.request('/healthz')).status).toBe(200);
    expect((await poll).status).toBe(304);
    expect(await settled(stream.text())).toContain('retry: 2000');
    await closed;
  });

  it('stores and answers an event that has arrived', async () => {
    const store = memoryStore();
    let write = (): void => {};
    const slow: typeof store.write = async (...args) => {
      if (args[2] === 1)
        await new Promise<void>((resolve) => {
          write = resolve;
        });
      return store.write(...args);
    };
    const { device, service } = await world({
      host: (flows) => createHost({ store: { ...store, write: slow }, ...flows }),
    });
    const tv = device();
    const { id } = await tv.start('secondScreen', {});
    const sent = tv.send(id, { type: 'code.entered', code: 'ABCDEF' });
    const initial = write;
    while (write === initial) await vi.advanceTimersByTimeAsync(1);
    const closed = service.close();
    write();
    const { seq } = await bodyOf(await sent);
    expect(seq).toBe(2);
    await settled(closed);
    expect(await store.read(id)).toMatchObject({ seq: 2 });
  });

  it('waits no longer than it is told', async () => {
    const { device, service } = await world({ verify: () => new Promise(() => {}) });
    void device().ask('GET', '/v1/flows/x');
    const begunAt = Date.now();
    await settled(service.close({ patience: 3000 }));
    expect(Date.now() - begunAt).toBeLessThan(4000);
  });
});

describe('readiness', () => {
  it('is none where the store does not answer', async () => {
    const store = memoryStore();
    let read: typeof store.read = (key) => store.read(key);
    const slow = { ...store, read: (key: string) => read(key) };
    const { service } = await world({ host: (flows) => createHost({ store: slow, ...flows }) });
    expect((await service.app.request('/readyz')).status).toBe(200);
    read = () => new Promise(() => {});
    expect((await settled(Promise.resolve(service.app.request('/readyz')))).status).toBe(503);
    read = () => Promise.reject(new Error('the disk is full'));
    expect((await service.app.request('/readyz')).status).toBe(503);
  });
});

describe('metrics', () => {
  it('count flows, calls, retries, throttles and steps, without personal data', async () => {
    const { device, service, simulator } = await world();
    const tv = device('planted-device');
    const { id } = await tv.start('authentication', { ...input, mvpd: 'Cablevision' });
    const shown = await settled(tv.until(id, ({ phase }) => phase === 'authenticate'));
    const code = shown.view['code'] as string;
    await simulator.viewer.signIn({ code });
    simulator.faults.add({ status: 429 });
    await tv.send(id, { type: 'userAgent.returned' });
    await settled(tv.until(id, ({ phase }) => phase === 'authorize'));
    const read = async () => (await service.app.request('/metrics')).text();
    await read();
    await vi.advanceTimersByTimeAsync(1000);
    const text = await read();
    for (const line of [
      /^tve_flows\{machine="authentication",state="ended"\} 1$/m,
      /^tve_call_seconds_count\{endpoint="POST sessions",outcome="2xx"\} 1$/m,
      /^tve_call_seconds_count\{endpoint="GET profiles",outcome="429"\} 1$/m,
      /^tve_call_retries_total\{endpoint="GET profiles"\} 1$/m,
      /^tve_throttles_total\{by="adobe"\} 1$/m,
      /^tve_step_seconds_count\{machine="authentication",kind="event"\} 1$/m,
      /^tve_answers_total\{route="startFlow",status="201"\} 1$/m,
    ])
      expect(text).toMatch(line);
    for (const planted of ['planted-device', code, 'Cablevision', id, id.slice(0, 22), 'adobe.com'])
      expect(text).not.toContain(planted);
  });
});

describe('a page of another origin', () => {
  const origin = 'https://tv.example.com';

  it('may ask where it is allowed to', async () => {
    const { service, device } = await world({ allowOrigins: [origin] });
    const preflight = await service.app.request('/v1/flows', {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toContain('Idempotency-Key');
    const { id } = await device().start();
    const answer = await device().ask('GET', `/v1/flows/${id}`, undefined, { Origin: origin });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(origin);
    expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('ETag');
  });

  it('may not otherwise', async () => {
    const { device } = await world({ allowOrigins: [origin] });
    const { id } = await device().start();
    const sent = { Origin: 'https://evil.example' };
    const answer = await device().ask('GET', `/v1/flows/${id}`, undefined, sent);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });
});

describe('an app of the operator’s', () => {
  it('mounts the service, by its fetch or as a Hono app', async () => {
    const { service } = await world();
    const mounted = new Hono()
      // oxlint-disable-next-line typescript/no-deprecated -- what apps have today
      .mount('/tv', service.fetch)
      .route('/other', service.app as unknown as Hono);
    for (const prefix of ['/tv', '/other']) {
      const answer = await mounted.request(`${prefix}/v1/flows`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Test-Device': 'tv' },
        body: JSON.stringify({ machine: 'secondScreen', input: {}, device: { info } }),
      });
      expect(answer.status).toBe(201);
      const where = new URL(answer.headers.get('Location')!, `http://localhost${prefix}/v1/flows`);
      const read = await mounted.request(where, { headers: { 'X-Test-Device': 'tv' } });
      expect(read.status).toBe(200);
    }
  });
});

it('needs no package beside it that is not installed here', async () => {
  const { service } = await world();
  expect(service.missingPackages).toEqual([]);
});
