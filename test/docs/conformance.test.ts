import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conformancePage } from '../../docs/tools/conformance/page.js';
import { problemsOf } from '../../docs/tools/conformance/problems.js';
import { readReport, sortTests } from '../../docs/tools/conformance/report.js';
import type { ConformanceRule } from '../../src/conformance/index.js';
import { root } from './support/blocks.js';

const lib = (id: ConformanceRule['id'], unmet?: string): ConformanceRule => ({
  id,
  level: 'MUST',
  who: 'lib',
  rule: `Do ${id}.`,
  ...(unmet !== undefined && { unmet }),
});
const rules: readonly ConformanceRule[] = [
  lib('R1'),
  lib('R2', 'It is not wanted.'),
  { id: 'R3', level: 'SHOULD', who: 'app', rule: 'Do R3.', todo: 'Call `three()`.' },
];
const areas = [{ title: 'One area', rules }];

type Titles = Record<string, string>;

/** A report of a file: titles, and how each test ended. */
const report = (file: string, tests: Titles, ancestorTitles: readonly string[] = ['a thing']) =>
  JSON.stringify({
    testResults: [
      {
        name: `/home/${file}`,
        assertionResults: Object.entries(tests).map(([title, status]) => ({
          ancestorTitles,
          title,
          status,
        })),
      },
    ],
  });

const read = (...texts: string[]) => sortTests(texts.flatMap((text) => readReport(text, '/home')));
const of = (tests: Titles) => read(report('test/a.test.ts', tests));

describe('reading reports', () => {
  it('finds the rules at the end of a title, with discrepancies among them', () => {
    expect(of({ 'does it (R1)': 'passed', 'does more (D5, R1, R3)': 'failed' })).toEqual([
      {
        file: 'test/a.test.ts',
        title: 'a thing does it',
        rules: ['R1'],
        misplaced: [],
        status: 'passed',
      },
      {
        file: 'test/a.test.ts',
        title: 'a thing does more',
        rules: ['R1', 'R3'],
        misplaced: [],
        status: 'failed',
      },
    ]);
  });

  it.each(['does it', 'does it (D5)', 'does R2D2 (again)', 'does it (and Rx1)'])(
    'finds none in: %s',
    (title) => {
      expect(of({ [title]: 'passed' })).toEqual([]);
    },
  );

  it.each([
    ['at the beginning', 'R1 does it'],
    ['in the middle', 'does (R1) it'],
    ['without a space between them', 'does it (R1,R2)'],
    ['before a space', 'does it (R1) '],
    ['in words', 'does it (see R1)'],
  ])('finds ids that do not count: %s', (_, title) => {
    const [test] = of({ [title]: 'passed' });
    expect(test).toMatchObject({ rules: [], misplaced: expect.arrayContaining(['R1']) });
  });

  it('sorts by file, whatever the order of the run, and keeps the order of a file', () => {
    const a = report('a.test.ts', { 'x (R1)': 'passed', 'b (R1)': 'passed' }, []);
    const b = report('b.test.ts', { 'a (R1)': 'passed' }, []);
    expect(read(b, a).map(({ title }) => title)).toEqual(['x', 'b', 'a']);
    expect(read(b, a)).toEqual(read(a, b));
  });

  it.each(['{}', 'null', '[]', '7', '{"testResults":7}'])(
    'refuses what is no report: %s',
    (text) => {
      expect(() => read(text)).toThrow('JSON report of Vitest');
    },
  );

  it('refuses what is not JSON', () => {
    expect(() => read('')).toThrow(SyntaxError);
  });
});

describe('the problems of a run', () => {
  it('are none where each rule of the library has a test or a reason', () => {
    expect(
      problemsOf(rules, of({ 'does it (R1)': 'passed', 'does more (R1, R3)': 'passed' })),
    ).toEqual([]);
  });

  it('are rules of the library without both', () => {
    expect(problemsOf(rules, [])).toEqual([
      'R1 has no test, and no reason why it is not met: Do R1.',
    ]);
  });

  it.each([
    ['of an unknown rule', 'does it (R4)', 'passed', 'names R4, which is no rule'],
    ['of a rule in another spelling', 'does it (R04)', 'passed', 'names R04, which is no rule'],
    ['that name one elsewhere', 'R1 does it', 'passed', 'names R1 elsewhere than at its end'],
    ['that failed', 'does it (R1)', 'failed', 'proves nothing of R1: failed'],
    ['that were skipped', 'does it (R1)', 'skipped', 'proves nothing of R1: skipped'],
  ])('are tests %s', (_, title, status, problem) => {
    const problems = problemsOf(rules, of({ 'is met (R1)': 'passed', [title]: status }));
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems[0]).toContain('test/a.test.ts: “a thing');
  });
});

