import { type Elk, type LaidOutChart, layoutChart, readChart } from '../../../chart/index.js';
import { loadScript } from '../store/load-script.js';
import type { ChartSource } from './source.js';

/** The charts of the machines of this project, laid out when the page was built. */
declare const CHARTS: Readonly<Record<string, LaidOutChart>>;
/** The file of the layout engine, beside the page. */
declare const ELK_FILE: string;

interface WithElk {
  readonly ELK?: new () => Elk;
}

let engine: Elk | undefined;

/** Brings the layout engine, which only the machines of other apps need. */
async function loadElk(): Promise<Elk> {
  await loadScript(ELK_FILE, 'The layout engine');
  const { ELK } = globalThis as WithElk;
  if (!ELK) throw new Error('The layout engine is not there.');
  return (engine ??= new ELK());
}

const known = new WeakMap<ChartSource['machine'], Promise<LaidOutChart>>();

/** The chart of a machine that came along, if it is one of those. */
export const chartAtHand = ({ id, isForeign }: ChartSource): LaidOutChart | undefined =>
  isForeign ? undefined : CHARTS[id];

/** Lays the chart of a machine out. @throws Error where the engine is missing */
export function laidOut({ machine }: ChartSource): Promise<LaidOutChart> {
  const before = known.get(machine);
  if (before) return before;
  const made = loadElk().then((elk) => layoutChart(readChart(machine), elk));
  known.set(machine, made);
  made.catch(() => known.delete(machine));
  return made;
}
