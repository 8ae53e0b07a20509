import { page } from './state.js';
import type { Frame } from './frame.js';
import type { Row } from './row.js';

/** How many rows and moments are kept; the oldest go. */
const KEPT = 3000;

type NewRow = Omit<Row, 'id' | 'at'>;

/** A row that may still learn something. */
export type Amend = (change: Partial<NewRow>) => void;

/** Writes down what happens, and what it looks like after each row. */
export interface History {
  readonly write: (row: NewRow) => Amend;
  /** Something looks different now. */
  readonly touch: () => void;
}

/** @param look What there is to see now */
export function createHistory(now: () => number, look: () => Omit<Frame, 'at' | 'row'>): History {
  let rows: readonly Row[] = [];
  let frames: readonly Frame[] = [];
  let count = 0;
  let isWaiting = false;

  function capture(): void {
    // One for each row: what it looks like once everything has come of it.
    const before = frames.at(-1)?.row === count ? frames.slice(0, -1) : frames;
    frames = [...before, { at: now(), row: count, ...look() }].slice(-KEPT);
  }

  /** Several changes of one moment are shown at once. */
  function showLater(): void {
    if (isWaiting) return;
    isWaiting = true;
    queueMicrotask(() => {
      isWaiting = false;
      capture();
      page.set({ rows, frames });
    });
  }

  return {
    write(written) {
      const id = ++count;
      rows = [...rows, { ...written, id, at: now() }].slice(-KEPT);
      capture();
      showLater();
      return (change) => {
        const index = rows.findIndex((one) => one.id === id);
        const row = rows[index];
        if (!row) return;
        rows = [...rows.slice(0, index), { ...row, ...change }, ...rows.slice(index + 1)];
        showLater();
      };
    },
    touch: showLater,
  };
}
