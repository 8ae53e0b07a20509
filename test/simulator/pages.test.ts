import { describe, expect, test } from 'vitest';
import { allParameters, harness, type Harness, type Reply } from './support.js';

const evil = `<script>alert("x")</script>'&`;
const browse = (to: Harness, path: string) => to.call('GET', path, { headers: {} });
const post = (to: Harness, path: string, form: Record<string, string>) =>
  to.call('POST', path, { headers: {}, form });

/** Goes where E7 leads, as a browser does. */
async function loginPage(to: Harness, url: string): Promise<{ page: Reply; location: string }> {
  const first = await browse(to, url);
  const location = first.headers.get('location') ?? '';
  return { page: await browse(to, location), location };
}

describe('the login page', () => {
  test('is reached from E7, and returns to the redirectUrl of the session', async () => {
    const to = harness();
    const { url, code } = await to.create(allParameters);
    const { page, location } = await loginPage(to, url);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Sign in to Cablevision');
    const action = /action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(new URL(action, location).href).toBe(location);
    const sent = await post(to, action, { username: 'me', password: 'secret' });
    expect([sent.status, sent.headers.get('location')]).toEqual([302, allParameters.redirectUrl]);
    expect(Object.keys((await to.poll(code)).json['profiles'])).toEqual(['Cablevision']);
    expect((await browse(to, location)).status).toBe(400);
    expect((await browse(to, url)).status).toBe(400);
  });

  test('has a language, a title, one heading, and a label for each field', async () => {
    const to = harness();
    const { page } = await loginPage(to, (await to.create(allParameters))['url']);
    expect(page.text).toMatch(/^<!doctype html>\s*<html lang="en">/);
    expect(page.text).toContain('<title>Sign in to Cablevision</title>');
    expect(page.text).toContain('name="viewport"');
    expect(page.text.match(/<h1>/g)).toHaveLength(1);
    for (const [, id] of page.text.matchAll(/<input id="(\w+)"/g)) {
      expect(page.text).toContain(`<label for="${id}">`);
    }
    expect(page.text).not.toContain('<script');
  });

  test('returns to a URL that is not ASCII', async () => {
    const to = harness();
    const redirectUrl = 'https://adobe.com/zurück/📺';
    const { code } = await to.create({ ...allParameters, redirectUrl });
    const done = await to.simulator.viewer.signIn({ code });
    expect(done.redirectUrl).toBe('https://adobe.com/zur%C3%BCck/%F0%9F%93%BA');
  });

  test('says what is wrong, and lets the viewer try again', async () => {
    const to = harness();
    const { url, code } = await to.create(allParameters);
    const { location } = await loginPage(to, url);
    for (const [form, status] of [
      [{ username: '', password: 'x' }, 400],
      [{ username: 'me' }, 400],
      [{ username: 'me', password: 'wrong' }, 401],
    ] as const) {
      const refused = await post(to, location, form);
      expect(refused.status).toBe(status);
      expect(refused.text).toContain('role="alert"');
    }
    const retyped = await post(to, location, { username: evil, password: 'wrong' });
    expect(retyped.text).toContain('value="&lt;script&gt;');
    expect((await to.poll(code)).json).toEqual({ profiles: {} });
    expect((await post(to, location, { username: 'me', password: 'right' })).status).toBe(302);
  });

  test('can be cancelled: back without a profile, and another try is possible', async () => {
    const to = harness();
    const { url, code } = await to.create(allParameters);
    const { location } = await loginPage(to, url);
    const cancelled = await post(to, location, { action: 'cancel', username: 'me', password: 'x' });
    expect(cancelled.headers.get('location')).toBe(allParameters.redirectUrl);
    expect((await to.poll(code)).json).toEqual({ profiles: {} });
    expect((await browse(to, url)).status).toBe(302);
  });

  test('is gone with its code', async () => {
    const to = harness();
    const { url } = await to.create(allParameters);
    const { location } = await loginPage(to, url);
    to.clock.now += 30 * 60_000;
    const late = await post(to, location, { username: 'me', password: 'x' });
    expect(late.status).toBe(400);
    const { url: next } = await to.create(allParameters);
    const former = (await loginPage(to, next)).location;
    await to.create(allParameters);
    expect((await browse(to, former)).status).toBe(400);
  });

  test('belongs to the MVPD of the session, and cannot be guessed from the code', async () => {
    const to = harness();
    const { url, code } = await to.create(allParameters);
    const { location } = await loginPage(to, url);
    expect(location).not.toContain(code);
    expect((await browse(to, location.replace('Cablevision', 'Dish'))).status).toBe(400);
    expect((await browse(to, `/mvpd/Cablevision/login?request=${code}`)).status).toBe(400);
  });

  test('shows foreign text as text', async () => {
    const to = harness({ serviceProviders: ['REF30', evil] });
    to.simulator.mvpd({ id: 'Evil', displayName: evil });
    const sp = encodeURIComponent(evil);
    const { json } = await to.call('POST', `/api/v2/${sp}/sessions`, {
      form: { ...allParameters, mvpd: 'Evil' },
    });
    const { page } = await loginPage(to, json['url']);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('<script');
    expect(page.text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;');
  });
});

describe('E7', () => {
  test.each([
    ['an unknown code', 'ABCDEFG'],
    ['no code at all', 'x'],
    ['markup', '%3Cscript%3E'],
  ])('answers %s with a page', async (_name, code) => {
    const to = harness();
    const reply = await browse(to, `/api/v2/authenticate/REF30/${code}`);
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toBe('text/html;charset=UTF-8');
    expect(reply.text).not.toContain('<script');
    expect(to.simulator.requests.at(-1)?.code).toMatch(/code|session/);
  });

  test('wants everything that a login needs, and no query', async () => {
    const to = harness();
    const { code } = await to.create({ mvpd: 'Cablevision' });
    const path = `/api/v2/authenticate/REF30/${code}`;
    const reply = await browse(to, path);
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('domain, redirectUrl');
    const { url } = await to.create(allParameters);
    expect((await browse(to, `${url}?x=1`)).status).toBe(400);
    expect((await browse(to, url.replace('REF30', 'NOBODY'))).status).toBe(400);
  });
});

const policyOf = (reply: Reply) => reply.headers.get('content-security-policy') ?? '';

describe('the headers of a page', () => {
  test.each(['/', '/done', '/activate'])('%s is harmless', async (path) => {
    const reply = await browse(harness(), path);
    expect(reply.status).toBe(200);
    expect(policyOf(reply)).toContain("default-src 'none'");
    expect(policyOf(reply)).not.toContain('script-src');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  test('let the form end at the redirectUrl, also at an app', async () => {
    const to = harness();
    const policy = async (redirectUrl: string) => {
      const { url } = await to.create({ ...allParameters, redirectUrl });
      return policyOf((await loginPage(to, url)).page);
    };
    expect(await policy('https://adobe.com')).toContain("form-action 'self' https: http:;");
    expect(await policy('AdobePass://back')).toContain(
      "form-action 'self' https: http: adobepass:;",
    );
  });
});

describe('the second screen', () => {
  test('takes a code, asks for the MVPD, and leads to the login', async () => {
    const to = harness();
    const { code } = await to.create();
    const first = await browse(to, `/activate?code=${code}`);
    expect(first.text).toContain(`value="${code}"`);
    const typed = `${code.slice(0, 3)}-${code.slice(3)} `.toLowerCase();
    const chooser = await post(to, '/activate', { code: typed });
    expect(chooser.status).toBe(200);
    expect(chooser.text).toContain('<option value="Dish">DISH</option>');
    expect(chooser.text).not.toContain('Suddenlink');
    expect(chooser.text).not.toContain('TempPass');
    const chosen = await post(to, '/activate', { code, mvpd: 'Dish' });
    expect(chosen.status).toBe(302);
    const { location } = await loginPage(to, chosen.headers.get('location') ?? '');
    const sent = await post(to, location, { username: 'me', password: 'x' });
    expect(sent.headers.get('location')).toMatch(/\/done$/);
    expect(Object.keys((await to.poll(code)).json['profiles'])).toEqual(['Dish']);
  });

  test('does not ask for what the television has said', async () => {
    const to = harness();
    const { code } = await to.create(allParameters);
    const reply = await post(to, '/activate', { code });
    expect(reply.headers.get('location')).toMatch(new RegExp(`/authenticate/REF30/${code}$`));
  });

  test('is done at once where nobody has to log in', async () => {
    const to = harness();
    const { code } = await to.create();
    const reply = await post(to, '/activate', { code, mvpd: 'ATTOTT' });
    expect(reply.headers.get('location')).toMatch(/\/done$/);
  });

  test('refuses dead codes and unknown MVPDs, as text', async () => {
    const to = harness();
    for (const code of ['', 'ABCDEFG', evil]) {
      const reply = await post(to, '/activate', { code });
      expect(reply.status).toBe(400);
      expect(reply.text).not.toContain('<script');
    }
    const prefilled = await browse(to, `/activate?code=${encodeURIComponent(evil)}`);
    expect(prefilled.text).not.toContain('<script');
    const { code } = await to.create();
    for (const mvpd of ['Nobody', 'Suddenlink', '']) {
      expect((await post(to, '/activate', { code, mvpd })).status).toBe(400);
    }
    await to.simulator.viewer.signIn({ code, mvpd: 'Dish' });
    expect((await post(to, '/activate', { code })).text).toContain('already been used');
    to.simulator.expireSession(code);
    expect((await post(to, '/activate', { code })).text).toContain('has expired');
  });
});

test('the index page lists what is served', async () => {
  const { text } = await browse(harness(), '/');
  for (const id of [
    'E1',
    'E2',
    'E4',
    'E5',
    'E6',
    'E7',
    'E10',
    'E11',
    'E12',
    'E15',
    'E16',
    'E17',
    'E18',
  ]) {
    expect(text).toContain(`<li>${id} `);
  }
});
