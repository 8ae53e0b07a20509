import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { asMarkdown, asText, type Table } from './table.js';

/** What one part of a run has found. */
export interface Part {
  /** Names the section of the record, too. */
  readonly id: string;
  readonly title: string;
  readonly tables: readonly Table[];
  /** How it was measured. */
  readonly notes: readonly string[];
  /** A line for each limit that was not kept. */
  readonly failures: readonly string[];
}

const record = 'docs/performance.md';

/** What the figures were had on. */
export const machine = (more = ''): string =>
  `${cpus().length} cores, Node ${process.versions.node}${more}`;

export function print({ title, tables, notes }: Part): void {
  console.log(`\n${title}\n`);
  for (const table of tables) console.log(`${asText(table)}\n`);
  for (const note of notes) console.log(`  ${note}`);
}

/** Replaces the section of a part in the record. @throws Error where its marks are missing */
function write({ id, tables, notes }: Part): void {
  const text = readFileSync(record, 'utf8');
  const marks = new RegExp(`(<!-- ${id}: recorded -->\n)[^]*?(<!-- /${id} -->)`);
  if (!marks.test(text)) throw new Error(`${record} has no section ${id}`);
  const body = [...tables.map(asMarkdown), notes.map((note) => `* ${note}`).join('\n')];
  const section = body.filter((block) => block !== '').join('\n\n');
  writeFileSync(
    record,
    text.replace(marks, (_, start: string, end: string) => `${start}\n${section}\n\n${end}`),
  );
}

/** Prints and records the parts. @returns the exit code */
export function finish(
  parts: readonly Part[],
  { record: shouldRecord, limits }: { readonly record: boolean; readonly limits: boolean },
): number {
  for (const part of parts) {
    if (shouldRecord) write(part);
  }
  if (shouldRecord) console.log(`\nRecorded in ${record}.`);
  const failures = parts.flatMap((part) => part.failures);
  for (const failure of failures) console.error(`\nFailed: ${failure}`);
  return limits && failures.length > 0 ? 1 : 0;
}
