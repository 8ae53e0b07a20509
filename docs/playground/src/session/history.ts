import { pause, wallTime } from '../time/real-time.js';
import type { Frame } from './frame.js';
import type { Row } from './row.js';
import { page } from './state.js';

/** How many rows and moments are kept; the oldest go. */
export const KEPT = 3000;

/** Real milliseconds between two times that the page is told: no eye is faster. */
const SHOWN_EVERY = 40;

/** It has happened now, where it has no time. */
type NewRow = Omit<Row, 'id' | 'at'> & Partial<Pick<Row, 'at'>>;

/** Changes a row that has learnt something. */
export type Amend = (change: Partial<Omit<Row, 'id' | 'at'>>) => void;

/** Writes down what happens, and what it looks like after each row. */
export interface History {
  readonly write: (row: NewRow) => Amend;
  /** Something looks different now. */
  readonly touch: () => void;
  /** How many rows have been written so far. */
  readonly count: () => number;
  /** The index of the moment at which there were so many rows; -1 where there were never so many. */
  readonly frameOf: (row: number) => number;
  /** Shows a moment of the past, together with everything that has happened by now. */
  readonly lookAt: (moment: number | null) => void;
  /** Nothing of it is shown any more. */
  readonly close: () => void;
}

const trim = (list: unknown[]) => {
  if (list.length > KEPT) list.splice(0, list.length - KEPT);
};

/** @param look What there is to see now */
export function createHistory(now: () => number, look: () => Omit<Frame, 'at' | 'row'>): History {
  const rows: Row[] = [];
  const frames: Frame[] = [];
  let count = 0;
  let isWaiting = false;
  let isClosed = false;
  let shownAt = 0;

  function capture(): void {
    // One for each row: what it looks like once everything has come of it.
    if (frames[frames.length - 1]?.row === count) frames.pop();
    frames.push({ at: now(), row: count, ...look() });
    trim(frames);
  }

  async function show(): Promise<void> {
    await Promise.resolve();
    const left = shownAt + SHOWN_EVERY - wallTime();
    if (left > 0) await pause(left);
    isWaiting = false;
    if (isClosed) return;
    shownAt = wallTime();
    capture();
    page.set({ rows: [...rows], frames: [...frames] });
  }

  /** Several changes of one moment are shown at once. */
  function touch(): void {
    if (isWaiting) return;
    isWaiting = true;
    void show();
  }

  return {
    write(written) {
      const id = ++count;
      rows.push({ at: now(), ...written, id });
      trim(rows);
      capture();
      touch();
      return (change) => {
        const index = id - (rows[0]?.id ?? 0);
        const row = rows[index];
        if (row) rows[index] = { ...row, ...change };
        touch();
      };
    },
    touch,
    count: () => count,
    frameOf: (row) => frames.findIndex((frame) => frame.row >= row),
    lookAt: (past) => page.set({ rows: [...rows], frames: [...frames], past }),
    close() {
      isClosed = true;
    },
  };
}
