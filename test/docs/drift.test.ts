import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
});

describe('npm run docs', () => {
  // Beside the packages that it imports.
  const script = join(project, `node_modules/.cache/tve-auth-flow/docs-${process.pid}.mjs`);
  let copy = '';
  const run = (...options: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options], {
      cwd: copy,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  beforeAll(async () => {
    await build({
      entryPoints: [join(project, 'docs/tools/generate.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outfile: script,
    });
    copy = await mkdtemp(join(tmpdir(), 'docs-'));
    for (const name of ['README.md', 'CHANGELOG.md', 'docs'])
      await cp(join(project, name), join(copy, name), { recursive: true });
  });

  afterAll(async () => {
    await rm(copy, { recursive: true });
    await rm(script);
  });

  it('checks, names what has drifted and leaves it, and then mends it', async () => {
    expect(run('--check')).toMatchObject({ status: 0, stderr: '' });

    const guide = join(copy, 'docs/logout.md');
    const before = await readFile(guide, 'utf8');
    const changed = before.replace('](diagrams/logout.svg)', '](diagrams/other.svg)');
    await writeFile(guide, changed);
    await rm(join(copy, 'docs/diagrams/entitlement.mmd'));
    await writeFile(join(copy, 'docs/diagrams/old.svg'), '');
    const { status, stderr } = run('--check');
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      'docs/logout.md, section logout.diagram: is out of date',
      'docs/diagrams/entitlement.mmd: is missing',
      'docs/diagrams/old.svg: is left over',
      'Write it with: npm run docs',
    ]);
    expect(await readFile(guide, 'utf8')).toBe(changed);

    expect(run()).toMatchObject({ status: 0, stderr: '' });
    expect(run('--check')).toMatchObject({ status: 0, stderr: '' });
    expect(await readFile(guide, 'utf8')).toBe(before);
    expect(await readdir(join(copy, 'docs/diagrams'))).not.toContain('old.svg');
  }, 60_000);

  it('explains itself, and refuses what it does not know', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--check') });
    expect(run('--chekc')).toMatchObject({ status: 2, stderr: expect.stringContaining('--chekc') });
    expect(run('now')).toMatchObject({ status: 2, stderr: expect.stringContaining('now') });
  }, 60_000);
});
