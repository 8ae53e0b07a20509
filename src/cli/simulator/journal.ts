import type { JournalEntry } from '../../simulator/index.js';
import { timeOfDay } from '../clock.js';

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
