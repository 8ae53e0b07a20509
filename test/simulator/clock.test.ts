import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type SimulatorServer } from '../../src/simulator/index.js';
import { allParameters, harness } from './support.js';

const hour = 3_600_000;
const servers: SimulatorServer[] = [];

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('the clock', () => {
  test('is that of the moment, though fake timers come later than the simulator', () => {
    const { clock } = createSimulator();
    vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) });
    expect(clock.now()).toBe(Date.UTC(2030, 0, 1));
    vi.setSystemTime(Date.UTC(2040, 0, 1));
    expect(clock.now()).toBe(Date.UTC(2040, 0, 1));
  });

  test('of the server can be ahead of the device, or behind', async () => {
    const to = harness({ clockOffset: -hour });
    const { simulator, clock } = to;
    expect(simulator.clock.now()).toBe(clock.now - hour);
    const late = await to.create(allParameters);
    expect(late['notBefore']).toBe(String(clock.now - hour));
    simulator.clock.offset = 2 * hour;
    const early = await to.create(allParameters);
    expect(early['notBefore']).toBe(String(clock.now + 2 * hour));
    expect(simulator.requests.map(({ at }) => at - clock.now)).toEqual([-hour, 2 * hour]);
  });

  test('of the server decides what has expired', async () => {
    const to = harness({ codeLife: hour });
    const { code } = await to.create();
    to.simulator.clock.offset = hour;
    expect((await to.poll(code)).json['code']).toBe('invalid_authentication_session');
    to.simulator.clock.offset = hour - 1;
    expect((await to.poll(code)).status).toBe(200);
  });

  test('is as the option has it after a reset', () => {
    const { simulator } = harness({ clockOffset: 5 });
    simulator.clock.offset = 7;
    simulator.reset();
    expect(simulator.clock.offset).toBe(5);
  });

  test.each([Number.NaN, Infinity])('is not shifted by %s', (offset) => {
    expect(() => createSimulator({ clockOffset: offset })).toThrow(RangeError);
    const { clock } = createSimulator();
    expect(() => {
      clock.offset = offset;
    }).toThrow(RangeError);
    expect(clock.offset).toBe(0);
  });
});

describe('the Date of an answer', () => {
  const path = '/api/v2/REF30/sessions';
  const preflight = { origin: 'https://a.b', 'access-control-request-method': 'POST' };

  test('is on each, by the clock of the server', async () => {
    const to = harness({ clockOffset: hour, throttle: { rate: 1, burst: 0 } });
    const date = new Date(to.clock.now + hour).toUTCString();
    const { code } = await to.create(allParameters);
    await to.simulator.viewer.signIn({ code });
    to.clock.now += 1000;
    const replies = [
      await to.call('OPTIONS', path, { headers: preflight }),
      await to.call('POST', path, { form: {} }),
      await to.call('POST', path, { form: {} }),
      await to.call('GET', '/nowhere'),
      await to.call('GET', '/done'),
    ];
    expect(replies.map(({ status }) => status)).toEqual([204, 200, 429, 404, 200]);
    const later = new Date(to.clock.now + hour).toUTCString();
    expect(later).not.toBe(date);
    for (const { headers } of replies) expect(headers.get('date')).toBe(later);
  });

  test('is on what stands between too, and a fault can have another', async () => {
    const to = harness();
    to.simulator.faults.add({ kind: 'cdn' });
    expect((await to.call('GET', '/api/v2/REF30/profiles')).headers.has('date')).toBe(true);
    const date = 'Thu, 01 Jan 1970 00:00:00 GMT';
    to.simulator.faults.add({ status: 500, headers: { Date: date } });
    expect((await to.call('GET', '/api/v2/REF30/profiles')).headers.get('date')).toBe(date);
  });

  test('is the same on a port', async () => {
    const to = harness();
    const server = await to.simulator.listen();
    servers.push(server);
    const { headers } = await fetch(`${server.origin}/done`);
    expect(headers.get('date')).toBe(new Date(to.clock.now).toUTCString());
    to.simulator.faults.add({ kind: 'stalled-body' });
    const caller = new AbortController();
    const stalled = await fetch(`${server.origin}/api/v2/REF30/profiles`, {
      signal: caller.signal,
    });
    caller.abort();
    expect(stalled.headers.get('date')).toBe(new Date(to.clock.now).toUTCString());
  });

  test('can be left out, on a port too', async () => {
    const to = harness({ dateHeader: false });
    const server = await to.simulator.listen();
    servers.push(server);
    expect((await to.call('GET', '/done')).headers.has('date')).toBe(false);
    expect((await fetch(`${server.origin}/done`)).headers.has('date')).toBe(false);
  });

  test('is not among what a page of another origin may read', async () => {
    const to = harness();
    const headers = { ...to.headers, origin: 'https://a.b' };
    const reply = await to.call('POST', path, { headers, form: {} });
    expect(reply.headers.get('access-control-expose-headers')).not.toMatch(/\bdate\b/i);
  });
});
