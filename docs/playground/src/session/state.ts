import type { Scenario } from '../../../scenarios/index.js';
import { createStore } from '../store/store.js';
import { emptyFrame, type Frame } from './frame.js';
import type { Row } from './row.js';

/** Who tells the story: nobody has begun, it is told, the viewer has taken over, it is over, or it broke. */
export type Telling = 'none' | 'told' | 'taken' | 'over' | 'broken';

/** What is shown: a scenario, apps that are attached, or a flight record. */
export type Mode = 'scenario' | 'attached' | 'record';

/** What the page knows. */
export interface PageState {
  readonly mode: Mode;
  readonly scenario: Scenario | undefined;
  readonly telling: Telling;
  /** What was said last, or why the story broke. */
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly frames: readonly Frame[];
  /** An index into `frames` while the past is shown. */
  readonly past: number | null;
  /** Epoch milliseconds of the clock, and of its next timer. */
  readonly now: number;
  readonly next: number;
  readonly start: number;
  readonly speed: number;
  /** The story has let a long time go by: the clock runs faster for a while. */
  readonly skipping: boolean;
  /** The actor that is looked at; the television where it is gone. */
  readonly selected: string | undefined;
  /** The chart shows the machine in which something happens, and where. */
  readonly follows: boolean;
  /** The state that is looked at more closely, by its path; the chart stays with its machine. */
  readonly opened: { readonly actor: string; readonly path: string } | undefined;
  /** Faults that wait for their request. */
  readonly faults: readonly string[];
  /** The file of the record that is shown. */
  readonly file: string;
  /** For a short message: what has just been done. */
  readonly notice: string;
}

export const page = createStore<PageState>({
  mode: 'scenario',
  scenario: undefined,
  telling: 'none',
  caption: '',
  rows: [],
  frames: [],
  past: null,
  now: 0,
  next: Infinity,
  start: 0,
  speed: 1,
  skipping: false,
  selected: undefined,
  follows: true,
  opened: undefined,
  faults: [],
  file: '',
  notice: '',
});

/** What is shown now: the last frame, or one of the past. */
export function shownFrame({ frames, past }: PageState): Frame {
  return frames[past ?? frames.length - 1] ?? emptyFrame;
}

/** Whether something can be done: not in the past, and not while a story is told. */
export const isLive = ({ past, telling, mode }: PageState): boolean =>
  past === null && telling !== 'told' && mode === 'scenario';

/** Whether nobody has done anything yet: no story is told, and nobody has pressed a button of a device. */
export const isUntouched = ({ mode, telling, past, rows, notice }: PageState): boolean =>
  mode === 'scenario' &&
  telling === 'none' &&
  past === null &&
  notice === '' &&
  !rows.some(
    ({ kind, from, to, title }) =>
      kind === 'event' && from === 'viewer' && from !== to && title !== 'starts',
  );
