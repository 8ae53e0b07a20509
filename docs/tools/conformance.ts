/* Writes docs/conformance.md from a run of the tests, or checks it: `npm run conformance`. */
import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { conformanceAreas, conformanceRules } from '../../src/conformance/rules/index.js';
import { conformancePage } from './conformance/page.js';
import { problemsOf } from './conformance/problems.js';
import { readReport, type RuleTest, sortTests } from './conformance/report.js';

const page = 'docs/conformance.md';
const isCheck = process.argv.includes('--check');
const given = process.argv.slice(2).filter((argument) => argument !== '--check');

async function runTests(): Promise<string> {
  const report = 'node_modules/.cache/tve-auth-flow/tests.json';
  await rm(report, { force: true });
  const options = ['run', '--reporter=json', `--outputFile=${report}`];
  try {
    execFileSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...options]);
  } catch {
    // A test has failed: the report says which.
  }
  return report;
}

async function testsOf(file: string): Promise<RuleTest[]> {
  try {
    return readReport(await readFile(file, 'utf8'), resolve('.'));
  } catch (cause) {
    throw new Error(`${file} can't be read as a JSON report of Vitest`, { cause });
  }
}

async function run(): Promise<readonly string[]> {
  const reports = given.length > 0 ? given : [await runTests()];
  const tests = sortTests((await Promise.all(reports.map(testsOf))).flat());
  const problems = problemsOf(conformanceRules, tests);
  const text = conformancePage(conformanceAreas, tests);
  if (!isCheck) await writeFile(page, text);
  const written = await readFile(page, 'utf8').catch(() => '');
  return written === text ? problems : [`${page} is out of date: npm run conformance`, ...problems];
}

const problems = await run().catch((error: unknown) => [String(error)]);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${page}: all rules of the library have a test that passed, or a reason`);
