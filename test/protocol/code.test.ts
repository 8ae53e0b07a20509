import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseCode } from '../../src/index.js';

const CODE = '8ER640M';
const codes = fc
  .array(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.split('')), {
    minLength: 4,
    maxLength: 12,
  })
  .map((letters) => letters.join(''));

describe('a code is understood', () => {
  it.each([
    ['as it is', '8ER640M'],
    ['in small letters', '8er640m'],
    ['with spaces around', '  8ER640M \n'],
    ['with spaces in it', '8ER 640 M'],
    ['with a no-break space', '8ER\u00A0640M'],
    ['with an ideographic space', '8ER\u3000640M'],
    ['with a dash', '8ER-640M'],
    ['with a no-break hyphen', '8ER\u2011640M'],
    ['with an en dash', '8ER–640M'],
    ['with an em dash', '8ER—640M'],
    ['with a minus sign', '8ER\u2212640M'],
    ['with a full-width dash', '8ER\uFF0D640M'],
    ['with an underscore', '8ER_640M'],
    ['with a middle dot', '8ER·640M'],
    ['with a Japanese middle dot', '8ER\u30FB640M'],
    ['with a bullet', '8ER•640M'],
    ['with a zero-width space', '\u200B8ER640M'],
    ['with direction marks', '\u200E8ER640M\u200F'],
    ['with direction isolates', '\u20668ER640M\u2069'],
    ['with a byte order mark', '\uFEFF8ER640M'],
    ['with a soft hyphen', '8ER\u00AD640M'],
    ['with a variation selector', '8\uFE0FER640M'],
    ['in full-width letters', '８ＥＲ６４０Ｍ'],
    ['in small full-width letters', '８ｅｒ６４０ｍ'],
    ['with a full stop', '8ER640M.'],
    ['with an ideographic full stop', '8ER640M。'],
    ['with a question mark and a space', '8ER640M? '],
    ['in straight quotes', '"8ER640M"'],
    ['in single quotes', "'8ER640M'"],
    ['in curly quotes', '“8ER640M”'],
    ['in German quotes', '„8ER640M“.'],
    ['in French quotes', '« 8ER640M »'],
    ['in Japanese quotes', '「8ER640M」'],
    ['in back-ticks', '`8ER640M`'],
    ['in brackets', '(8ER640M)'],
  ])('%s', (_, typed) => {
    expect(normaliseCode(typed)).toEqual({ code: CODE });
  });

  it.each(['ı', 'İ', 'i', 'I'])('with the %s of a Turkish keyboard', (letter) => {
    expect(normaliseCode(`B${letter}NG0`)).toEqual({ code: 'BING0' });
  });

  it('whatever it is made of, and whatever stands between its letters', () => {
    const between = fc.constantFrom('', ' ', '-', '—', '_', '·', '\u200B', '\u00AD', '\u202F');
    fc.assert(
      fc.property(codes, fc.array(between, { minLength: 12, maxLength: 12 }), (code, marks) => {
        const letters = code.toLowerCase().split('');
        const typed = letters.map((letter, index) => letter + marks[index]).join('');
        expect(normaliseCode(typed)).toEqual({ code });
      }),
    );
  });
});

