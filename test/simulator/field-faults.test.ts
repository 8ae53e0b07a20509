import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import type { Fault, SimulatorServer } from '../../src/simulator/index.js';
import { allParameters, harness, type Harness } from './support.js';

const open: SimulatorServer[] = [];

afterAll(async () => {
  await Promise.all(open.map((server) => server.close()));
});

/** Sends to a simulator in one of its two ways. */
type Send = (path: string, init?: RequestInit) => Promise<Response>;

const direct = async (to: Harness): Promise<Send> => to.simulator.fetch;

async function onPort(to: Harness): Promise<Send> {
  const server = await to.simulator.listen();
  open.push(server);
  return (path, init) => fetch(`${server.origin}${path}`, init);
}

const sessions = '/api/v2/REF30/sessions';
const logout = '/api/v2/REF30/logout/Dish?redirectUrl=https%3A%2F%2Fa.b';

const create = (to: Harness, send: Send, init: RequestInit = {}) =>
  send(sessions, {
    method: 'POST',
    headers: to.headers,
    body: new URLSearchParams(allParameters),
    redirect: 'manual',
    ...init,
  });

/** Logs out with a fault, and says whether the service has done it. */
async function hit(to: Harness, send: Send, fault: Fault) {
  to.simulator.profiles.add({ mvpd: 'Dish' });
  to.simulator.faults.add({ endpoint: 'E15', ...fault });
  const response = await send(logout, { headers: to.headers, redirect: 'manual' });
  return { response, isDone: to.simulator.profiles.size === 0 };
}

describe.each([
  ['fetch', direct],
  ['a port', onPort],
])('over %s', (_name, way) => {
  describe('a captive portal', () => {
    test('redirects to its login page', async () => {
      const to = harness();
      const send = await way(to);
      const { response, isDone } = await hit(to, send, { kind: 'captive-portal' });
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toMatch(/^https?:.+\/captive-portal$/);
      expect(isDone).toBe(false);
    });

    test('shows that page to whoever follows', async () => {
      const to = harness();
      const send = await way(to);
      to.simulator.faults.add({ kind: 'captive-portal' });
      const response = await create(to, send, { redirect: 'follow' });
      expect([response.status, response.redirected]).toEqual([200, true]);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(await response.text()).toContain('Welcome to this network');
    });

    test.each([
      ['page', 200],
      [511, 511],
    ] as const)('answers with its page itself: %s', async (answer, status) => {
      const to = harness();
      const send = await way(to);
      const { response, isDone } = await hit(to, send, { kind: 'captive-portal', answer });
      expect([response.status, isDone]).toEqual([status, false]);
      expect(await response.text()).toContain('Welcome to this network');
    });
  });

  test.each([
    ['proxy', 401],
    ['proxy', 403],
    ['proxy', 451],
    ['load-balancer', 404],
    ['load-balancer', 408],
    ['load-balancer', 502],
    ['load-balancer', 503],
    ['load-balancer', 504],
    ['cdn', 425],
    ['cdn', 520],
    ['cdn', 521],
    ['cdn', 522],
    ['cdn', 523],
    ['cdn', 524],
  ] as const)('a %s answers %i with a page, and the service sees nothing', async (kind, status) => {
    const to = harness();
    const send = await way(to);
    const { response, isDone } = await hit(to, send, { kind, status } as Fault);
    expect([response.status, isDone]).toEqual([status, false]);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toContain(`<h1>${status} `);
    expect(to.simulator.requests).toMatchObject([{ endpoint: 'E15', status, fault: true }]);
  });

  test.each([
    [{ status: 429, retryAfter: 7 }, '7'],
    [{ kind: 'load-balancer', retryAfter: 0 }, '0'],
    [
      { kind: 'load-balancer', retryAfter: new Date(Date.UTC(2030, 0, 1)) },
      'Tue, 01 Jan 2030 00:00:00 GMT',
    ],
  ] as const)('%o says when to come again', async (fault, expected) => {
    const to = harness();
    const send = await way(to);
    const { response } = await hit(to, send, fault);
    expect(response.headers.get('retry-after')).toBe(expected);
  });

  test.each(['{}', '{"ok":true}', 'null', '[]'] as const)(
    '%s comes in place of the answer of a service that has done its work',
    async (body) => {
      const to = harness();
      const send = await way(to);
      const { response, isDone } = await hit(to, send, { kind: 'unexpected-body', body });
      expect([response.status, isDone]).toEqual([200, true]);
      expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8');
      expect(await response.text()).toBe(body);
    },
  );

  test('a page, bytes that are no text, and nothing at all come in place of it', async () => {
    const to = harness();
    const send = await way(to);
    const page = await hit(to, send, { kind: 'unexpected-body', body: 'html' });
    expect([page.response.status, page.isDone]).toEqual([200, true]);
    expect(page.response.headers.get('content-type')).toBe('text/html');
    const garbage = await hit(to, send, { kind: 'unexpected-body', body: 'garbage' });
    const bytes = await garbage.response.arrayBuffer();
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError);
    const empty = await hit(to, send, { kind: 'unexpected-body', body: 'empty' });
    expect([empty.response.status, empty.isDone]).toEqual([204, true]);
    expect(await empty.response.text()).toBe('');
  });

  test('the right answer in gzip that nobody undoes', async () => {
    const to = harness();
    const send = await way(to);
    const { response } = await hit(to, send, { kind: 'unexpected-body', body: 'gzip' });
    expect(response.headers.has('content-encoding')).toBe(false);
    const text = gunzipSync(await response.arrayBuffer()).toString();
    expect(JSON.parse(text)).toHaveProperty('logouts.Dish');
  });

  test('the right answer behind a byte order mark is still right', async () => {
    const to = harness();
    const send = await way(to);
    const fault = { kind: 'unexpected-body', body: 'byte-order-mark' } as const;
    const { response } = await hit(to, send, fault);
    const bytes = new Uint8Array(await response.clone().arrayBuffer());
    expect(bytes.slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf));
    expect(await response.json()).toHaveProperty('logouts.Dish');
  });

  test('white space without end follows the right answer, as long as it is read', async () => {
    const to = harness();
    const send = await way(to);
    const { response, isDone } = await hit(to, send, { kind: 'endless-body' });
    expect([response.status, isDone]).toEqual([200, true]);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (text.length < 1_000_000) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(JSON.parse(text)).toHaveProperty('logouts.Dish');
    expect((await create(to, send)).status).toBe(200);
  });

  test('half of the right answer arrives, and then nothing until the caller gives up', async () => {
    const to = harness();
    const send = await way(to);
    to.simulator.faults.add({ kind: 'stalled-body' });
    const caller = new AbortController();
    const response = await create(to, send, { signal: caller.signal });
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toMatch(/^\{"actionName":"authenticate"/);
    const rest = expect(reader?.read()).rejects.toMatchObject({ name: 'AbortError' });
    caller.abort();
    await rest;
    expect((await create(to, send)).status).toBe(200);
  });

  test('half of the right answer arrives, and then the connection breaks off', async () => {
    const to = harness();
    const send = await way(to);
    const { response, isDone } = await hit(to, send, { cut: 'body' });
    expect([response.status, isDone]).toEqual([200, true]);
    await expect(response.text()).rejects.toThrow(new TypeError('terminated'));
    expect((await create(to, send)).status).toBe(200);
  });

  test('what has no body gets one', async () => {
    const to = harness();
    const send = await way(to);
    const path = '/reset-tempass/v3/reset?requestor_id=REF30&mvpd_id=TempPass_TEST40&device_id=all';
    const { authorization = '' } = to.headers;
    to.simulator.faults.add({ endpoint: 'E16', kind: 'unexpected-body', body: '{}' });
    const response = await send(path, { method: 'DELETE', headers: { authorization } });
    expect([response.status, await response.json()]).toEqual([200, {}]);
  });
});

