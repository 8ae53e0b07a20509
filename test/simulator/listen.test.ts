import { afterEach, describe, expect, test } from 'vitest';
import type { SimulatorServer } from '../../src/simulator/index.js';
import { allParameters, harness, read, type Harness } from './support.js';

const open: SimulatorServer[] = [];

async function serve(to: Harness, port = 0): Promise<SimulatorServer> {
  const server = await to.simulator.listen({ port });
  open.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const create = (to: Harness, server: SimulatorServer) =>
  fetch(`${server.origin}/api/v2/REF30/sessions`, {
    method: 'POST',
    headers: to.headers,
    body: new URLSearchParams(allParameters),
  });

describe('listening', () => {
  test('a whole sign-in and sign-out over a socket', async () => {
    const to = harness();
    const server = await serve(to);
    expect(server.origin).toBe(`http://127.0.0.1:${server.port}`);
    const session = (await read(await create(to, server))).json;
    const page = await fetch(`${server.origin}${session['url']}`);
    expect(page.url.startsWith(`${server.origin}/mvpd/Cablevision/login`)).toBe(true);
    const sent = await fetch(page.url, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ username: 'me', password: 'x' }),
    });
    expect(sent.headers.get('location')).toBe(allParameters.redirectUrl);
    const { authorization = '' } = to.headers;
    const poll = await fetch(`${server.origin}/api/v2/REF30/profiles/code/${session['code']}`, {
      headers: { authorization },
    });
    expect(Object.keys((await read(poll)).json['profiles'])).toEqual(['Cablevision']);
    const path = '/api/v2/REF30/logout/Cablevision?redirectUrl=https%3A%2F%2Fa.b';
    const logout = await read(await fetch(`${server.origin}${path}`, { headers: to.headers }));
    const { url } = logout.json['logouts']['Cablevision'];
    expect(url.startsWith(`${server.origin}/adobe-services/logout`)).toBe(true);
    expect(await to.simulator.viewer.signOut(url)).toBe('https://a.b');
  });

  test('the viewer signs in for a session that came over the socket', async () => {
    const to = harness();
    const server = await serve(to);
    const response = await fetch(`${server.origin}/api/v2/REF30/sessions`, {
      method: 'POST',
      headers: to.headers,
      body: new URLSearchParams(),
    });
    const { code } = (await read(response)).json;
    const { redirectUrl } = await to.simulator.viewer.signIn({ code, mvpd: 'Dish' });
    expect(redirectUrl).toBe(`${server.origin}/done`);
    expect(await (await fetch(redirectUrl)).text()).toContain('Go back to your television');
  });

  test('a port in use is a clear error, and the first server lives on', async () => {
    const to = harness();
    const server = await serve(to);
    const second = to.simulator.listen({ port: server.port });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(second).rejects.toThrow(`127.0.0.1:${server.port}: the port is in use`);
    expect((await create(to, server)).status).toBe(200);
  });

  test('a closed server is gone, and can be closed again', async () => {
    const to = harness();
    const server = await serve(to);
    await create(to, server);
    await server.close();
    await server.close();
    await expect(create(to, server)).rejects.toThrow(TypeError);
    const next = await serve(to, server.port);
    expect((await create(to, next)).status).toBe(200);
  });

  test('leaves the global classes alone', async () => {
    const before = [Request, Response];
    await serve(harness());
    expect([Request, Response]).toEqual(before);
  });
});

describe('faults on a socket', () => {
  test.each([true, 'after'] as const)('cut: %s', async (cut) => {
    const to = harness();
    const server = await serve(to);
    to.simulator.faults.add({ cut });
    await expect(create(to, server)).rejects.toThrow(TypeError);
    expect((await create(to, server)).status).toBe(200);
  });

  test('half a body is still a whole HTTP message', async () => {
    const to = harness();
    const server = await serve(to);
    to.simulator.faults.add({ truncate: true });
    const response = await create(to, server);
    const text = await response.text();
    expect(text.startsWith('{"actionName"')).toBe(true);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  test('a caller who gives up during a delay does no harm', async () => {
    const to = harness();
    const server = await serve(to);
    to.simulator.faults.add({ delay: 60_000 });
    const caller = new AbortController();
    const waiting = fetch(`${server.origin}/done`, { signal: caller.signal });
    expect((await waiting).status).toBe(200);
    const delayed = fetch(`${server.origin}/api/v2/REF30/sessions`, {
      method: 'POST',
      headers: to.headers,
      body: new URLSearchParams(),
      signal: caller.signal,
    });
    const outcome = expect(delayed).rejects.toMatchObject({ name: 'AbortError' });
    while (to.simulator.requests.length < 2) await new Promise(setImmediate);
    caller.abort();
    await outcome;
    expect((await create(to, server)).status).toBe(200);
  });
});

test('throttles by the address of the socket', async () => {
  const to = harness({ throttle: { rate: 1, burst: 0 } });
  const server = await serve(to);
  expect((await create(to, server)).status).toBe(200);
  expect((await create(to, server)).status).toBe(429);
});
