import type { JournalEntry } from '../../simulator/index.js';
import { timeOfDay } from '../clock.js';

/** Milliseconds after which a request without an answer is taken for one that was cut off. */
const PATIENCE = 30_000;

/** What has come since the last look at a journal, once it is answered. */
export class JournalTail {
  readonly #journal: readonly JournalEntry[];
  #last: JournalEntry | undefined;
  #open: JournalEntry[] = [];

  constructor(journal: readonly JournalEntry[]) {
    this.#journal = journal;
  }

  take(now: number): JournalEntry[] {
    // Not by length: the journal is bounded, and drops its oldest entries.
    const from = this.#last ? this.#journal.lastIndexOf(this.#last) + 1 : 0;
    const entries = [...this.#open, ...this.#journal.slice(from)];
    this.#last = this.#journal.at(-1);
    const isDone = ({ status, at }: JournalEntry) => status !== undefined || now - at > PATIENCE;
    this.#open = entries.filter((entry) => !isDone(entry));
    return entries.filter(isDone);
  }
}

/** A request on one line. Neither headers nor bodies, which hold secrets. */
export function journalLine({
  at,
  method,
  path,
  status,
  endpoint,
  code,
  reason,
}: JournalEntry): string {
  const name = { 'user-agent': 'page', unknown: '?' }[endpoint as string] ?? endpoint;
  const refusal = [code, reason].filter(Boolean).join(': ');
  return [
    timeOfDay(at),
    name.padEnd(4),
    String(status ?? 'cut').padEnd(3),
    method.padEnd(6),
    `${path}${refusal && `  ${refusal}`}`,
  ].join('  ');
}
