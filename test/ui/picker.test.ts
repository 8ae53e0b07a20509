import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type PickableMvpd, type Picker, pickerOf } from '../../src/index.js';
import { startApp } from '../support/flows.js';
import { simulateTime, world } from '../support/world.js';

const mvpd = (displayName: string, id = displayName): PickableMvpd => ({ id, displayName });
const named = (...names: string[]) => names.map((name, index) => mvpd(name, `id-${index}`));
const names = (entries: Picker['others']) => entries.map(({ name }) => name);

describe('the order of a picker', () => {
  it('is that of the names', () => {
    const { featured, others, found, total } = pickerOf(
      named('Verizon', 'cox', 'Éclair', 'Dish', 'AT&T', 'Zito 10', 'Zito 9'),
    );
    expect(names(others)).toEqual([
      'AT&T',
      'cox',
      'Dish',
      'Éclair',
      'Verizon',
      'Zito 9',
      'Zito 10',
    ]);
    expect({ featured, found, total }).toEqual({ featured: [], found: 7, total: 7 });
  });

  it('begins with those that the app features, in its order', () => {
    const mvpds = named('Alpha', 'Beta', 'Gamma', 'Delta');
    const picker = pickerOf(mvpds, { featured: ['id-3', 'nobody', 'id-0', 'id-3'] });
    expect(names(picker.featured)).toEqual(['Delta', 'Alpha']);
    expect(names(picker.others)).toEqual(['Beta', 'Gamma']);
    expect([picker.found, picker.total]).toEqual([4, 4]);
  });

  it('is the same whatever the order of the configuration', () => {
    const mvpds = [...named('Same', 'Other'), mvpd('Same', 'a'), mvpd('Same', 'b')].map(
      (entry, index) => ({ ...entry, logoUrl: `https://example.com/${index}.png` }),
    );
    const [first, ...rest] = mvpds;
    expect(pickerOf([...rest, first!]).others).toEqual(pickerOf(mvpds).others);
  });

  it('is that of the language', () => {
    const mvpds = named('Zeta', 'Åland', 'Aland');
    expect(names(pickerOf(mvpds, { locale: 'sv' }).others)).toEqual(['Aland', 'Zeta', 'Åland']);
    expect(names(pickerOf(mvpds, { locale: 'en' }).others)).toEqual(['Aland', 'Åland', 'Zeta']);
    expect(names(pickerOf(mvpds, { locale: 'sv_SE' }).others)).toEqual(['Aland', 'Zeta', 'Åland']);
    expect(names(pickerOf(mvpds, { locale: 'no tag' }).others)).toHaveLength(3);
  });
});

describe('the letters of a picker', () => {
  it('say where their names begin', () => {
    const { letters } = pickerOf(named('Alpha', 'Über', 'arte', '1&1', '(new)', 'Дом', 'Ubi'), {
      locale: 'en',
    });
    expect(letters).toEqual([
      { letter: '#', first: 0 },
      { letter: 'A', first: 2 },
      { letter: 'U', first: 4 },
      { letter: 'Д', first: 6 },
    ]);
  });

  it('are those of the language', () => {
    const { letters } = pickerOf(named('Aland', 'Åland', 'Zeta'), { locale: 'sv' });
    expect(letters.map(({ letter }) => letter)).toEqual(['A', 'Z', 'Å']);
  });

  it('are those of what was found', () => {
    const { letters } = pickerOf(named('Alpha TV', 'Beta', 'Gamma TV'), { search: 'tv' });
    expect(letters).toEqual([
      { letter: 'A', first: 0 },
      { letter: 'G', first: 1 },
    ]);
  });
});

describe('what is left out of a picker', () => {
  it('is temporary access', () => {
    const mvpds = [mvpd('Regular'), { ...mvpd('Trial'), isTempPass: true }];
    const { featured, others, total } = pickerOf(mvpds, { featured: ['Trial'] });
    expect([names(featured), names(others), total]).toEqual([[], ['Regular'], 1]);
  });

  it('is a second one of the same id', () => {
    const { others, total } = pickerOf([mvpd('First', 'x'), mvpd('Second', 'x')]);
    expect([names(others), total]).toEqual([['First'], 1]);
  });

  it('is one that looks like another', () => {
    const logoUrl = 'https://example.com/logo.png';
    const twins = [
      { ...mvpd('Twin', 'a'), logoUrl },
      { ...mvpd(' twin', 'b'), logoUrl },
      { ...mvpd('Twin', 'c'), logoUrl: 'https://example.com/other.png' },
      { ...mvpd('Other', 'd'), logoUrl },
    ];
    const idsOf = ({ featured, others }: Picker) => [...featured, ...others].map(({ id }) => id);
    expect(idsOf(pickerOf(twins))).toEqual(['d', 'a', 'c']);
    // Where the app features one of the two, it stays.
    expect(idsOf(pickerOf(twins, { featured: ['b'] }))).toEqual(['b', 'd', 'c']);
  });

  it.each([
    'http://example.com/logo.png',
    'javascript:alert(1)',
    'data:image/svg+xml,x',
    '//example.com/logo.png',
    '',
  ])('is the logo %j', (logoUrl) => {
    expect(pickerOf([{ ...mvpd('Name'), logoUrl }]).others).toEqual([{ id: 'Name', name: 'Name' }]);
  });

  it('is no logo that is safe', () => {
    const logoUrl = 'https://example.com/logo.png?size=2';
    expect(pickerOf([{ ...mvpd('Name', 'x'), logoUrl }]).others).toEqual([
      { id: 'x', name: 'Name', logoUrl },
    ]);
  });
});

