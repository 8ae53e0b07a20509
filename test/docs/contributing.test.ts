import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documents } from '../../docs/tools/documents.js';
import { rooms } from '../architecture/house.js';
import { root } from './support/blocks.js';

const read = (file: string) => readFile(join(root, file), 'utf8');

/** The cells of a table, row by row, by the head of its first column. */
function rowsOf(text: string, head: string): string[][] {
  const [table = ''] = text.split(`\n| ${head} |`)[1]?.split('\n\n') ?? [];
  const rows = table.split('\n').slice(2);
  return rows.map((row) => row.split('|').slice(1, -1));
}

const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

describe('the commands that a page names', () => {
  it('are scripts of the package, and tests that are there', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: object };
    const missing: string[] = [];
    let named = 0;
    for (const file of await documents(root)) {
      const text = await read(file);
      for (const [, name = ''] of text.matchAll(/\bnpm run (?:--silent )?([\w:]+)/g)) {
        named += 1;
        if (!(name in scripts)) missing.push(`${file}: npm run ${name}`);
      }
      for (const [, path = ''] of text.matchAll(/\bvitest run (test\/[\w/.-]+)/g))
        if (!existsSync(join(root, path))) missing.push(`${file}: ${path}`);
    }
    expect(missing).toEqual([]);
    expect(named).toBeGreaterThan(20);
  });
});

describe('the tables for contributors', () => {
  it('say what is in each folder of tests', async () => {
    const told = rowsOf(await read('CONTRIBUTING.md'), 'In `test/`');
    const folders = readdirSync(join(root, 'test'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${name}/`);
    expect(told.flatMap(([folder]) => namesIn(folder))).toEqual(folders.sort());
  });

  it('say of each room what it stands on, and which packages it has', async () => {
    const told = rowsOf(await read('docs/maintaining/architecture.md'), 'Room');
    const { doors: _doors, ...others } = rooms;
    const built = Object.entries(others).map(([name, { on, nodeOn = [], packages }]) => ({
      room: name === 'machines' ? name : `src/${name}`,
      on: [...on, ...nodeOn],
      packages,
    }));
    const byName = ({ room: a = '' }, { room: b = '' }) => a.localeCompare(b);
    expect(
      told
        .map(([room, , on, packages]) => ({
          room: namesIn(room)[0] ?? '',
          on: namesIn(on),
          packages: namesIn(packages),
        }))
        .sort(byName),
    ).toEqual(built.sort(byName));
  });
});
