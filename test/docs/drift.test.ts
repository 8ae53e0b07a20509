import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { docsCommand } from '../../docs/tools/command.js';
import { driftOf } from '../../docs/tools/drift.js';
import type { Generated } from '../../docs/tools/generated.js';
import { root as project } from './support/blocks.js';

const generated: Generated = {
  sections: new Map([
    ['one', 'The first.'],
    ['two', 'The second.'],
  ]),
  files: [
    { path: 'docs/made/a.svg', content: '<svg/>' },
    { path: 'docs/made/b.svg', content: '<svg/>' },
  ],
  folders: ['docs/made'],
};

const section = (name: string, text: string) =>
  `<!-- generated:${name} -->\n\n${text}\n\n<!-- /generated -->\n`;

describe('drift', () => {
  let root = '';
  const put = (file: string, text: string) => writeFile(join(root, file), text);
  const found = async () =>
    (await driftOf(root, generated)).map(({ place, what }) => `${place}: ${what}`);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'drift-'));
    await mkdir(join(root, 'docs'));
    await put('README.md', section('one', 'The first.'));
    await put('CHANGELOG.md', '');
    await put('docs/guide.md', section('one', 'The first.') + section('two', 'The second.'));
    for (const { mend } of await driftOf(root, generated)) await mend();
  });

  afterEach(() => rm(root, { recursive: true }));

  it('is not found in what was just written', async () => {
    expect(await readdir(join(root, 'docs/made'))).toEqual(['a.svg', 'b.svg']);
    expect(await found()).toEqual([]);
  });

  it('is named by file and section', async () => {
    await put('docs/guide.md', section('one', 'The first.') + section('two', 'Another.'));
    expect(await found()).toEqual(['docs/guide.md, section two: out of date']);
  });

  it('is named where a file is out of date, missing, or left over', async () => {
    await put('docs/made/a.svg', '<svg></svg>');
    await rm(join(root, 'docs/made/b.svg'));
    await put('docs/made/c.svg', '');
    expect(await found()).toEqual([
      'docs/made/a.svg: out of date',
      'docs/made/b.svg: missing',
      'docs/made/c.svg: left over',
    ]);
  });

  it('changes nothing by being looked for, and is gone when it is mended', async () => {
    await put('docs/guide.md', section('two', 'Another.'));
    await put('docs/made/c.svg', '');
    const drift = await driftOf(root, generated);
    expect(await readFile(join(root, 'docs/guide.md'), 'utf8')).toContain('Another.');
    for (const { mend } of drift) await mend();
    expect(await found()).toEqual([]);
    expect(await readdir(join(root, 'docs/made'))).toEqual(['a.svg', 'b.svg']);
    expect(await readFile(join(root, 'docs/guide.md'), 'utf8')).toContain('The second.');
  });

  it('of a section that nobody makes is an error', async () => {
    await put('docs/guide.md', section('three', ''));
    await expect(driftOf(root, generated)).rejects.toThrow('no section three');
  });

  it('of a section that no document has is an error', async () => {
    await put('docs/guide.md', section('one', 'The first.'));
    await expect(driftOf(root, generated)).rejects.toThrow('No document has the section two');
  });

  it('is put right by `npm run docs`, and only named with --check', async () => {
    const run = (...parameters: string[]) =>
      docsCommand(parameters, { root, generate: async () => generated });
    const changed = section('one', 'The first.') + section('two', 'Another.');
    const guide = () => readFile(join(root, 'docs/guide.md'), 'utf8');
    const before = await guide();
    await put('docs/guide.md', changed);
    await rm(join(root, 'docs/made/a.svg'));
    await put('docs/made/c.svg', '');
    const places = ['docs/guide.md, section two', 'docs/made/a.svg', 'docs/made/c.svg'];
    const whats = ['out of date', 'missing', 'left over'];
    const told = (verb: string) => places.map((place, at) => `${place}: ${verb} ${whats[at]}`);

    const err = [...told('is'), 'Write it with: npm run docs'];
    expect(await run('--check')).toEqual({ code: 1, err });
    expect(await guide()).toBe(changed);

    expect(await run()).toEqual({ code: 0, out: told('was') });
    expect(await run('--check')).toEqual({ code: 0, out: ['What is generated is up to date'] });
    expect(await guide()).toBe(before);
    expect(await readdir(join(root, 'docs/made'))).toEqual(['a.svg', 'b.svg']);
  });
});

describe('npm run docs', () => {
  const run = (...parameters: string[]) =>
    docsCommand(parameters, {
      root: project,
      generate: () => Promise.reject(new Error('nothing is to be generated')),
    });

  it('explains itself, and refuses what it does not know', async () => {
    const [text] = (await run('--help')).out ?? [];
    expect(text).toContain('--check');
    expect(await run('--chekc')).toMatchObject({
      code: 2,
      err: [expect.stringContaining('--chekc'), '', text],
    });
    expect(await run('now')).toMatchObject({
      code: 2,
      err: [expect.stringContaining('now'), '', text],
    });
  });
});
