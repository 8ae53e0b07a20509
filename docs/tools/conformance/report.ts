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

const byFile = (a: RuleTest, b: RuleTest) => (a.file < b.file ? -1 : Number(a.file > b.file));

/**
 * The tests of all reports that name a rule, by file and in the order of the file.
 *
 * @param root The folder that the paths of the reports begin with.
 * @throws Error for what is no report.
 */
export function readReports(texts: readonly string[], root: string): RuleTest[] {
  const tests = texts.flatMap((text) => {
    const report: unknown = JSON.parse(text);
    if (!isReport(report)) throw new Error('Expected a JSON report of Vitest');
    return report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ ancestorTitles, title, status }) => ({
        file: relative(root, name).replaceAll('\\', '/'),
        ...readTitle(ancestorTitles, title),
        status,
      })),
    );
  });
  return tests
    .filter(({ rules, misplaced }) => rules.length > 0 || misplaced.length > 0)
    .sort(byFile);
}
