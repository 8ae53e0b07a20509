import { afterEach, describe, expect, test, vi } from 'vitest';
import { allParameters, harness } from './support.js';

const path = '/api/v2/REF30/sessions';
const origin = 'https://sp.auth-staging.adobe.com';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('fetch takes what fetch takes', () => {
  test('a string, a URL, a Request, and a Request with changes', async () => {
    const { simulator, headers } = harness();
    const { fetch } = simulator;
    const init = { method: 'POST', headers, body: new URLSearchParams(allParameters) };
    const responses = [
      await fetch(path, init),
      await fetch(`${origin}${path}`, init),
      await fetch(new URL(path, origin), init),
      await fetch(new Request(new URL(path, origin), init)),
      await fetch(new Request(new URL(path, origin), { method: 'POST', body: 'x' }), init),
    ];
    for (const response of responses) {
      expect(response.status).toBe(200);
      expect(response.url).toBe(`${origin}${path}`);
      expect(response.redirected).toBe(false);
    }
    expect(simulator.requests).toHaveLength(responses.length);
  });

  test('answers for any host, and its urls are of that host', async () => {
    const { simulator, headers } = harness({ origin: 'https://here.example/path' });
    simulator.profiles.add({ mvpd: 'Cablevision' });
    const logout = '/api/v2/REF30/logout/Cablevision?redirectUrl=https%3A%2F%2Fa.b';
    const there = await simulator.fetch(`http://there.example:81${logout}`, { headers });
    expect(JSON.stringify(await there.json())).toContain('"http://there.example:81/adobe-services');
    const here = await simulator.fetch(logout, { headers });
    expect(here.url).toBe(`https://here.example${logout}`);
  });

  test('a signal that is aborted already: the server sees nothing', async () => {
    const { simulator } = harness();
    const reason = new Error('changed my mind');
    const signal = AbortSignal.abort(reason);
    await expect(simulator.fetch(path, { signal })).rejects.toBe(reason);
    expect(simulator.requests).toHaveLength(0);
  });

  test('redirects: followed, shown, or an error, as asked', async () => {
    const to = harness();
    const { url } = await to.create(allParameters);
    const followed = await to.simulator.fetch(url);
    expect([followed.status, followed.redirected]).toEqual([200, true]);
    expect(followed.url).toContain('/mvpd/Cablevision/login');
    const manual = await to.simulator.fetch(url, { redirect: 'manual' });
    expect(manual.status).toBe(302);
    await expect(to.simulator.fetch(url, { redirect: 'error' })).rejects.toThrow(TypeError);
  });

  test('redirects in a circle end', async () => {
    const { simulator } = harness();
    const headers = { location: '/nowhere' };
    simulator.faults.add({ endpoint: 'unknown', status: 302, headers, times: Infinity });
    await expect(simulator.fetch('/nowhere')).rejects.toThrow('redirect count exceeded');
    expect(simulator.requests).toHaveLength(21);
  });

  test('a redirect that leaves the simulator is handed back', async () => {
    const to = harness();
    const { url } = await to.create(allParameters);
    const page = await to.simulator.fetch(url);
    const left = await to.simulator.fetch(page.url, {
      method: 'POST',
      body: new URLSearchParams({ username: 'me', password: 'secret' }),
    });
    expect([left.status, left.headers.get('location')]).toEqual([302, allParameters.redirectUrl]);
  });
});

describe('a runtime that forgets the type of a form once its body is read, as Bun does', () => {
  class ForgetfulRequest extends Request {
    #asked = false;

    override get headers(): Headers {
      this.#asked ||= !this.bodyUsed;
      const headers = new Headers(super.headers);
      if (!this.#asked) headers.delete('content-type');
      return headers;
    }
  }

  test('signs a viewer in', async () => {
    vi.stubGlobal('Request', ForgetfulRequest);
    const to = harness();
    const { code } = await to.create(allParameters);
    await expect(to.simulator.viewer.signIn({ code })).resolves.toMatchObject({
      mvpd: 'Cablevision',
    });
  });
});

describe('browsers from another origin', () => {
  const preflight = { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' };

  test('may ask beforehand, and see the answers', async () => {
    const to = harness();
    const asked = await to.call('OPTIONS', path, { headers: preflight });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(asked.headers.get('access-control-allow-headers')).toContain('AP-Device-Identifier');
    expect(asked.headers.get('access-control-allow-headers')).not.toContain('AD-Service-Token');
    const reply = await to.call('POST', path, {
      headers: { ...to.headers, origin: 'http://localhost:5173' },
      form: {},
    });
    expect(reply.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(reply.headers.get('vary')).toBe('Origin');
  });

  test('an OPTIONS that is no preflight is a wrong method', async () => {
    const to = harness();
    expect((await to.call('OPTIONS', path, { headers: {} })).status).toBe(405);
    expect((await to.call('POST', path, { form: {} })).headers.has('vary')).toBe(false);
  });
});

describe('the journal', () => {
  test('shows what was sent and what was answered', async () => {
    const to = harness();
    await to.create(allParameters);
    to.clock.now += 5;
    await to.call('POST', '/o/client/register', {
      headers: { 'content-type': 'application/json' },
      body: '{"software_statement":7}',
    });
    await to.call('GET', '/api/v2/REF30/logout/Nobody?redirectUrl=https%3A%2F%2Fa.b');
    expect(to.simulator.requests).toMatchObject([
      {
        at: to.clock.now - 5,
        endpoint: 'E4',
        method: 'POST',
        origin,
        path,
        body: allParameters,
        headers: { authorization: to.headers['authorization'] },
        status: 200,
      },
      { at: to.clock.now, endpoint: 'E1', body: { software_statement: 7 }, status: 400 },
      {
        endpoint: 'E15',
        query: { redirectUrl: 'https://a.b' },
        status: 400,
        code: 'invalid_parameter_mvpd',
        reason: 'There is no MVPD "Nobody".',
      },
    ]);
    expect(to.simulator.requests[2]).not.toHaveProperty('body');
  });

  test('keeps a broken JSON body, and any other, as text', async () => {
    const to = harness();
    await to.call('POST', '/o/client/register', {
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    await to.call('POST', path, { headers: { 'content-type': 'text/plain' }, body: 'words' });
    expect(to.simulator.requests.map(({ body }) => body)).toEqual(['{', 'words']);
  });
});
