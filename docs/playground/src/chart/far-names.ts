import { type LaidOutChart, type LaidOutState, textWidth } from '../../../chart/index.js';

/** The name of a state as it is shown from far; lengths as in the chart. */
export interface FarName {
  readonly path: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels of the letters on the screen; smaller ones can't be read. */
export const LETTERS = 12;
const LINE = 1.3;
/** Room between two names. */
const APART = 2;

const overlap = (one: FarName, other: FarName, apart: number) =>
  one.x < other.x + other.width + apart &&
  other.x < one.x + one.width + apart &&
  one.y < other.y + other.height + apart &&
  other.y < one.y + one.height + apart;

/** Where a name can stand: in the middle of its box, at its top, at its bottom. */
function placesOf(
  { path, name, kind, x, y, width, height }: LaidOutState,
  within: LaidOutChart,
  pixel: number,
): readonly FarName[] {
  const size = LETTERS * pixel;
  const own = textWidth(name, size);
  const line = size * LINE;
  const free = within.width - own;
  const wanted = x + (width - own) / 2;
  const left = free > 0 ? Math.min(Math.max(wanted, 0), free) : wanted;
  const top = y + APART * pixel;
  const middle = y + (height - line) / 2;
  const bottom = y + height - line - APART * pixel;
  const heights = kind === 'compound' || kind === 'parallel' ? [top] : [middle, top, bottom];
  return heights.map((at) => ({
    path,
    name,
    x: left,
    y: Math.max(at, 0),
    width: own,
    height: line,
  }));
}

/**
 * The names that can be read from far, none over another: where the machine stands first, then from the outermost
 * states inwards, as far as there is room.
 *
 * @param scale Of the chart on the screen
 * @param enlargement Of the letters of the page
 */
export function farNames(
  chart: LaidOutChart,
  active: ReadonlySet<string>,
  scale: number,
  enlargement: number,
): readonly FarName[] {
  const pixel = enlargement / scale;
  const depth = ({ path }: LaidOutState) => path.split('.').length;
  const order = (state: LaidOutState) => (active.has(state.path) ? -depth(state) : depth(state));
  const shown: FarName[] = [];
  const states = chart.states.filter(({ parent, kind }) => parent !== null && kind !== 'history');
  for (const state of [...states].sort((a, b) => order(a) - order(b))) {
    const place = placesOf(state, chart, pixel).find(
      (one) => !shown.some((other) => overlap(one, other, APART * pixel)),
    );
    if (place) shown.push(place);
  }
  return shown;
}
