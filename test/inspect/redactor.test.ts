import { createActor, createMachine, fromPromise } from 'xstate';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/inspect/index.js';
import { jwe, jws } from '../support/tokens.js';

const redactor = createRedactor();
const json = (value: unknown) => JSON.stringify(redactor.value(value));

describe('a text', () => {
  it.each([
    ['Bearer 5Vd8fUUnrHEE', 'Bearer [redacted]'],
    ['authorization: bearer%20abc.def', 'authorization: [redacted]'],
    ['Basic dXNlcjpwYXNz, please', 'Basic [redacted], please'],
    [`a ${jws({ sub: 'someone' })} b`, 'a [redacted] b'],
    [`a ${jwe()} b`, 'a [redacted] b'],
    ['{"serializedToken": "short"}', '{"serializedToken": [redacted]}'],
    ['access_token=abc&mvpd=Dish', 'access_token=[redacted]&mvpd=Dish'],
    ["clientSecret: 'a b c' and more", 'clientSecret: [redacted] and more'],
    ['password=hunter2;x=1', 'password=[redacted];x=1'],
    ['<samlp:Response ID="a">private</samlp:Response>', '[redacted]'],
    ['of PHNhbWxwOlJlc3BvbnNlPg== it', 'of [redacted] it'],
    ['eyJmcmFtZXdvcmtQcm92aWRlckluZm8iOnt9fQ==', '[redacted]'],
    ['the device ba23d141-d715-561c-94f4-e9e4c966b1eb', 'the device [redacted]'],
    ['sha 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b', 'sha [redacted]'],
    ['-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY----- after', '[redacted] after'],
    [
      'https://user:pass@example.com/a?b=c&d=e#f',
      'https://example.com/a?b=[redacted]&d=[redacted]#[redacted]',
    ],
    [
      'see https://example.com/t/0123456789abcdef0123456789 now',
      'see https://example.com/t/[redacted] now',
    ],
  ])('%s is shown without its secret', (text, shown) => {
    expect(redactor.text(text)).toBe(shown);
    // Shown by several hands, it is the same.
    expect(redactor.text(redactor.text(text))).toBe(shown);
  });

  it.each([
    'Cablevision',
    'The code has expired.',
    'https://sp.auth-staging.adobe.com/api/v2/authenticate/REF30/8ER640M',
    'xstate.done.actor.0.entitlement.restoring',
    'authorization_denied_by_parental_controls',
    'urn:tve:channel:espn-season-1-episode-12-long-name',
    'the basic flow',
    '',
  ])('%s is shown as it is', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});

describe('a value', () => {
  it('is shown where its name is known to be harmless', () => {
    const access = { mvpd: { id: 'Dish', displayName: 'DISH' }, reason: 'login', notAfter: 5 };
    expect(redactor.value(access)).toEqual(access);
  });

  it('is hidden where its name is not known, unless it says nothing', () => {
    expect(
      redactor.value({
        note: 'x',
        list: ['a', 1],
        count: 2,
        is: true,
        none: null,
        in: { deep: 'y' },
      }),
    ).toEqual({
      note: '[redacted]',
      list: ['[redacted]', 1],
      count: 2,
      is: true,
      none: null,
      in: { deep: '[redacted]' },
    });
  });

  it.each(
    [
      'authorization Authorization AD-Service-Token access_token clientSecret',
      'client_id softwareStatement mediaToken serializedToken token',
      'SAMLResponse authenticationRequest cookie set-cookie password',
      'api-key Adobe-Subject-Token AP-Partner-Framework-Status X-Device-Info AP-Device-Identifier',
      'AP-TempPass-Identity AP-Visitor-Identifier ticket',
    ].flatMap((names) => names.split(' ')),
  )('is hidden with all that is in it under the name %s', (name) => {
    for (const value of ['x', 7, { id: 'x', type: 'y' }, ['x'], new Map([['x', 'y']])])
      expect(redactor.value({ [name]: value })).toEqual({ [name]: '[redacted]' });
    expect(redactor.value('x', name)).toBe('[redacted]');
  });

  it('is hidden or shown as its user says', () => {
    const own = createRedactor({ show: ['channel', 'sessionToken'], hide: ['mvpd', 'count'] });
    expect(own.value({ channel: 'One', sessionToken: 'x', mvpd: { id: 'a' }, count: 1 })).toEqual({
      channel: 'One',
      sessionToken: 'x',
      mvpd: '[redacted]',
      count: '[redacted]',
    });
    expect(own.value({ channel: 'Bearer abc' })).toEqual({ channel: 'Bearer [redacted]' });
  });

  it('holds what an MVPD says of the viewer only where that is wanted', () => {
    const profile = {
      mvpd: 'Dish',
      attributes: { userID: { value: 'u1', state: 'plain' }, accessToken: { value: 'x' } },
    };
    expect(redactor.value(profile)).toEqual({ mvpd: 'Dish', attributes: '[redacted]' });
    expect(createRedactor({ profileAttributes: false }).value(profile)).toEqual({
      mvpd: 'Dish',
      attributes: { userID: { value: 'u1', state: 'plain' }, accessToken: '[redacted]' },
    });
  });
});

describe('whatever it is, plain data comes out', () => {
  class Account {
    readonly mvpd = 'Dish';
    readonly password = 'x';
    get balance(): string {
      return 'y';
    }
  }
  const circle: { mvpd: string; self?: unknown } = { mvpd: 'Dish' };
  circle.self = circle;

  it.each<readonly [string, unknown, unknown]>([
    [
      'an error',
      Object.assign(new Error('Bearer abc'), { code: 'E1', body: 'b' }),
      { name: 'Error', message: 'Bearer [redacted]', code: 'E1', body: '[redacted]' },
    ],
    ['a circle', circle, { mvpd: 'Dish', self: '[circular]' }],
    ['an object of a class', new Account(), { mvpd: 'Dish', password: '[redacted]' }],
    [
      'a map',
      new Map<unknown, unknown>([
        ['mvpd', 'Dish'],
        [{}, 'x'],
      ]),
      { mvpd: 'Dish', '[object Object]': '[redacted]' },
    ],
    ['a set', new Set(['x', 1]), ['[redacted]', 1]],
    ['a date', { type: new Date(0) }, { type: '1970-01-01T00:00:00.000Z' }],
    ['a date that is none', new Date(NaN), null],
    ['bytes', { type: new Uint8Array([1]) }, { type: '[redacted]' }],
    ['a big number', 12n, '12'],
    ['no number', { count: NaN, more: Infinity }, { count: null, more: null }],
    [
      'functions and nothing',
      { type: 'a', f: () => 'x', u: undefined, s: Symbol('x') },
      { type: 'a' },
    ],
    [
      'what has a toJSON',
      { toJSON: () => ({ mvpd: 'Dish', secret: 'x' }) },
      { mvpd: 'Dish', secret: '[redacted]' },
    ],
    [
      'what can not be read',
      {
        get mvpd(): string {
          throw new Error('no');
        },
      },
      '[unreadable]',
    ],
    [
      'an address',
      { url: new URL('https://a.example/b?c=d') },
      { url: 'https://a.example/b?c=[redacted]' },
    ],
    [
      'a name that is no other',
      JSON.parse('{"__proto__":{"type":"x"}}'),
      JSON.parse('{"__proto__":{"type":"x"}}'),
    ],
    ['a machine', { type: createMachine({}) }, { type: '[machine]' }],
    ['a name with the shape of a token', { [jws()]: 1 }, { '[redacted]': 1 }],
  ])('of %s', (_what, value, plain) => {
    expect(redactor.value(value)).toEqual(plain);
  });

  it('of an actor, only who it is', () => {
    const ref = createActor(
      fromPromise(async () => 'x'),
      { id: 'one' },
    );
    expect(redactor.value({ ref })).toEqual({ ref: { id: 'one', sessionId: ref.sessionId } });
  });

  it('of what is nested without end, as far as somebody reads', () => {
    let value: unknown = 'x';
    for (let depth = 0; depth < 5000; depth++) value = { in: value };
    expect(json(value)).toContain('[deep]');
  });
});
