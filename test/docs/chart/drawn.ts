import { layoutChart, type LaidOutChart } from '../../../docs/chart/layout.js';
import { readChart } from '../../../docs/chart/model.js';
import { loadElk } from '../../../docs/tools/chart-pages.js';
import { allMachines } from './machines.js';

const elk = await loadElk();

/** Each machine with its chart, laid out once for a file of tests. */
export const layouts = await Promise.all(
  Object.entries(allMachines).map(async ([name, machine]) => {
    const chart = readChart(machine);
    const laidOut: LaidOutChart = await layoutChart(chart, elk);
    return { name, machine, chart, laidOut };
  }),
);
