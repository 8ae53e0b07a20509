import { readFileSync } from 'node:fs';
import { type LaidOutChart, layoutChart, readChart } from '../chart/index.js';
import { loadElk } from '../tools/chart-pages.js';
import { machines } from '../tools/machines.js';

/** The charts of all machines, by their ids. */
export async function layoutCharts(): Promise<Readonly<Record<string, LaidOutChart>>> {
  const elk = await loadElk();
  const charts: Record<string, LaidOutChart> = {};
  for (const machine of Object.values(machines))
    charts[machine.id] = await layoutChart(readChart(machine), elk);
  return charts;
}

/** The layout engine as a script. */
export const layoutEngine = (): Buffer => readFileSync('node_modules/elkjs/lib/elk.bundled.js');
