import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documents } from '../../docs/tools/documents.js';
import { root } from './support/blocks.js';

const read = (file: string) => readFile(join(root, file), 'utf8');

const foldersOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** The first cells of a table, by the head of its first column. */
function firstColumn(text: string, head: string): string[] {
  const [, rows = ''] = text.split(`\n| ${head} |`)[1]?.split(/\| --- .*\n/) ?? [];
  const [table = ''] = rows.split('\n\n');
  return [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell);
}

describe('the commands that a page names', () => {
  it('are scripts of the package, and tests that are there', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: object };
    const missing: string[] = [];
    let named = 0;
    for (const file of await documents(root)) {
      const text = await read(file);
      const ran = [...text.matchAll(/\bnpm run (?:--silent )?([\w:]+)/g)].map(
        ([, name = '']) => name,
      );
      const tests = [...text.matchAll(/\bvitest run (test\/[\w/.-]+)/g)].map(
        ([, path = '']) => path,
      );
      named += ran.length;
      missing.push(
        ...ran.filter((name) => !(name in scripts)).map((name) => `${file}: npm run ${name}`),
        ...tests.filter((path) => !existsSync(join(root, path))).map((path) => `${file}: ${path}`),
      );
    }
    expect(missing).toEqual([]);
    expect(named).toBeGreaterThan(20);
  });
});

describe('the tables for contributors', () => {
  it('say what is in each folder of tests', async () => {
    const told = firstColumn(await read('CONTRIBUTING.md'), 'In `test/`');
    expect(told).toEqual(
      foldersOf('test')
        .map((name) => `${name}/`)
        .sort(),
    );
  });

  it('say what is in each room', async () => {
    const told = firstColumn(await read('docs/maintaining/architecture.md'), 'Room');
    const rooms = foldersOf('src').map((name) => `src/${name}`);
    expect(new Set(told)).toEqual(new Set([...rooms, 'machines']));
  });
});