it.each([undefined, '', '  '])('a provider with the name %j has its id for a name', (name) => {
  expect(pickerOf([{ id: 'Dish', displayName: name }]).others).toEqual([
    { id: 'Dish', name: 'Dish' },
  ]);
});

describe('a search', () => {
  const mvpds = [
    mvpd('AT&T U-verse', 'ATT'),
    mvpd('DIRECTV STREAM', 'ATTOTT'),
    mvpd('Dish Network', 'Dish'),
    mvpd('Éclair Télé', 'id-1'),
    mvpd('Optimum', 'Cablevision'),
    mvpd('Straße Kabel', 'id-2'),
    mvpd('Verizon Fios', 'Verizon'),
    mvpd('Spectrum', 'TWC'),
    mvpd('Türk Telekom', 'id-3'),
    mvpd('ケーブルテレビ', 'id-4'),
  ];

  it.each([
    ['at&t', ['AT&T U-verse', 'DIRECTV STREAM']],
    ['att', ['AT&T U-verse', 'DIRECTV STREAM']],
    ['AT & T', ['AT&T U-verse', 'DIRECTV STREAM']],
    ['dtv', ['DIRECTV STREAM']],
    ['directv', ['DIRECTV STREAM']],
    ['direct tv', []],
    ['u-verse', ['AT&T U-verse']],
    ['uverse', ['AT&T U-verse']],
    ['fios', ['Verizon Fios']],
    ['ver fi', ['Verizon Fios']],
    ['vf', ['Verizon Fios']],
    ['ERIZON', []],
    ['eclair', ['Éclair Télé']],
    ['éclair tele', ['Éclair Télé']],
    ['strasse', ['Straße Kabel']],
    ['STRASSE', ['Straße Kabel']],
    ['turk', ['Türk Telekom']],
    ['twc', ['Spectrum']],
    ['cablevision', ['Optimum']],
    ['ケーブル', ['ケーブルテレビ']],
    ['nobody', []],
  ])('for %j finds by the beginnings of words', (search, expected) => {
    const picker = pickerOf(mvpds, { search, locale: 'en' });
    expect(names(picker.others)).toEqual(expected);
    expect([picker.found, picker.total]).toEqual([expected.length, 10]);
  });

  it.each(['', '   ', '-'])('for %j finds all', (search) => {
    expect(pickerOf(mvpds, { search }).found).toBe(10);
  });

  it('goes through those that are featured too', () => {
    const options = { featured: ['Dish', 'Verizon'], search: 'd' };
    const { featured, others, found, total } = pickerOf(mvpds, options);
    expect(names(featured)).toEqual(['Dish Network']);
    expect(names(others)).toEqual(['DIRECTV STREAM']);
    expect([found, total]).toEqual([2, 10]);
  });

  it('finds each provider by its name, its id, and every beginning of them', () => {
    const word = fc.string({ minLength: 1, maxLength: 8 });
    const entry = fc.record({ id: word, displayName: fc.array(word).map((w) => w.join(' ')) });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), fc.nat(20), (list, length) => {
        for (const { id, name } of pickerOf(list).others) {
          for (const search of [id, name, name.slice(0, length)])
            expect(pickerOf(list, { search }).others.map((other) => other.id)).toContain(id);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('takes as long as the names are, however often a letter comes', () => {
    const list = [mvpd('a a aa aaa '.repeat(100))];
    expect(pickerOf(list, { search: `${'a'.repeat(200)}b` }).found).toBe(0);
  });
});

describe('an old engine', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('without Intl orders by plain letters', () => {
    vi.stubGlobal('Intl', undefined);
    const { others, letters } = pickerOf(named('Zeta', 'Éclair', 'alpha'));
    expect(names(others)).toEqual(['alpha', 'Éclair', 'Zeta']);
    expect(letters.map(({ letter }) => letter)).toEqual(['A', 'E', 'Z']);
  });

  it('without normalize searches with accents', () => {
    const strings: { normalize?: unknown } = String.prototype;
    const { normalize } = strings;
    strings.normalize = undefined;
    try {
      const mvpds = named('Éclair', 'Alpha');
      expect(names(pickerOf(mvpds, { search: 'éCl' }).others)).toEqual(['Éclair']);
      expect(names(pickerOf(mvpds, { search: 'ecl' }).others)).toEqual([]);
    } finally {
      strings.normalize = normalize;
    }
  });
});

describe('a picker of a view', () => {
  simulateTime();

  it('has the providers to choose from', async () => {
    const { client, pass, simulator } = world();
    simulator.mvpd({ id: 'Dish', displayName: 'Dish Network' });
    const app = startApp(client);
    await pass(0);
    app.send({ type: 'authenticate' });
    await pass(0);
    const view = app.view();
    if (view.phase !== 'choosing') throw new Error(`expected a choice, not ${view.phase}`);
    expect(pickerOf(view.mvpds, { search: 'dish n' }).others).toMatchObject([{ id: 'Dish' }]);
  });

  it('is another one for another list, and for other options', () => {
    const mvpds = named('Alpha', 'Beta');
    expect(names(pickerOf(mvpds, { featured: ['id-1'] }).featured)).toEqual(['Beta']);
    expect(names(pickerOf(mvpds, { featured: ['id-0'] }).featured)).toEqual(['Alpha']);
    expect(names(pickerOf(mvpds).featured)).toEqual([]);
    expect(names(pickerOf(named('Gamma')).others)).toEqual(['Gamma']);
  });
});
