import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readChart, statesOf } from '../../../docs/chart/index.js';
import { overviewOf, partOf } from '../../../docs/chart/parts.js';
import { machines } from '../../../docs/tools/machines.js';
import { everything } from './machines.js';

const folder = 'docs/diagrams';
const files = readdirSync(folder).filter((name) => name.endsWith('.svg'));
const pictures = new Map(files.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));

/** Pixels that a page of a guide is wide. */
const PAGE = 830;

const numbers = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, value]) => Number(value));

describe.each([...pictures])('%s', (_, svg) => {
  it('has no letters under 11 pixels at the width of a page', () => {
    const [width = 0] = numbers(svg, /<svg[^>]* width="([\d.]+)"/g);
    const sizes = numbers(svg, /font-size: ([\d.]+)px/g);
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.min(...sizes) * Math.min(1, PAGE / width)).toBeGreaterThanOrEqual(11);
  });

  it.each(['light', 'dark'])('can be read in %s', (scheme) => {
    const [light = '', dark = ''] = svg.split('prefers-color-scheme: dark');
    const colour = (name: string) =>
      new RegExp(`--chart-${name}: #(\\w{6})`).exec(scheme === 'light' ? light : dark)?.[1] ?? '';
    const plain = ['text', 'muted', 'code', 'goal', 'accent'].flatMap((text) =>
      ['paper', 'box', 'region'].map((paper) => [text, paper] as const),
    );
    const tags = ['busy', 'user', 'done', 'failed', 'tag'].map(
      (tag) => [tag, `${tag}-soft`] as const,
    );
    for (const [text, paper] of [...plain, ...tags])
      expect(`${text} on ${paper}: ${contrast(colour(text), colour(paper)) >= 4.5}`).toBe(
        `${text} on ${paper}: true`,
      );
  });
});

/** As WCAG reckons it. */
function contrast(one: string, other: string): number {
  const light = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((from) => {
      const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, bright = 0] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

it.each(Object.entries(machines))('the pictures of %s leave nothing out', (name, machine) => {
  const own = files.filter((file) => file === `${name}.svg` || file.startsWith(`${name}.`));
  const drawn = own.map((file) => pictures.get(file) ?? '').join('');
  const ids = new Set(
    [...drawn.matchAll(/data-transition="([^"]*)"/g)].flatMap(([, several = '']) =>
      several.replaceAll('&quot;', '"').replaceAll('&amp;', '&').split(' '),
    ),
  );
  const states = statesOf(readChart(machine));
  const missing = states
    .flatMap(({ transitions }) => transitions)
    .filter(({ id, isSilent }) => !isSilent && !ids.has(id))
    .map(({ id }) => id);
  expect(missing).toEqual([]);
  for (const { name: state, kind, path } of states)
    if (kind !== 'history' && path !== '') expect(drawn).toContain(`>${state}<`);
});

describe('a chart in parts', () => {
  const chart = readChart(everything);
  const two = statesOf(chart).find(({ path }) => path === 'two')!;

  it('is shown without what is in its states', () => {
    const overview = overviewOf(chart, ['two']);
    expect(statesOf(overview).filter(({ path }) => path.startsWith('two.'))).toEqual([]);
    const targets = statesOf(overview).flatMap(({ transitions }) =>
      transitions.flatMap((one) => one.targets),
    );
    expect(targets.filter((path) => path.startsWith('two.'))).toEqual([]);
  });

  it('names where a part leads, outside of it', () => {
    const part = partOf(chart, two);
    expect(part.path).toBe('');
    expect(part.transitions.flatMap(({ targets }) => targets)).toContain('^.three');
    expect(statesOf(part).length).toBe(statesOf(two).length);
  });
});
