import { readFileSync } from 'node:fs';
import { readChart, statesOf } from '../../chart/index.js';
import { machines } from '../../tools/machines.js';
import { declarationOf, keyIn, type Range, type Snippet, snippetOf } from './cut.js';

/** Where a state stands, within the lines of the one around it or where these take it from. */
function stateIn(lines: readonly string[], outer: Range, name: string): Range | undefined {
  const [from] = outer;
  const own = keyIn(lines, [from + 1, outer[1]], name);
  const isNamedOnly = own && own[1] === own[0] + 1 && /^\s*\w+,$/.test(lines[own[0]] ?? '');
  if (own && !isNamedOnly) return own;
  const declared = declarationOf(lines, name);
  if (declared) return declared;
  for (const line of lines.slice(...outer)) {
    const [, spread] = /^\s*\.\.\.(\w+)\(/.exec(line) ?? [];
    const source = spread === undefined ? undefined : declarationOf(lines, spread);
    const found = source && keyIn(lines, [source[0] + 1, source[1]], name);
    if (found) return found;
  }
  return undefined;
}

/** The lines of a machine: from where it is made. */
function machineIn(lines: readonly string[]): Range {
  const from = lines.findIndex((line) => line.includes('createMachine({'));
  return [from, lines.length];
}

/** The lines of each state of each machine, by the id of the machine and the path of the state. */
export function stateCode(): Readonly<Record<string, Readonly<Record<string, Snippet>>>> {
  const code: Record<string, Record<string, Snippet>> = {};
  for (const [folder, machine] of Object.entries(machines)) {
    const file = `machines/${folder}/${folder}.machine.ts`;
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const places = new Map([['', machineIn(lines)]]);
    const snippets: Record<string, Snippet> = {};
    for (const { path, name } of statesOf(readChart(machine))) {
      const outer = places.get(path.split('.').slice(0, -1).join('.'));
      const place = path === '' ? places.get('') : outer && stateIn(lines, outer, name);
      if (!place) throw new Error(`${file} does not show the state ${path}.`);
      places.set(path, place);
      snippets[path] = snippetOf(file, lines, place);
    }
    code[machine.id] = snippets;
  }
  return code;
}
