import type { Elk } from './elk.js';
import type { Arrangement } from './graph.js';
import { type LaidOutChart, layoutAs } from './layout.js';
import type { ChartState } from './model.js';
import { closable, overviewOf, partOf } from './parts.js';
import { usualTangle } from './ways.js';

/** A picture of a chart, or of a part of it. */
export interface ChartPicture {
  /** The path of the state whose inside is shown; empty for the machine. */
  readonly path: string;
  readonly chart: LaidOutChart;
}

/** Pixels; what is taller is shown in parts. */
const TALL = 1600;

/** From the one that shows the most to the one that takes the least width. */
const arrangements: readonly Arrangement[] = [Infinity, 3, 2, 1].flatMap((abreast) =>
  [usualTangle, { hub: 2, back: 1 }, { hub: 1, back: 1 }].map((tangle) => ({
    direction: 'DOWN' as const,
    abreast,
    tangle,
  })),
);

/** The first way to lay a chart out that is no wider than this; nothing where none is. */
async function fitted(
  chart: ChartState,
  elk: Elk,
  width: number,
  tries: number = arrangements.length,
) {
  for (const arrangement of arrangements.slice(0, tries)) {
    const laidOut = await layoutAs(chart, elk, arrangement);
    if (laidOut.width <= width) return laidOut;
  }
  return undefined;
}

/**
 * A chart as pictures that are no wider than so many pixels: whole, or else without what is in its states, which
 * have pictures of their own.
 *
 * @throws Error where a part without states in its states is wider
 */
export async function picturesOf(
  chart: ChartState,
  elk: Elk,
  width: number,
  path = '',
): Promise<readonly ChartPicture[]> {
  const parts = closable(chart);
  const whole = await fitted(chart, elk, width, parts.length > 0 ? 1 : arrangements.length);
  if (whole && (parts.length === 0 || whole.height <= TALL)) return [{ path, chart: whole }];
  const closed = overviewOf(
    chart,
    parts.map((part) => part.path),
  );
  const overview = parts.length > 0 ? await fitted(closed, elk, width) : undefined;
  if (!overview) throw new Error(`The chart of ${chart.name} is wider than ${width} pixels.`);
  const pictures: ChartPicture[] = [{ path, chart: overview }];
  for (const part of parts) {
    const own = [path, part.path].filter(Boolean).join('.');
    pictures.push(...(await picturesOf(partOf(chart, part), elk, width, own)));
  }
  return pictures;
}
