import type { Row } from '../session/row.js';

/** A line that is shown: the last of several that say the same, with how many they are. */
export interface Line {
  readonly row: Row;
  readonly count: number;
}

/** A poll: it asks what was asked before, and gets the same answer. */
const isPoll = ({ kind, title }: Row) => kind === 'request' && /\bGET\b/.test(title);

const same = (one: Row, other: Row) =>
  one.title === other.title &&
  one.result === other.result &&
  one.from === other.from &&
  one.to === other.to;

/** What a machine says to itself between two polls. */
const isBetween = ({ kind, from, to, tone }: Row) =>
  kind === 'event' && from === to && tone === 'plain';

/** The index of the last line that is more than a wait. */
function lastOf(lines: readonly Line[]): number {
  let index = lines.length - 1;
  for (; index >= 0; index -= 1) {
    const line = lines[index];
    if (line && !isBetween(line.row)) break;
  }
  return index;
}

/**
 * Lines with polls folded: where the same request is answered the same again, with nothing but the waits of the
 * machine between, the last one stands for all.
 */
export function folded(rows: readonly Row[]): readonly Line[] {
  const lines: Line[] = [];
  for (const row of rows) {
    const before = isPoll(row) ? lastOf(lines) : -1;
    const poll = lines[before];
    if (poll && isPoll(poll.row) && same(poll.row, row)) {
      lines.length = before;
      lines.push({ row, count: poll.count + 1 });
    } else {
      lines.push({ row, count: 1 });
    }
  }
  return lines;
}

/** Whether a line has a text in it, in any case. */
export const has = (
  { title, result, actor = '', about = '', device = '' }: Row,
  text: string,
): boolean =>
  `${device} ${actor} ${title} ${result} ${about}`
    .toLowerCase()
    .includes(text.trim().toLowerCase());
