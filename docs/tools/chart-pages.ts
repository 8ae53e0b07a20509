import {
  type ChartPicture,
  drawChart,
  type Elk,
  picturesOf,
  readChart,
  toMermaid,
} from '../chart/index.js';
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

/** Pixels that a guide gives to a picture, without its margin: there, the least of its letters has 11 of them. */
const PAGE_WIDTH = 830 - 16;

const nameOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);

/** The words around the pictures of a machine. */
function section(name: string, title: string, pictures: readonly ChartPicture[]): string {
  const [, ...parts] = pictures;
  const show = (alt: string, path: string) => `![${alt}](${fileOf(name, path)})`;
  return [
    show(`Statechart of ${title}: its states, and what leads from one to another`, ''),
    `An arrow that would only lead back, or to where everything leads, stands in the box of its state instead: \`cancel → deciding\`; \`← 5 states\` counts those. ${parts.length > 0 ? 'What is in a state has a picture of its own below; an arrow without words begins there. ' : ''}The same [as Mermaid](diagrams/${name}.mmd).`,
    ...parts.flatMap(({ path, chart }) => [
      `**${nameOf(path)}**${chart.description === '' ? '' : `: ${chart.description}`}`,
      show(`Statechart of ${title}, inside of ${path}`, path),
    ]),
  ].join('\n\n');
}

const fileOf = (name: string, path: string) =>
  `diagrams/${[name, path].filter(Boolean).join('.')}.svg`;

/** The pictures of each machine, and what its guide says of states and events. */
export async function chartPages(): Promise<Generated> {
  const elk = await loadElk();
  const sections = new Map<string, string>();
  const files: GeneratedFile[] = [];
  for (const [name, machine] of Object.entries(machines)) {
    const chart = readChart(machine);
    const pictures = await picturesOf(chart, elk, PAGE_WIDTH);
    for (const { path, chart: laidOut } of pictures)
      files.push({ path: `docs/${fileOf(name, path)}`, content: drawChart(laidOut) });
    files.push({ path: `${folder}/${name}.mmd`, content: toMermaid(chart) });
    sections.set(`${name}.diagram`, section(name, chart.name, pictures));
    sections.set(`${name}.states`, stateTables(chart));
    sections.set(`${name}.events`, eventTable(chart));
  }
  return { sections, files, folders: [folder] };
}
