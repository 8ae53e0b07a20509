import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { readMessage } from '../../docs/playground/src/attach/messages.js';
import { titleOf } from '../../docs/playground/src/session/event-title.js';
import { nameOfLane, type Row } from '../../docs/playground/src/session/row.js';
import { linkTo, readLink } from '../../docs/playground/src/share/link.js';
import { lanesOf, placeOfLane } from '../../docs/playground/src/timeline/lanes.js';
import { countdown, sinceStart, timeOfDay } from '../../docs/playground/src/time/format.js';
import { type Served, serve } from '../../docs/playground/serve.js';
import { entitlementMachine } from '../../machines/index.js';

let folder: string;
let served: Served;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tve-auth-flow-served-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Page</title>');
  writeFileSync(join(folder, 'elk.js'), 'elk');
  writeFileSync(join(folder, 'code.js'), 'code');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const policy = "default-src 'none'";
  served = await serve({ folder, policy, port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

it('serves the page with strict headers', async () => {
  const response = await fetch(`${served.origin}/`);
  expect(await response.text()).toContain('<title>Page</title>');
  expect(response.headers.get('content-security-policy')).toBe(
    "default-src 'none'; frame-ancestors 'none'",
  );
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
});

it.each(['/secret.txt', '/../secret.txt', '/%2e%2e/secret.txt', '/constructor', '//elk.js/x'])(
  'serves nothing else: %s',
  async (path) => {
    const response = await fetch(served.origin + path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-security-policy')).not.toBeNull();
  },
);

it('takes no other method', async () => {
  const response = await fetch(`${served.origin}/`, { method: 'POST', body: 'x' });
  expect(response.status).toBe(405);
});

it('tells that its port is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const serving = serve({ folder, policy: '', port, host: '127.0.0.1' });
  await expect(serving).rejects.toMatchObject({ code: 'EADDRINUSE' });
  other.close();
});

it('lets no page of somebody else attach', async () => {
  const socket = new WebSocket(served.appUrl, { origin: 'https://elsewhere.example' });
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  expect(code).toBe(4403);
  expect(String(reason)).toContain('https://elsewhere.example is not let in');
});

it('reads links as they come', () => {
  expect(readLink('#scenario=code-expires&at=120')).toEqual({ scenario: 'code-expires', at: 120 });
  expect(readLink('')).toEqual({});
  expect(readLink('#at=-5')).toEqual({});
  expect(readLink('#scenario=a&at=NaN')).toEqual({ scenario: 'a' });
  expect(readLink('#scenario=a&at=1e99').at).toBe(40 * 86_400);
});

it('makes links that it can read', () => {
  const link = linkTo('http://127.0.0.1/#old', { scenario: 'a b&c', at: 3 });
  expect(readLink(new URL(link).hash)).toEqual({ scenario: 'a b&c', at: 3 });
});

it('tells the time', () => {
  expect(timeOfDay(Date.UTC(2026, 0, 5, 20, 5, 9))).toBe('20:05:09');
  expect(sinceStart(65_000)).toBe('+1:05');
  expect(sinceStart(2 * 86_400_000 + 3_661_000)).toBe('+2 d 1:01:01');
  expect(countdown(1000, 5000)).toBe('0:00');
});

it('understands what apps tell', () => {
  const told = {
    type: '@xstate.snapshot',
    sessionId: 'a/x:0',
    event: { type: 'go' },
    snapshot: { status: 'active', value: 'on' },
    taken: ['off|go|0', 7],
  };
  expect(readMessage(JSON.stringify(told))).toMatchObject({ taken: ['off|go|0'] });
});

it.each([true, false, undefined])('knows whether an app takes events: %s', (acceptsEvents) => {
  const told = {
    type: '@xstate.actor',
    sessionId: 'tv/a',
    createdAt: '7',
    ...(acceptsEvents !== undefined && { acceptsEvents }),
  };
  const message = readMessage(JSON.stringify(told));
  expect(message).toEqual({
    type: 'actor',
    sessionId: 'tv/a',
    device: 'tv',
    at: 7,
    name: 'tv/a',
    snapshot: { status: 'active' },
    ...(acceptsEvents !== undefined && { acceptsEvents }),
  });
  expect(
    readMessage('{"type":"@xstate.actor","sessionId":"a","acceptsEvents":"yes"}'),
  ).not.toHaveProperty('acceptsEvents');
});

it('puts each machine in a lane, and those that are too many in the last one', () => {
  const row = (from: string, to: string) => ({ from, to }) as Row;
  const rows = [row('app', 'b'), row('b', 'a'), row('a', 'adobe')];
  expect(lanesOf(rows, 'attached')).toEqual(['app', 'b', 'a', 'adobe']);
  const many = Array.from({ length: 20 }, (_, index) => row(`m${index}`, `m${index}`));
  const lanes = lanesOf(many, 'record');
  expect(lanes).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'others']);
  expect(placeOfLane('m19', lanes)).toBe(8);
  expect(placeOfLane('m0', lanes)).toBe(1);
  expect(lanesOf(rows, 'scenario').slice(0, 2)).toEqual(['viewer', 'phone']);
  expect(nameOfLane('constructor')).toBe('constructor');
});

it.each([
  '{"type":"@xstate.event","sessionId":"a"}',
  '{"type":"@xstate.event","sessionId":"a","event":{}}',
  'no json',
  'null',
  '[]',
  '{"type":"@xstate.actor"}',
  '{"type":"@xstate.actor","sessionId":7}',
  '{"type":"@xstate.snapshot","sessionId":"a","event":"go"}',
  '{"type":"constructor","sessionId":"a"}',
])('does not take for a message: %s', (text) => {
  expect(readMessage(text)).toBeUndefined();
});

it.each(['no json', '7', '{"states":7}', '{"states":{"a":{"on":{"go":"nowhere"}}}}'])(
  'shows an actor without a chart where its definition is %s',
  (definition) => {
    const message = readMessage(
      JSON.stringify({ type: '@xstate.actor', sessionId: 'a', definition }),
    );
    expect(message).toMatchObject({ type: 'actor', name: 'a', snapshot: { status: 'active' } });
    expect(message).not.toHaveProperty('chart');
  },
);

describe('the title of an event', () => {
  const chart = { machine: entitlementMachine } as never;

  it.each([
    // Two states invoke something under this id.
    ['xstate.done.actor.authentication', 'authentication done'],
    ['xstate.done.actor.checkProfiles', 'checkProfiles done'],
    ['xstate.error.actor.restore', 'restore failed'],
    ['xstate.init', 'starts'],
    ['mvpd.selected', 'mvpd.selected'],
  ])('of %s is %s', (type, title) => {
    expect(titleOf(type, { chart })).toBe(title);
  });
});
