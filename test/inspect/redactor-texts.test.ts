import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/inspect/index.js';

const redactor = createRedactor();

/** As a text that is written in another text, which escapes it. */
const escaped = (text: string, times: number): string =>
  times === 0 ? text : escaped(JSON.stringify(text).slice(1, -1), times - 1);

const secret = 'hunter2x';

describe('a secret is found', () => {
  it.each([
    ['in a header with a scheme', `Authorization: Negotiate ${secret}`],
    ['in a header with parameters', `authorization: AWS4 Credential=a/b, Signature=${secret}`],
    ['in all cookies', `Cookie: a=b; c=${secret}\nHost: x`],
    ['in a header of Adobe', `AP-Device-Identifier: fingerprint ${secret}`],
    ['behind a scheme in small letters', `basic ${btoa(`me:${secret}`)}`],
    ['in JSON within a sentence', `got {"accessToken": "${secret}", "x": 1} here`],
    ['behind a quote in a quote', `"token": "ab\\"${secret}"`],
    ['in a quote that does not end', `"token": "ab ${secret}`],
    ['in a list', `"tokens": ["a", "${secret}"], "x": 1`],
    ['in an object', `"credentials": { "a": { "b": "${secret}" } }`],
    ['in what a person says', `The password is ${secret}.`],
    ['behind the word bearer token', `Bearer token ${secret}`],
    ['in user and password of any scheme', `wss://me:${secret}@host/x`],
    ['in the query of any scheme', `app://back?code=${secret}`],
    ['in the query of a path', `GET /api/x?code=${secret} failed`],
    ['in a query without names', `https://host/x?${secret}`],
    ['in the name of a query', 'https://host/x?0123456789abcdef0123hunter2x=1'],
    ['in the parameter of a path', `https://host/x;jsessionid=${secret}?a`],
    ['in slashes that JSON escapes', `https:\\/\\/me:${secret}@host\\/x?y=${secret}`],
    ['in percent codes', encodeURIComponent(`"refreshToken": "${secret}"`)],
    [
      'in percent codes of percent codes',
      encodeURIComponent(encodeURIComponent(`token=${secret}`)),
    ],
    ['in an address within percent codes', encodeURIComponent(`https://host/?a=${secret}`)],
    ['in the codes of HTML', `password=&quot;${secret}&quot;`],
    ['in the codes of JSON', `\\u0022token\\u0022:\\u0022${secret}\\u0022`],
  ])('%s', (_where, text) => {
    const shown = redactor.text(text);
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(btoa(`me:${secret}`));
    expect(shown).not.toBe(text);
    expect(redactor.text(shown)).toBe(shown);
  });

  it.each([0, 1, 2, 3])('in JSON that was escaped %i times', (times) => {
    const text = `failed: ${escaped(`{"access_token":"${secret}","x":1}`, times)}`;
    expect(redactor.text(text)).toMatch(/access_token\\*":\[redacted\],\\*"x\\*":1\}$/);
  });

  it.each([
    ['device-ba23d141-d715-561c-94f4-e9e4c966b1eb', 'device-[redacted]'],
    ['no account of someone.else@mvpd.example.com here', 'no account of [redacted] here'],
    ['got SplxlOBeZQQYbYS6WxSbIA', 'got [redacted]'],
    ['of_eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', 'of_[redacted]'],
    ['got eyJhbGciOiJSUzI1NiIsInR5cCI6IkpX\n  VCJ9.eyJz\nend', 'got [redacted]\nend'],
    ['ab12-cd34-ef56-ab78-cd90-ef12-ab34-cd56', '[redacted]'],
  ])('by its shape in %s', (text, shown) => {
    expect(redactor.text(text)).toBe(shown);
  });
});

it.each([
  'The request to https://sp.auth.adobe.com/api/v2/REF30/configuration took too long.',
  'https://host/a%20b/c%2Fd?inspect',
  'The token has expired. Ask for another token.',
  'user agent: closed, reason: login',
  'Samsung QN90A 2022',
  'EP012345678901',
  'channel-ESPN-2026-11-21-late-night-show',
  'Is it so? Yes & no; 100% of it.',
])('%s is shown as it is', (text) => {
  expect(redactor.text(text)).toBe(text);
});

describe('a text that is JSON', () => {
  it('is shown as an object is', () => {
    const body = JSON.stringify({ mvpd: 'Dish', note: secret, list: [secret] });
    const shown = { mvpd: 'Dish', note: '[redacted]', list: ['[redacted]'] };
    const { message } = redactor.value({ message: ` ${body}` }) as { message: string };
    expect(JSON.parse(message)).toEqual(shown);
    const twice = redactor.value({ message: JSON.stringify(body) }) as { message: string };
    expect(JSON.parse(JSON.parse(twice.message) as string)).toEqual(shown);
  });

  it('is shown as a text where it is broken, or without end', () => {
    expect(redactor.value({ message: `{"token": "${secret}` })).toEqual({
      message: '{"token": [redacted]',
    });
    const deep = `${'['.repeat(5000)}"${secret}"${']'.repeat(5000)}`;
    expect(JSON.stringify(redactor.value({ message: deep }))).toContain('[deep]');
  });
});

describe('what says who somebody is', () => {
  it.each(
    'user userId user_name pin userPin otp household email accountNumber zip birthYear'.split(' '),
  )('is hidden under the name %s, a number too', (name) => {
    for (const value of [1234, 'x', { id: 'x' }])
      expect(redactor.value({ [name]: value })).toEqual({ [name]: '[redacted]' });
  });

  it('is not what only looks like it', () => {
    const harmless = { userAgent: 'closed', spin: 3, zipped: 4, account: { mvpd: 'Dish' } };
    expect(redactor.value(harmless)).toEqual(harmless);
  });
});

describe('headers', () => {
  const hidden = [
    ['authorization', '[redacted]'],
    ['accept', 'json'],
  ];

  it('are hidden where they are secret, as a list too', () => {
    expect(
      redactor.value({
        details: [
          ['authorization', secret],
          ['accept', 'json'],
        ],
      }),
    ).toEqual({
      details: hidden,
    });
    expect(redactor.value({ details: [{ name: 'authorization', value: secret }] })).toEqual({
      details: [{ name: '[redacted]', value: '[redacted]' }],
    });
  });

  it('are not taken for names that are missing', () => {
    const missing = { missingParameters: ['X-Device-Info', 'mvpd'] };
    expect(redactor.value(missing)).toEqual(missing);
  });

  it.each<readonly [string, object]>([
    ['Headers', new Headers({ authorization: secret })],
    ['URLSearchParams', new URLSearchParams({ code: secret })],
    ['Request', new Request('https://host/', { headers: { authorization: secret } })],
    ['Response', new Response(secret, { headers: { 'set-cookie': secret } })],
    ['a chain of errors', new Error('a', { cause: new Error(secret) })],
    ['several errors', new AggregateError([new Error(secret)], 'several')],
  ])('and bodies do not show in %s', (_what, object) => {
    expect(JSON.stringify(redactor.value({ details: object, message: object }))).not.toContain(
      secret,
    );
  });
});

it('what is held in many places does not take forever', () => {
  let value: object = { type: 'leaf' };
  for (let depth = 0; depth < 50; depth += 1) value = { left: value, right: value };
  expect(JSON.stringify(redactor.value(value)).length).toBeLessThan(10_000_000);
});
