import { type ErrorCatalogueEntry, errorCatalogue } from '../../src/protocol/error-catalogue.js';
import { remedyOf } from '../../src/errors/remedy.js';
import type { ChartState } from './chart.js';

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
