import type { ConformanceCase, ConformanceLevel } from './case.js';

/** What became of one case. */
export interface ConformanceResult {
  /** The id of the case. */
  readonly case: string;
  readonly title: string;
  readonly rules: ConformanceCase['rules'];
  readonly level: ConformanceLevel;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** What was seen and what should have been, or why the case does not apply. */
  readonly message?: string;
  /** Of a case that failed: the last requests of the app, and why the server refused them. */
  readonly requests?: string;
}

/** What became of a run. */
export interface ConformanceReport {
  readonly results: readonly ConformanceResult[];
  /** How many. */
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const rows = (results: readonly ConformanceResult[]): string[] => {
  const cells = results.map(({ case: id, level, status, rules }) => [
    id,
    level,
    status,
    rules.join(' '),
  ]);
  const table = [['case', 'level', 'result', 'rules'], ...cells];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...table.map((row) => (row[column] ?? '').length)),
  );
  return table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
};

/**
 * A report as a table of plain text. Below the row of a case that did not pass is what was seen.
 *
 * @example
 * ```ts
 * import { formatConformance } from 'tve-auth-flow/conformance';
 *
 * const results = [
 *   { case: 'logout', title: 'signs out', rules: ['R133'], level: 'MUST', status: 'passed' },
 * ] as const;
 * const text = formatConformance({ results, passed: 1, failed: 0, skipped: 0 });
 * console.log(text); // → 1 passed, 0 failed, 0 skipped
 * ```
 */
export function formatConformance(report: ConformanceReport): string {
  const { results, passed, failed, skipped } = report;
  const [head = '', ...body] = rows(results);
  const lines: string[] = [];
  for (const [index, { title, status, message, requests }] of results.entries()) {
    lines.push(body[index] ?? '');
    if (status === 'failed') lines.push(`    An app ${title}.`);
    if (message) lines.push(`    ${message}`);
    if (requests) lines.push(`    Last requests: ${requests}.`);
  }
  const count = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return [head, '-'.repeat(head.length), ...lines, '', count, ''].join('\n');
}
