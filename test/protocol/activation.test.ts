import { describe, expect, it } from 'vitest';
import { activationOf, spellOut } from '../../src/index.js';

describe('a code, spelled out', () => {
  it.each([
    ['8ER640M', '8 E R 6 4 0 M'],
    ['ABC123', 'A B C 1 2 3'],
    ['ABC 123', 'A B C 1 2 3'],
    ['', ''],
  ])('%s', (code, spelled) => {
    expect(spellOut(code)).toBe(spelled);
  });
});

describe('an activation', () => {
  it('has the address, the address with the code, and the code spelled out', () => {
    expect(activationOf('https://example.com/activate', '8ER640M')).toEqual({
      url: 'https://example.com/activate',
      urlWithCode: 'https://example.com/activate?code=8ER640M',
      spelled: '8 E R 6 4 0 M',
    });
  });

  it.each([
    ['https://example.com', 'https://example.com?code=A1B2'],
    ['https://example.com/?from=tv', 'https://example.com/?from=tv&code=A1B2'],
    ['https://example.com/?', 'https://example.com/?code=A1B2'],
    ['https://example.com/?from=tv&', 'https://example.com/?from=tv&code=A1B2'],
    ['https://example.com/go#top', 'https://example.com/go?code=A1B2#top'],
    ['https://example.com/go?a=b#c?d', 'https://example.com/go?a=b&code=A1B2#c?d'],
    ['https://example.com/go?code=OLD&a=b', 'https://example.com/go?a=b&code=A1B2'],
    ['https://example.com/go?code&codec=b', 'https://example.com/go?codec=b&code=A1B2'],
    ['https://example.com/go?a=b?c=d', 'https://example.com/go?a=b?c=d&code=A1B2'],
  ])('adds the code to %s', (url, urlWithCode) => {
    expect(activationOf(url, 'A1B2').urlWithCode).toBe(urlWithCode);
  });

  it('encodes the code once', () => {
    const { urlWithCode } = activationOf('https://example.com', 'A&B=#%20é');
    expect(urlWithCode).toBe('https://example.com?code=A%26B%3D%23%2520%C3%A9');
    expect(new URL(urlWithCode).searchParams.get('code')).toBe('A&B=#%20é');
  });

  it.each([
    'http://example.com',
    'javascript:alert(1)',
    'data:text/html,x',
    '//example.com',
    'example.com/activate',
    'https://user@example.com',
    'https://example.com/\n',
    '',
    undefined,
  ])('refuses %j', (url) => {
    expect(() => activationOf(url as string, 'A1B2')).toThrow(
      expect.objectContaining({
        name: 'InvalidInputError',
        code: 'invalid_input',
        path: 'activationUrl',
      }),
    );
  });

  it('takes http: where insecure requests are allowed', () => {
    const { urlWithCode } = activationOf('http://192.168.1.5:5173/go', 'A1B2', {
      allowInsecureRequests: true,
    });
    expect(urlWithCode).toBe('http://192.168.1.5:5173/go?code=A1B2');
  });

  it.each(['', undefined, 7, '\uD800'])('refuses the code %j', (code) => {
    expect(() => activationOf('https://example.com', code as string)).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', path: 'code' }),
    );
  });
});
