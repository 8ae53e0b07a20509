import { type ErrorCatalogueEntry, errorCatalogue } from '../../src/protocol/error-catalogue.js';
import { remedyOf } from '../../src/errors/remedy.js';
import { type ChartState, type ChartTransition, statesOf } from '../chart/model.js';

const code = (text: string) => `\`${text}\``;

/** A table of Markdown. */
export const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const rowsOf = (states: readonly ChartState[]) =>
  states.map(({ name, description, tags, isTransient }) => [
    code(name),
    description + (isTransient ? ' Left at once.' : ''),
    tags.map(code).join(' '),
  ]);

const head = ['State', 'What happens', 'Tags'];

/** The states of a machine, and then what is inside of them; the same inside is told once. */
export function stateTables(chart: ChartState): string {
  const insides = new Map<string, string[]>();
  for (const { path, children } of chart.children) {
    if (children.length === 0) continue;
    const inner = table(head, rowsOf(children));
    insides.set(inner, [...(insides.get(inner) ?? []), code(path)]);
  }
  return [
    table(head, rowsOf(chart.children)),
    ...[...insides].flatMap(([inner, names]) => [`Inside ${names.join(' and ')}:`, inner]),
  ].join('\n\n');
}

const listed = (paths: readonly string[]) =>
  paths.map((path) => (path === '' ? 'any state' : code(path))).join(', ');

const isFromOutside = ({ event, isSilent }: ChartTransition) =>
  !isSilent && event !== '' && !/^(xstate|request)\./.test(event);

/** The events that a machine takes from outside, and where each leads. */
export function eventTable(chart: ChartState): string {
  const rows = new Map<string, { cells: readonly string[]; event: string; from: string[] }>();
  for (const { path, transitions } of statesOf(chart))
    for (const { event, guard, targets } of transitions.filter(isFromOutside)) {
      const cells = [
        targets.length === 0 ? 'stays' : targets.map(code).join(', '),
        guard === '' || guard === 'otherwise' ? guard : code(guard),
      ];
      const key = [event, ...cells].join('|');
      const row = rows.get(key) ?? { cells, event, from: [] };
      row.from.push(path);
      rows.set(key, row);
    }
  const order = [...new Set([...rows.values()].map(({ event }) => event))];
  const sorted = order.flatMap((event) => [...rows.values()].filter((row) => row.event === event));
  return table(
    ['Event', 'In', 'Leads to', 'Where'],
    sorted.map(({ event, from, cells }) => [code(event), listed(from)].concat(cells)),
  );
}

/** The error codes of one version of the API. */
export function errorTable(api: ErrorCatalogueEntry['api']): string {
  const rows = Object.entries<ErrorCatalogueEntry>(errorCatalogue)
    .filter(([, entry]) => entry.api === api)
    .map(([name, { statuses, action, meaning }]) => [
      code(name),
      statuses.join(', '),
      code(action),
      code(remedyOf(name, action)),
      meaning,
    ]);
  return table(['Code', 'Status', 'Action', 'Remedy', 'Meaning'], rows);
}
