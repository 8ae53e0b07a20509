import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ChartState, eventsOf, readChart } from '../../docs/chart/model.js';
import { documents } from '../../docs/tools/documents.js';
import { machines } from '../../docs/tools/machines.js';
import { fillIn } from '../../docs/tools/sections.js';
import { scenarios } from '../../docs/scenarios/index.js';
import * as client from '../../src/client/index.js';
import { root } from './support/blocks.js';
import { anchorsOf, relativeLinks } from './support/markdown.js';

const files = await documents(root);
const read = (file: string) => readFile(join(root, file), 'utf8');

describe('a document', () => {
  it('is filled in, which names the sections that were out of date', () => {
    const known = new Map([['a', 'text']]);
    const old = 'x\n<!-- generated:a -->\nold\n<!-- /generated -->\ny';
    const { text, stale } = fillIn(old, known);
    expect(stale).toEqual(['a']);
    expect(text).toBe('x\n<!-- generated:a -->\n\ntext\n\n<!-- /generated -->\ny');
    expect(fillIn(text, known)).toEqual({ text, stale: [], names: ['a'] });
    expect(() => fillIn(old, new Map())).toThrow('no section a');
  });
});

/** The cells of the first column of the table below a heading, without their back-ticks. */
function firstColumn(text: string, heading: string): string[] {
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
  return rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

/** The states that a stored flow can be in. */
const stored = (state: ChartState): string[] =>
  state.children.flatMap((child) => {
    if (child.isTransient || child.kind === 'history') return [];
    return child.children.length > 0 ? stored(child) : [child.name];
  });

describe.each(Object.entries(machines))('the guide of %s', (name, machine) => {
  it('explains every event', async () => {
    const told = firstColumn(await read(`docs/${name}.md`), 'Events');
    expect(new Set(told)).toEqual(new Set(eventsOf(machine)));
  });

  it('lists every phase of the view', async () => {
    const types = await read(`machines/${name}/${name}.types.ts`);
    const phases = [...types.matchAll(/\bphase: ((?:'\w+'(?: \| )?)+)/g)].flatMap(
      ([, names = '']) => names.match(/\w+/g) ?? [],
    );
    const told = firstColumn(await read(`docs/${name}.md`), 'View');
    expect(told).toEqual(expect.arrayContaining(phases));
  });

  it('says of every state what a restore does', async () => {
    const told = firstColumn(await read(`docs/${name}.md`), 'Stored and restored');
    expect(new Set(told)).toEqual(new Set(stored(readChart(machine))));
  });
});

describe('the guide of the client', () => {
  it('lists every option', async () => {
    const source =
      (await read('src/client/options.ts')).split('interface PassClientOptions')[1] ?? '';
    const options = [...source.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name);
    expect(options.length).toBeGreaterThan(10);
    expect(firstColumn(await read('docs/client.md'), 'Options')).toEqual(
      expect.arrayContaining(options),
    );
  });

  it('lists every function that takes a client', async () => {
    const others = new Set([
      'createPassClient',
      'isPassError',
      'memoryStorage',
      'persistentDeviceId',
      'toErrorData',
    ]);
    const functions = Object.entries<unknown>(client)
      .filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name))
      .map(([name]) => name)
      .filter((name) => !others.has(name));
    const told = firstColumn(await read('docs/client.md'), 'Functions');
    expect(new Set(told.map((call) => call.split('(', 1)[0]))).toEqual(new Set(functions));
  });
});

describe.each(files)('%s', (file) => {
  it('links only to what is there', async () => {
    const broken: string[] = [];
    for (const link of relativeLinks(await read(file))) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : normalize(join(dirname(file), path));
      if (anchor?.startsWith('scenario=')) {
        if (!scenarios.some(({ id }) => anchor === `scenario=${id}`)) broken.push(link);
        continue;
      }
      if (!existsSync(join(root, target))) broken.push(link);
      else if (anchor !== undefined && !anchorsOf(await read(target)).has(anchor))
        broken.push(link);
    }
    expect(broken).toEqual([]);
  });
});
