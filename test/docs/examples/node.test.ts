import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackend, tokenOf } from '../../../docs/examples/node/backend.js';
import {
  type EntitlementEvent,
  type EntitlementView,
  memoryStorage,
  type PassStorage,
} from '../../../src/index.js';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { clientOptions, START } from '../../support/world.js';

const { device, ...options } = clientOptions;
const { info } = device;

const key = new Uint8Array(32).fill(7);

let simulator: Simulator;
let storage: PassStorage;
let clock: number;
let closing: Array<() => Promise<void>>;

beforeEach(() => {
  clock = START;
  simulator = createSimulator({ now: () => clock, throttle: false });
  storage = memoryStorage();
  closing = [];
});
afterEach(async () => {
  for (const close of closing) await close();
});

/** A process of the backend. */
async function startBackend(more: Partial<Parameters<typeof createBackend>[0]> = {}) {
  const server = createBackend({
    ...options,
    fetch: simulator.fetch,
    now: () => clock,
    storage,
    key,
    patience: 200,
    verifyMediaToken: async (serializedToken, { resource }) =>
      simulator.verifyMediaToken(serializedToken, resource) === 'VALID_TOKEN',
    ...more,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    server.close();
  };
  closing.push(close);
  const post = (path: string, body: string, token = tokenOf(key, path.split('/')[2] ?? '')) =>
    fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}` },
    });
  return {
    close,
    post,
    /** What a device does: it asks, or says what its viewer wants. */
    async ask(id: string, event?: EntitlementEvent): Promise<EntitlementView> {
      const response = await post(`/devices/${id}`, JSON.stringify({ info, event }));
      expect(response.status).toBe(200);
      return (await response.json()) as EntitlementView;
    },
  };
}

type Backend = Awaited<ReturnType<typeof startBackend>>;

/** Asks again until the device sees what it waits for. */
async function askUntil(
  backend: Backend,
  id: string,
  isSeen: (view: EntitlementView) => boolean,
): Promise<EntitlementView> {
  for (let tries = 0; tries < 50; tries += 1) {
    const view = await backend.ask(id);
    if (isSeen(view)) return view;
  }
  throw new Error('It was not to be seen');
}

const isSignedIn = ({ phase }: EntitlementView) => phase === 'authenticated';

function codeIn(view: EntitlementView): string {
  if (view.phase === 'authenticating' && 'code' in view.authentication)
    return view.authentication.code;
  throw new Error(`expected a code, not ${view.phase}`);
}

/** Everything that one device has been asking for. */
const requestsOf = (id: string) =>
  simulator.requests.filter(
    ({ headers }) => headers['ap-device-identifier'] === `fingerprint ${btoa(id)}`,
  );

it('signs many devices in, each with its own code and credentials', async () => {
  const backend = await startBackend();
  const ids = ['tv-00000001', 'tv-00000002', 'tv-00000003'];
  const views = await Promise.all(ids.map((id) => backend.ask(id, { type: 'authenticate' })));
  const codes = views.map(codeIn);
  expect(new Set(codes).size).toBe(3);
  expect(simulator.requests.filter(({ endpoint }) => endpoint === 'E1')).toHaveLength(3);

  await simulator.viewer.signIn({ code: codes[1] ?? '', mvpd: 'Cablevision' });
  await backend.close();
  clock += 6000;
  const later = await startBackend();
  expect(await askUntil(later, ids[1]!, isSignedIn)).toMatchObject({
    access: { mvpd: { id: 'Cablevision' } },
  });
  expect(codeIn(await later.ask(ids[0]!))).toBe(codes[0]);
});

it('gives a new device an id and a token of its own', async () => {
  const backend = await startBackend();
  const answer = await backend.post('/devices', '', '');
  expect(answer.status).toBe(201);
  const { id, token } = (await answer.json()) as { id: string; token: string };
  const asked = await backend.post(`/devices/${id}`, JSON.stringify({ info }), token);
  expect(asked.status).toBe(200);
  expect(await asked.json()).toMatchObject({ phase: 'unauthenticated' });
});

it('plays after its own backend has verified the media token, and signs out', async () => {
  simulator.profiles.add({ mvpd: 'Cablevision' });
  simulator.mvpd({ id: 'Cablevision', permits: ['news'] });
  const backend = await startBackend();
  const id = 'tv-00000001';
  expect((await backend.ask(id)).phase).toBe('authenticated');
  const { plays } = await backend.ask(id, { type: 'play', resource: 'news' });
  expect(plays).toMatchObject([{ resource: 'news', phase: 'permitted', verified: true }]);
  const denied = await backend.ask(id, { type: 'play', resource: 'sports' });
  expect(denied.plays).toMatchObject([{ phase: 'permitted' }, { phase: 'denied' }]);
  expect(await backend.ask(id, { type: 'logout' })).toMatchObject({ logout: { phase: 'logout' } });
  expect((await backend.ask(id, { type: 'userAgent.skipped' })).phase).toBe('unauthenticated');
});

it('tells the service about the device, and never about itself', async () => {
  const backend = await startBackend();
  await backend.ask('tv-00000001', { type: 'authenticate' });
  const session = requestsOf('tv-00000001').find(({ endpoint }) => endpoint === 'E4');
  expect(session?.headers['x-forwarded-for']).toBe('127.0.0.1');
  expect(JSON.parse(atob(session?.headers['x-device-info'] ?? ''))).toEqual(info);
});

it('goes on after a restart, with the same code and without another registration', async () => {
  const first = await startBackend();
  const id = 'tv-00000001';
  const code = codeIn(await first.ask(id, { type: 'authenticate' }));
  await first.close();
  const second = await startBackend();
  expect(codeIn(await second.ask(id))).toBe(code);
  const seen = simulator.requests.map(({ endpoint }) => endpoint);
  expect(seen.filter((endpoint) => endpoint === 'E1' || endpoint === 'E4')).toEqual(['E1', 'E4']);
});

it('notices after a restart that a code has expired meanwhile', async () => {
  const first = await startBackend();
  const id = 'tv-00000001';
  codeIn(await first.ask(id, { type: 'authenticate' }));
  await first.close();
  clock += 60 * 60_000;
  const second = await startBackend();
  await askUntil(
    second,
    id,
    (view) => view.phase === 'authenticating' && view.authentication.phase === 'expired',
  );
  codeIn(await second.ask(id, { type: 'code.renew' }));
});

it('looks for the viewer only while the device asks', async () => {
  const backend = await startBackend();
  const code = codeIn(await backend.ask('tv-00000001', { type: 'authenticate' }));
  await simulator.viewer.signIn({ code, mvpd: 'Cablevision' });
  clock += 60_000;
  const before = requestsOf('tv-00000001').length;
  await backend.ask('tv-00000002');
  expect(requestsOf('tv-00000001')).toHaveLength(before);
  await askUntil(backend, 'tv-00000001', isSignedIn);
});

it('lets a viewer cancel while the device waits for them', async () => {
  const backend = await startBackend({ patience: 5000 });
  const id = 'tv-00000001';
  codeIn(await backend.ask(id, { type: 'authenticate' }));
  const waiting = backend.ask(id);
  expect((await backend.ask(id, { type: 'cancel' })).phase).toBe('unauthenticated');
  expect((await waiting).phase).toBe('unauthenticated');
  expect((await backend.ask(id)).phase).toBe('unauthenticated');
});

it('answers with a fault of the service, and goes on with a retry', async () => {
  simulator.faults.add({ endpoint: 'E4', status: 403 });
  const backend = await startBackend();
  const id = 'tv-00000001';
  expect(await backend.ask(id, { type: 'authenticate' })).toMatchObject({
    authentication: { phase: 'failed', error: { remedy: 'retry' } },
  });
  codeIn(await backend.ask(id, { type: 'retry' }));
});

it('starts a flow anew that it can not read', async () => {
  await storage.setItem('flow tv-00000001', '{"value":"flying"}');
  const backend = await startBackend();
  expect((await backend.ask('tv-00000001')).phase).toBe('unauthenticated');
});

it('keeps no secret in a stored flow', async () => {
  const backend = await startBackend();
  await backend.ask('tv-00000001', { type: 'authenticate' });
  const stored = String(await storage.getItem('flow tv-00000001'));
  const { authorization = '' } = requestsOf('tv-00000001')[0]?.headers ?? {};
  expect(authorization).toMatch(/^Bearer ./);
  expect(stored).not.toContain(authorization.slice('Bearer '.length));
  expect(stored).not.toContain(options.softwareStatement);
});

describe('a call that is not one of a device', () => {
  it.each([
    ['without JSON', '/devices/tv-00000001', 'news'],
    ['with JSON that is no object', '/devices/tv-00000001', 'null'],
    ['that says nothing about the device', '/devices/tv-00000001', '{}'],
    ['that has nothing for the device', '/devices/tv-00000001', '{"info":null}'],
    ['with too much', '/devices/tv-00000001', JSON.stringify({ info, more: 'x'.repeat(20_000) })],
    [
      'with an event of the inside',
      '/devices/tv-00000001',
      JSON.stringify({ info, event: { type: 'xstate.done.actor.authentication', output: {} } }),
    ],
    ['with an event that is none', '/devices/tv-00000001', JSON.stringify({ info, event: 'play' })],
  ])('%s is refused', async (_what, path, body) => {
    const backend = await startBackend();
    const response = await backend.post(path, body);
    expect(response.status).toBe(400);
    expect(simulator.requests).toEqual([]);
  });

  it.each(['/', '/devices/..%2Fflow', '/devices/'])('to %s finds nothing', async (path) => {
    const backend = await startBackend();
    expect((await backend.post(path, JSON.stringify({ info }))).status).toBe(404);
  });

  it.each([
    ['none', ''],
    ['one that is made up', 'a'.repeat(43)],
    ['that of another device', tokenOf(key, 'tv-00000002')],
    ['one of another key', tokenOf(new Uint8Array(32), 'tv-00000001')],
  ])('with %s for a token is refused', async (_what, token) => {
    const backend = await startBackend();
    const body = JSON.stringify({ info, event: { type: 'authenticate' } });
    expect((await backend.post('/devices/tv-00000001', body, token)).status).toBe(401);
    expect(simulator.requests).toEqual([]);
  });

  it('is answered without a word of what is inside', async () => {
    const broken: PassStorage = {
      ...memoryStorage(),
      getItem: () => Promise.reject(new Error('secret database')),
    };
    const backend = await startBackend({ storage: broken });
    const response = await backend.post('/devices/tv-00000001', JSON.stringify({ info }));
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"error":"refused"}');
  });
});
