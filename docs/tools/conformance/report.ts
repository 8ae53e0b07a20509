import { relative } from 'node:path';

/** A test of a run, as far as it concerns rules. */
export interface RuleTest {
  /** From the project's root, with slashes. */
  readonly file: string;
  /** The sentence, from the outermost `describe` on, without the rules at its end. */
  readonly title: string;
  /** The ids at the end of the title: `… (R66, R69)`. */
  readonly rules: readonly string[];
  /** Ids elsewhere in the title, which nobody counts. */
  readonly misplaced: readonly string[];
  readonly status: string;
}

/** What a JSON report of Vitest has of a run. */
interface Report {
  readonly testResults: ReadonlyArray<{
    readonly name: string;
    readonly assertionResults: ReadonlyArray<{
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }>;
  }>;
}

const isReport = (value: unknown): value is Report =>
  typeof value === 'object' &&
  value !== null &&
  'testResults' in value &&
  Array.isArray(value.testResults);

const idsIn = (text: string) => text.match(/\bR\d+\b/g) ?? [];

/** Reads a title with, as a rule, ids of rules or of discrepancies (D…) at its end. */
function readTitle(ancestors: readonly string[], title: string) {
  const [, sentence = title, ids = ''] = /^(.*) \(([DR]\d+(?:, [DR]\d+)*)\)$/s.exec(title) ?? [];
  const whole = [...ancestors, sentence].join(' ');
  return { title: whole, rules: idsIn(ids), misplaced: idsIn(whole) };
}

/**
 * The tests of a report that name a rule.
 *
 * @param root The folder that the paths of the report begin with.
 * @throws Error for what is no report.
 */
export function readReport(text: string, root: string): RuleTest[] {
  const report: unknown = JSON.parse(text);
  if (!isReport(report)) throw new Error('Expected a JSON report of Vitest');
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      file: relative(root, name).replaceAll('\\', '/'),
      ...readTitle(ancestorTitles, title),
      status,
    })),
  );
  return tests.filter(({ rules, misplaced }) => rules.length > 0 || misplaced.length > 0);
}

/** By file, whatever the order of the run; within a file as they stand there. */
export const sortTests = (tests: readonly RuleTest[]): RuleTest[] =>
  [...tests].sort((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)));