describe('what depends on the way', () => {
  test('a browser hides the redirect of a captive portal from scripts', async () => {
    const to = harness();
    const { fetch: send, faults } = to.simulator;
    faults.add({ kind: 'captive-portal', answer: 'opaqueredirect', times: 3 });
    const response = await create(to, send);
    expect(response).toMatchObject({ type: 'opaqueredirect', status: 0, body: null, ok: false });
    expect([...response.headers]).toEqual([]);
    await expect(create(to, send, { redirect: 'follow' })).rejects.toThrow(TypeError);
    await expect(create(to, send, { redirect: 'error' })).rejects.toThrow(TypeError);
    expect(to.simulator.requests.map(({ status }) => status)).toEqual([302, 302, 302]);
  });

  test('on a port, that is the browser’s own work', async () => {
    const to = harness();
    to.simulator.faults.add({ kind: 'captive-portal', answer: 'opaqueredirect' });
    expect((await create(to, await onPort(to))).status).toBe(302);
  });

  test('a 407 comes through `fetch`, and is an error of Node’s own', async () => {
    const to = harness();
    to.simulator.faults.add({ kind: 'proxy', times: 2 });
    const response = await create(to, await direct(to));
    expect(response.status).toBe(407);
    expect(response.headers.has('proxy-authenticate')).toBe(true);
    await expect(create(to, await onPort(to))).rejects.toThrow(TypeError);
  });

  test('what stands between allows no origin', async () => {
    const to = harness();
    const headers = { ...to.headers, origin: 'https://app.example' };
    const allowed = async () => {
      const response = await create(to, to.simulator.fetch, { headers });
      return response.headers.has('access-control-allow-origin');
    };
    expect(await allowed()).toBe(true);
    for (const kind of ['captive-portal', 'proxy', 'load-balancer', 'cdn'] as const) {
      to.simulator.faults.add({ kind });
      expect(await allowed()).toBe(false);
    }
    to.simulator.faults.add({ kind: 'unexpected-body', body: '{}' });
    expect(await allowed()).toBe(true);
  });
});

test('a delay and headers can come with each of them', async () => {
  const to = harness();
  to.simulator.faults.add({ kind: 'cdn', delay: 1, headers: { Server: 'edge' } });
  expect((await create(to, to.simulator.fetch)).headers.get('server')).toBe('edge');
});

test.each([
  { kind: 'weather' },
  { kind: 'proxy', status: 500 },
  { kind: 'load-balancer', status: 401 },
  { kind: 'cdn', status: 525 },
  { kind: 'cdn', delay: -1 },
  { status: 429, retryAfter: -1 },
  { status: 429, retryAfter: new Date('never') },
  { kind: 'odd', change: () => null, times: 0 },
])('%o is refused at once', (fault) => {
  expect(() => harness().simulator.faults.add(fault as Fault)).toThrow(RangeError);
});
