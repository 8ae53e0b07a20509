import { afterEach, describe, expect, test, vi } from 'vitest';
import { errorCatalogue } from '../../src/protocol/error-catalogue.js';
import { allParameters, deviceInfo, harness, type Harness } from './support.js';

const create = (to: Harness) => to.call('POST', '/api/v2/REF30/sessions', { form: allParameters });

afterEach(() => {
  vi.useRealTimers();
});

describe('when a fault hits', () => {
  test('once, unless it is told otherwise', async () => {
    const to = harness();
    to.simulator.faults.add({ endpoint: 'E4', status: 503 });
    expect((await create(to)).status).toBe(503);
    expect((await create(to)).status).toBe(200);
    expect(to.simulator.requests.map(({ status, fault }) => [status, fault])).toEqual([
      [503, true],
      [200, undefined],
    ]);
  });

  test('as often as it says, after as many as it says', async () => {
    const to = harness();
    to.simulator.faults.add({ endpoint: 'E4', status: 500, after: 1, times: 2 });
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await create(to)).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  test('for ever, until it is taken away', async () => {
    const to = harness();
    const remove = to.simulator.faults.add({ status: 500, times: Infinity });
    for (let call = 0; call < 5; call += 1) expect((await create(to)).status).toBe(500);
    remove();
    expect((await create(to)).status).toBe(200);
    to.simulator.faults.add({ status: 500 });
    to.simulator.faults.clear();
    expect((await create(to)).status).toBe(200);
  });

  test('one after the other', async () => {
    const to = harness();
    to.simulator.faults.add({ endpoint: 'E4', status: 500 });
    to.simulator.faults.add({ endpoint: 'E4', status: 503 });
    expect([(await create(to)).status, (await create(to)).status]).toEqual([500, 503]);
  });

  test('its own endpoint alone; without one, every call but the viewer', async () => {
    const to = harness();
    to.simulator.faults.add({ endpoint: 'E10', status: 500 });
    const { code } = (await create(to)).json;
    expect((await to.poll(code)).status).toBe(500);
    to.simulator.faults.add({ status: 500 });
    await to.simulator.viewer.signIn({ code });
    expect((await to.call('GET', '/done')).status).toBe(200);
    expect((await to.poll(code)).status).toBe(500);
  });

  test('pages of the user agent, if it names them', async () => {
    const to = harness();
    const { code } = (await create(to)).json;
    to.simulator.faults.add({ endpoint: 'user-agent', status: 502, html: true });
    await expect(to.simulator.viewer.signIn({ code })).rejects.toThrow('502');
    to.simulator.faults.add({ endpoint: 'E7', code: 'internal_server_error' });
    await expect(to.simulator.viewer.signIn({ code })).rejects.toThrow('500');
    await to.simulator.viewer.signIn({ code });
  });
});

describe('what a fault answers', () => {
  test.each(Object.entries(errorCatalogue))('%s', async (code, { statuses, action }) => {
    const to = harness();
    to.simulator.faults.add({ endpoint: 'E4', code });
    const reply = await create(to);
    // Codes that only the OpenAPI files name have no status of their own.
    const status = statuses[0] ?? 400;
    expect(reply.status).toBe(status);
    expect(reply.json).toMatchObject({ code, action, status });
    expect(to.simulator.requests.at(-1)).toMatchObject({ code, fault: true });
  });

  test('a code that nobody knows, a status of its own, headers', async () => {
    const to = harness();
    to.simulator.faults.add({ code: 'brand_new', status: 418, headers: { 'Retry-After': '7' } });
    const reply = await create(to);
    expect(reply.status).toBe(418);
    expect(reply.json).toMatchObject({ code: 'brand_new', action: 'none', status: 418 });
    expect(reply.headers.get('retry-after')).toBe('7');
  });

  test('the OAuth style for registration, whatever the code', async () => {
    const to = harness();
    for (const code of ['unapproved_software_statement', 'internal_server_error']) {
      to.simulator.faults.add({ endpoint: 'E1', code });
      const reply = await to.call('POST', '/o/client/register', {
        headers: { 'content-type': 'application/json', 'x-device-info': deviceInfo },
        body: '{"software_statement":"s"}',
      });
      expect([reply.status, reply.json]).toEqual([400, { error: code }]);
    }
  });

  test('a body as it is', async () => {
    const to = harness();
    to.simulator.faults.add({ body: { actionName: 'surprise' } });
    const parsed = await create(to);
    expect([parsed.status, parsed.json]).toEqual([200, { actionName: 'surprise' }]);
    to.simulator.faults.add({ status: 500, body: 'oops', headers: { 'content-type': 'x/y' } });
    const text = await create(to);
    expect([text.status, text.text, text.headers.get('content-type')]).toEqual([
      500,
      'oops',
      'x/y',
    ]);
  });

  test('an HTML page, a bare status, the throttling page, no content', async () => {
    const to = harness();
    to.simulator.faults.add({ html: true });
    const page = await create(to);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html;charset=UTF-8',
    ]);
    expect(page.text).toContain('<html');
    to.simulator.faults.add({ html: true, status: 502 });
    expect((await create(to)).status).toBe(502);
    to.simulator.faults.add({ status: 500 });
    expect((await create(to)).text).toBe('');
    to.simulator.faults.add({ status: 429 });
    expect((await create(to)).text).toContain('429 Too Many Requests');
    to.simulator.faults.add({ status: 204, body: 'ignored' });
    expect(await create(to)).toMatchObject({ status: 204, text: '' });
  });

  test('half of the real body', async () => {
    const to = harness();
    to.simulator.faults.add({ truncate: true });
    const response = await to.simulator.fetch('/api/v2/REF30/sessions', {
      method: 'POST',
      headers: to.headers,
      body: new URLSearchParams(allParameters),
    });
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  test.each([{ status: 99 }, { status: 600 }, { times: 0 }, { after: -1 }, { delay: -1 }])(
    '%o is refused at once',
    (fault) => {
      expect(() => harness().simulator.faults.add(fault)).toThrow(RangeError);
    },
  );
});

describe('a cut connection', () => {
  test('before: nothing has happened', async () => {
    const to = harness();
    const session = await to.create();
    to.simulator.faults.add({ endpoint: 'E4', cut: true });
    const failed = create(to);
    await expect(failed).rejects.toThrow(TypeError);
    await expect(failed).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect((await to.poll(session['code'])).status).toBe(200);
    expect(to.simulator.requests.at(-2)).toMatchObject({ endpoint: 'E4', fault: true });
    expect(to.simulator.requests.at(-2)).not.toHaveProperty('status');
  });

  test('after: the work was done, and only the answer is lost', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    to.simulator.faults.add({ endpoint: 'E15', cut: 'after' });
    await expect(to.logout('Cablevision')).rejects.toThrow(TypeError);
    expect(to.simulator.profiles.size).toBe(0);
  });
});

describe('a delay', () => {
  test('uses the timers of the moment', async () => {
    vi.useFakeTimers();
    const to = harness();
    to.simulator.faults.add({ delay: 5000 });
    let status = 0;
    const done = create(to).then((reply) => {
      ({ status } = reply);
    });
    await vi.advanceTimersByTimeAsync(4999);
    expect(status).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    await done;
    expect(status).toBe(200);
  });

  test('ends when the caller gives up, and the server has done nothing', async () => {
    vi.useFakeTimers();
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Dish' });
    to.simulator.faults.add({ delay: 60_000 });
    const caller = new AbortController();
    const path = '/api/v2/REF30/logout/Dish?redirectUrl=https%3A%2F%2Fa.b';
    const waiting = to.simulator.fetch(path, { headers: to.headers, signal: caller.signal });
    const outcome = expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await vi.advanceTimersByTimeAsync(10);
    caller.abort();
    await outcome;
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(to.simulator.profiles.size).toBe(1);
    expect(to.simulator.requests).toHaveLength(1);
  });
});
