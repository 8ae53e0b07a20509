import { drawChart, type Elk, layoutChart, readChart, toMermaid } from '../chart/index.js';
import type { Generated, GeneratedFile } from './generated.js';
import { machines } from './machines.js';
import { eventTable, stateTables } from './tables.js';

const folder = 'docs/diagrams';

/** Loaded when something is drawn: it is large. */
export async function loadElk(): Promise<Elk> {
  const { default: module } = await import('elkjs/lib/elk.bundled.js');
  // Its types say that the class is in `default`; Node gives the class itself.
  const found: unknown = module;
  const Constructor = found as new () => Elk;
  return new Constructor();
}

const picture = (name: string, title: string) =>
  [
    `![Statechart of ${title}: its states, and what leads from one to another](diagrams/${name}.svg)`,
    `An arrow that would only lead back, or to where everything leads, stands in the box of its state instead: \`cancel → deciding\`; \`← 5 states\` counts those. The same [as Mermaid](diagrams/${name}.mmd).`,
  ].join('\n\n');

/** The picture of each machine, and what its guide says of states and events. */
export async function chartPages(): Promise<Generated> {
  const elk = await loadElk();
  const sections = new Map<string, string>();
  const files: GeneratedFile[] = [];
  for (const [name, machine] of Object.entries(machines)) {
    const chart = readChart(machine);
    const svg = drawChart(await layoutChart(chart, elk));
    files.push(
      { path: `${folder}/${name}.svg`, content: svg },
      { path: `${folder}/${name}.mmd`, content: toMermaid(chart) },
    );
    sections.set(`${name}.diagram`, picture(name, chart.name));
    sections.set(`${name}.states`, stateTables(chart));
    sections.set(`${name}.events`, eventTable(chart));
  }
  return { sections, files, folders: [folder] };
}