describe('a code is found in an address', () => {
  it.each([
    ['in the query', 'https://example.com/activate?code=8ER640M'],
    ['in small letters', 'https://example.com/activate?code=8er640m'],
    ['among other parameters', 'https://example.com/activate?zipcode=90210&code=8ER640M&from=tv'],
    ['under a longer name', 'https://example.com/activate?user_code=8ER-640M'],
    ['percent-encoded', 'https://example.com/activate?code=8ER%20640M'],
    ['with a plus sign for a space', 'https://example.com/activate?code=8ER+640M'],
    ['in the fragment', 'https://example.com/activate#code=8ER640M'],
    ['in the query of a fragment', 'https://example.com/#/activate?code=8ER640M'],
    ['as the path of a fragment', 'https://example.com/app#/activate/8ER640M'],
    ['as a fragment', 'https://example.com/activate#8ER640M'],
    ['in the path', 'https://example.com/activate/8ER640M'],
    ['in the path, before a slash', 'https://example.com/activate/8er640m/'],
    ['in the path, before a query', 'https://example.com/8ER640M?utm_source=tv#top'],
    ['without a scheme', 'example.com/activate?code=8ER640M'],
    ['with www', 'www.example.com/8ER640M'],
    ['of a server at home', '192.168.1.5:5173/activate?code=8ER640M'],
    ['of an app', 'myapp://activate?code=8ER640M'],
    ['within another one', 'https://chat.example/l?u=https%3A%2F%2Fa.tv%2Fgo%3Fcode%3D8ER640M'],
    ['in a sentence', 'Go to https://example.com/activate?code=8ER640M.'],
    ['in angle brackets', '<https://example.com/activate?code=8ER640M>'],
    ['with invisible marks', '\u200Ehttps://example.com/activate?code=8ER640M\u200E'],
  ])('%s', (_, typed) => {
    expect(normaliseCode(typed)).toEqual({ code: CODE });
  });

  it.each([
    'https://example.com/activate',
    'https://example.com/activate?code=',
    'https://example.com/activate?from=tv#top',
    'https://example.com',
    'example.com',
    'www.example.com/activate',
    'https://example.com/%E0%A4%A',
    'https://',
  ])('unless there is none: %s', (typed) => {
    expect(normaliseCode(typed)).toEqual({ problem: 'no_code_in_address' });
  });

  it('whatever the code', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(normaliseCode(`https://example.com/activate?code=${code}&a=b`)).toEqual({ code });
      }),
    );
  });
});

describe('what can not be a code', () => {
  it.each([
    ['', 'empty'],
    [' \u200B ', 'empty'],
    ['--', 'empty'],
    ['"."', 'empty'],
    [undefined, 'empty'],
    [null, 'empty'],
    [8640, 'empty'],
    ['ABC', 'too_short'],
    ['A B C', 'too_short'],
    ['ABCDEFGHIJKLM', 'too_long'],
    ['https://example.com/?code=AB', 'too_short'],
    ['A'.repeat(100_000), 'too_long'],
  ])('says what is wrong: %j', (typed, problem) => {
    expect(normaliseCode(typed)).toEqual({ problem });
  });

  it.each([
    ['8ER64€M', '€'],
    ['8ÉR640M', 'É'],
    ['straße', 'ß'],
    ['8ER.640M', '.'],
    ['8ER😀640M😀', '😀'],
    ['код12', 'код'],
    ['A+B=C', '+='],
  ])('says which characters are wrong: %s', (typed, characters) => {
    expect(normaliseCode(typed)).toEqual({ problem: 'wrong_characters', characters });
  });

  it('is anything: it never throws, and a code is 4 to 12 letters and digits', () => {
    const pieces = fc.constantFrom('http', '://', '/', '?', '#', '&code=', '%', '.', 'a', '9', ' ');
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { code, problem } = normaliseCode(text);
        expect(code === undefined).toBe(problem !== undefined);
        if (code !== undefined) expect(code).toMatch(/^[A-Z\d]{4,12}$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('letters that look alike', () => {
  it('stay as they are where the server may use both', () => {
    expect(normaliseCode('O0I1L8BS5Z2')).toEqual({ code: 'O0I1L8BS5Z2' });
  });

  it.each([
    ['digits alone', '0123456789', 'OolIiBSsZz', '0011185522'],
    ['letters alone', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0O1Il852', 'OOIILBSZ'],
    ['none that look alike', 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789', '1ABC', 'LABC'],
    ['small letters', 'abcdefghijklmnopqrstuvwxyz', 'c0de', 'CODE'],
  ])('are taken for each other where the server uses %s', (_, alphabet, typed, code) => {
    expect(normaliseCode(typed, { alphabet })).toEqual({ code });
  });

  it('are wrong where the server uses neither', () => {
    expect(normaliseCode('0ABC', { alphabet: 'ABC' })).toEqual({
      problem: 'wrong_characters',
      characters: '0',
    });
  });
});
