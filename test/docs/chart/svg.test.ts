import { describe, expect, it } from 'vitest';
import { chartStyle } from '../../../docs/chart/style.js';
import { drawChart } from '../../../docs/chart/svg.js';
import { statesOf } from '../../../docs/chart/model.js';
import { layouts } from './drawn.js';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** A text as it was before it was written down. */
const decode = (text: string) =>
  text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? `unknown entity ${name}`);

/** What is wrong with the form of a text as XML; it knows what charts need of it. */
function illFormed(xml: string): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  const rest = xml.replace(
    /<(\/?)([a-z]+)((?: [a-zA-Z-]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)(\/?)>/g,
    (_, closes: string, name: string, attributes: string, isEmpty: string) => {
      const names = [...attributes.matchAll(/ ([a-zA-Z-]+)="/g)].map(([, attribute]) => attribute);
      if (new Set(names).size < names.length)
        problems.push(`twice the same in <${name}${attributes}>`);
      if (closes === '' && isEmpty === '') open.push(name);
      if (closes !== '' && open.pop() !== name) problems.push(`</${name}>`);
      return '';
    },
  );
  if (open.length > 0) problems.push(`not closed: ${open.join(' ')}`);
  if (/[<]|&(?!(amp|lt|gt|quot);)/.test(rest)) problems.push('a stray < or &');
  if (/[^\P{Cc}\s]/u.test(xml)) problems.push('a control character');
  return problems;
}

const values = (svg: string, attribute: string) =>
  [...svg.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    decode(value),
  );

describe.each(layouts)('the picture of $name', ({ chart, laidOut }) => {
  const svg = drawChart(laidOut);

  it('is well-formed', () => {
    expect(illFormed(svg)).toEqual([]);
    expect(illFormed(svg.replace('</g>', ''))).not.toEqual([]);
  });

  it('is the same the next time', () => {
    expect(drawChart(JSON.parse(JSON.stringify(laidOut)))).toBe(svg);
  });

  it('shows every state once', () => {
    expect(values(svg, 'data-state').sort()).toEqual(
      statesOf(chart)
        .map(({ path }) => path)
        .sort(),
    );
  });

  it('shows every transition by its id', () => {
    const shown = values(svg, 'data-transition').join(' ');
    const expected = statesOf(chart).flatMap(({ transitions }) =>
      transitions
        .filter(({ isSilent }) => !isSilent)
        .map(({ id }) => id.replace('\u0001', '\ufffd')),
    );
    expect(expected.filter((id) => !shown.includes(id))).toEqual([]);
  });

  it('fits its size, and has nothing that a page would not let in', () => {
    expect(svg).not.toMatch(/ style=|<script|\bon[a-z]+="|href=|url\(|NaN|undefined|Infinity/);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" class="chart" role="img" /);
  });
});

describe('a picture', () => {
  const [first] = layouts;

  it('brings its style along where it stands alone, and not in a page', () => {
    expect(drawChart(first!.laidOut)).toContain(chartStyle);
    expect(drawChart(first!.laidOut, { isAlone: false })).not.toContain('<style');
  });

  it('has a name, and a description where the machine has one', () => {
    const odd = layouts.find(({ name }) => name === 'odd');
    const svg = drawChart(odd!.laidOut);
    expect(svg).toContain('<title>Statechart of odd &lt;ids&gt; &amp; &quot;quotes&quot;</title>');
    expect(svg).toContain('<desc>Less &lt; more &amp; &quot;so on&quot;</desc>');
  });

  it('has a style for dark pages, and one for what is going on', () => {
    expect(chartStyle).toContain('@media (prefers-color-scheme: dark)');
    for (const name of ['active', 'taken']) expect(chartStyle).toContain(`.${name}`);
    const used = [...chartStyle.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name);
    const [light = '', dark = ''] = chartStyle.split('@media');
    for (const name of used) {
      expect(light).toContain(`${name}: #`);
      expect(dark).toContain(`${name}: #`);
    }
  });
});
