import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSession, initiateLogout } from '../../src/client/index.js';
import { safeUrl } from '../../src/protocol/url.js';
import { stubClient } from '../support/stub.js';

const ORIGIN = 'https://sp.auth.adobe.com';

describe('a URL of the server', () => {
  it.each([
    ['/api/v2/authenticate/REF30/8ER640M', `${ORIGIN}/api/v2/authenticate/REF30/8ER640M`],
    [
      '/adobe-services/logout?a=b&c=http%3A%2F%2Fadobe.com',
      `${ORIGIN}/adobe-services/logout?a=b&c=http%3A%2F%2Fadobe.com`,
    ],
    ['https://login.example.com/saml?x=1#y', 'https://login.example.com/saml?x=1#y'],
    ['HTTPS://login.example.com', 'HTTPS://login.example.com'],
    ['https://login.example.com:8443/a@b', 'https://login.example.com:8443/a@b'],
    ['https://login.example.com:65535/', 'https://login.example.com:65535/'],
    ['https://[::1]/', 'https://[::1]/'],
    ['/', `${ORIGIN}/`],
    ['/a b?c=d e', `${ORIGIN}/a%20b?c=d%20e`],
    [
      'https://a.example/télé?q=é ☃#📺',
      'https://a.example/t%C3%A9l%C3%A9?q=%C3%A9%20%E2%98%83#%F0%9F%93%BA',
    ],
    ['https://a.example/%C3%A9%20', 'https://a.example/%C3%A9%20'],
  ])('%j is made absolute', (url, expected) => {
    expect(safeUrl(url, ORIGIN)).toBe(expected);
  });

  const bad = [
    'http://login.example.com',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'adobepass://com.programmer',
    '//evil.example/login',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https:/evil.example',
    'https:evil.example',
    'https://',
    'https://sp.auth.adobe.com@evil.example/',
    'https://user:password@evil.example/',
    'https://evil.example\\@sp.auth.adobe.com',
    'https:\\\\evil.example',
    'https://a b.example',
    'https://télé.example/',
    'https://a.example:65536/',
    'https://a.example:99999/',
    'https://a.example:123456/',
    'https://a.example:443x/',
    'https://a.example/\ud800',
    '/\udc00',
    '\u0000https://a.example',
    'login',
    '../login',
    '?a=b',
    '',
  ];

  it.each(bad)('%j is refused', (url) => {
    expect(() => safeUrl(url, ORIGIN)).toThrow(
      expect.objectContaining({ name: 'UnsafeUrlError', code: 'unsafe_url' }),
    );
  });

  it('may be http where that was asked for', () => {
    expect(safeUrl('http://127.0.0.1:8080/a', 'http://127.0.0.1:8080', true)).toBe(
      'http://127.0.0.1:8080/a',
    );
    expect(() => safeUrl('javascript:1', ORIGIN, true)).toThrow('unsafe URL');
    expect(() => safeUrl('//evil.example', ORIGIN, true)).toThrow('unsafe URL');
  });

  it('is what a browser would open, on https, without a user name', () => {
    const part = fc.constantFrom(
      '/',
      '\\',
      ':',
      '@',
      '.',
      '?',
      '#',
      '\t',
      'https',
      'http',
      'javascript',
      'a.example',
      '//',
      '%2F',
      '[',
      ']',
      ' ',
      'é',
      ';',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const url = parts.join('');
        let safe: string;
        try {
          safe = safeUrl(url, ORIGIN);
        } catch {
          return;
        }
        // A host that no browser accepts opens nothing.
        if (!URL.canParse(safe)) return;
        const { protocol, username, password, origin } = new URL(safe);
        expect({ protocol, username, password }).toEqual({
          protocol: 'https:',
          username: '',
          password: '',
        });
        if (url.startsWith('/')) expect(origin).toBe(ORIGIN);
      }),
      { numRuns: 5000 },
    );
  });

  it.each(bad.filter((url) => url !== ''))('%j never reaches a caller', async (url) => {
    const session = { actionName: 'authenticate', code: 'A', url };
    await expect(createSession(stubClient([{ body: session }]).client)).rejects.toMatchObject({
      name: 'UnsafeUrlError',
      code: 'unsafe_url',
      remedy: 'none',
      path: 'url',
    });
    const logouts = { Dish: { actionName: 'logout', url }, Spectrum: { actionName: 'complete' } };
    const told: string[] = [];
    const { client } = stubClient([{ body: { logouts } }], {
      onOddity: ({ path }) => told.push(path),
    });
    const call = initiateLogout(client, { mvpd: 'Dish', redirectUrl: 'https://adobe.com' });
    await expect(call).resolves.toEqual({
      logouts: {
        Dish: { actionName: 'logout', actionType: '', mvpd: 'Dish' },
        Spectrum: { actionName: 'complete', actionType: '', mvpd: 'Spectrum' },
      },
    });
    expect(told).toEqual(['logouts.Dish.url']);
  });

  it('that a logout lacks is told, for nobody can be sent there', async () => {
    const told: string[] = [];
    const { client } = stubClient([{ body: { logouts: { Dish: { actionName: 'logout' } } } }], {
      onOddity: ({ path }) => told.push(path),
    });
    await initiateLogout(client, { mvpd: 'Dish', redirectUrl: 'https://adobe.com' });
    expect(told).toEqual(['logouts.Dish.url']);
  });

  it('may be http in a session where that was asked for', async () => {
    const url = 'http://127.0.0.1:8080/login';
    const body = { actionName: 'authenticate', code: 'A', url };
    const { client } = stubClient([{ body }], { allowInsecureRequests: true });
    await expect(createSession(client)).resolves.toMatchObject({ url });
  });
});