describe('the page', () => {
  const passed = of({ 'does it (R1)': 'passed' });

  it('has a table for the library and one for those around it', () => {
    const page = conformancePage(areas, passed);
    expect(page).toContain('## One area\n');
    expect(page).toContain(
      '| R1 | MUST | Do R1. | [a thing does it](../test/a.test.ts) | passed |',
    );
    expect(page).toContain('| R2 | MUST | Do R2. |  | not met: It is not wanted. |');
    expect(page).toContain('| R3 | SHOULD | Do R3. | Call `three()`. |');
  });

  it('begins with the counts', () => {
    const page = conformancePage(areas, passed);
    expect(page).toContain('| the library | 2 |  |');
    expect(page).toContain('| … met, with tests that passed | 1 |  |');
    expect(page).toContain('| … not met, with a reason | 1 | R2 |');
    expect(page).not.toContain('without a test');
    expect(page).toContain('| the app around it | 1 |  |');
    expect(page).toContain('| whoever operates it | 0 |  |');
  });

  it.each([
    ['without a test', {}, 'R1', '|  | no test |', 'without a test | 1 | R1'],
    ['whose test failed', { 'x (R1)': 'failed' }, 'R1', '| failed |', 'that failed | 1 | R1'],
    [
      'one of whose tests was skipped',
      { 'x (R1)': 'passed', 'y (R1)': 'skipped' },
      'R1',
      '| failed |',
      'that failed | 1 | R1',
    ],
    [
      'with a test and a reason',
      { 'x (R2)': 'passed' },
      'R2',
      '| partly met: It',
      'partly met, with a reason | 1 | R2',
    ],
  ])('tells of a rule %s', (_, tests, id, result, count) => {
    const page = conformancePage(areas, of(tests as Titles));
    expect(page.split('\n').find((line) => line.startsWith(`| ${id} |`))).toContain(result);
    expect(page).toContain(count);
  });

  it('shows two tests of a rule, and counts the others', () => {
    const page = conformancePage(
      areas,
      of({ 'x (R1)': 'passed', 'y (R1)': 'passed', 'z (R1)': 'passed', 'w (R1)': 'passed' }),
    );
    const [x, y] = ['x', 'y'].map((name) => `[a thing ${name}](../test/a.test.ts)`);
    expect(page).toContain(`| ${x}<br>${y}<br>and 2 more | passed |`);
  });

  it('shows a title as it is, whatever is in it', () => {
    const page = conformancePage(areas, of({ 'a | b\n`c` <d> [e] _f_ (R1)': 'passed' }));
    expect(page).toContain('[a thing a \\| b \\`c\\` \\<d\\> \\[e\\] \\_f\\_](../test/a.test.ts)');
  });

  it('is the same for the same tests, and tells no folder and no time', () => {
    const page = conformancePage(areas, passed);
    expect(conformancePage(areas, of({ 'does it (R1)': 'passed' }))).toBe(page);
    expect(page).not.toContain('/home');
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const script = join(folder, 'conformance.mjs');
  beforeAll(async () => {
    await mkdir(join(folder, 'docs'));
    await build({
      entryPoints: [join(root, 'docs/tools/conformance.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
    const tests = { 'polls (R66)': 'passed', 'stops (R69)': 'failed' };
    await writeFile(join(folder, 'report.json'), report('../report.test.ts', tests));
    await writeFile(join(folder, 'garbage.json'), '{"testResults"');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = (...options: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [script, ...options], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, problems: stderr.trimEnd().split('\n') };
  };
  const stale = 'docs/conformance.md is out of date: npm run conformance';

  it('writes the page, and tells what no test shows', async () => {
    const { status, problems } = run('report.json');
    expect(status).toBe(1);
    expect(problems).toContainEqual(expect.stringContaining('R7 has no test, and no reason'));
    expect(problems).toContainEqual(expect.stringContaining('proves nothing of R69: failed'));
    expect(problems).not.toContainEqual(expect.stringContaining('R66 has no test'));
    expect(problems).not.toContain(stale);
    await expect(readFile(join(folder, 'docs/conformance.md'), 'utf8')).resolves.toContain(
      '[a thing polls]',
    );
  });

  it('checks the page without writing it', async () => {
    run('report.json');
    expect(run('--check', 'report.json').problems).not.toContain(stale);
    const page = join(folder, 'docs/conformance.md');
    await writeFile(page, 'old');
    expect(run('--check', 'report.json')).toMatchObject({
      status: 1,
      problems: expect.arrayContaining([stale]),
    });
    await expect(readFile(page, 'utf8')).resolves.toBe('old');
    await rm(page);
    expect(run('--check', 'report.json').problems).toContain(stale);
  });

  it.each(['garbage.json', 'missing.json'])('says that %s is no report', (file) => {
    expect(run('--check', file)).toEqual({
      status: 1,
      problems: [`Error: ${file} can't be read as a JSON report of Vitest`],
    });
  });
});
