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
    ['https://[::1]/', 'https://[::1]/'],
    ['/', `${ORIGIN}/`],
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

  it.each(bad.slice(0, 12))('%j never reaches a caller', async (url) => {
    const session = {
      actionName: 'authenticate',
      actionType: 'interactive',
      reasonType: 'none',
      code: 'A',
      url,
    };
    await expect(createSession(stubClient([{ body: session }]).client)).rejects.toMatchObject({
      name: 'UnsafeUrlError',
    });
    const logouts = {
      Dish: { actionName: 'logout', actionType: 'interactive', mvpd: 'Dish', url },
    };
    const call = initiateLogout(stubClient([{ body: { logouts } }]).client, {
      mvpd: 'Dish',
      redirectUrl: 'https://adobe.com',
    });
    await expect(call).rejects.toMatchObject({ name: 'UnsafeUrlError' });
  });
});
