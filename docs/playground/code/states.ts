import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readChart, statesOf } from '../../chart/index.js';
import { machines } from '../../tools/machines.js';
import { declarationOf, keyIn, type Range, type Snippet, snippetOf } from './cut.js';

/** Some lines of a file. */
interface Place {
  readonly file: string;
  readonly lines: readonly string[];
  readonly range: Range;
}

const linesOf = (file: string): readonly string[] =>
  readFileSync(file, 'utf8').trimEnd().split('\n');

/** Where something is declared: in the file itself, or in the one that it is imported from. */
function declared({ file, lines }: Place, name: string): Place | undefined {
  const range = declarationOf(lines, name);
  if (range) return { file, lines, range };
  const imports = lines.join('\n').matchAll(/^import \{([^}]*)\} from '(\.[^']+)\.js';$/gm);
  for (const [, names = '', from = ''] of imports) {
    if (!names.split(/[\s,]+/).includes(name)) continue;
    const other = `${join(dirname(file), from)}.ts`;
    const otherLines = linesOf(other);
    const found = declarationOf(otherLines, name);
    if (found) return { file: other, lines: otherLines, range: found };
  }
  return undefined;
}

/** Where a state stands, within the lines of the one around it or where these take it from. */
function stateIn(outer: Place, name: string): Place | undefined {
  const { file, lines, range } = outer;
  const own = keyIn(lines, [range[0] + 1, range[1]], name);
  const isNamedOnly = own && own[1] === own[0] + 1 && /^\s*\w+,$/.test(lines[own[0]] ?? '');
  if (own && !isNamedOnly) return { file, lines, range: own };
  const elsewhere = declared(outer, name);
  if (elsewhere) return elsewhere;
  for (const line of lines.slice(...range)) {
    const [, spread] = /^\s*\.\.\.(\w+)\(/.exec(line) ?? [];
    const source = spread === undefined ? undefined : declared(outer, spread);
    const found = source && keyIn(source.lines, [source.range[0] + 1, source.range[1]], name);
    if (source && found) return { ...source, range: found };
  }
  return undefined;
}

/** The lines of a machine: from where it is made. */
function machineIn(file: string): Place {
  const lines = linesOf(file);
  const from = lines.findIndex((line) => line.includes('createMachine({'));
  return { file, lines, range: [from, lines.length] };
}

/** The lines of each state of each machine, by the id of the machine and the path of the state. */
export function stateCode(): Readonly<Record<string, Readonly<Record<string, Snippet>>>> {
  const code: Record<string, Record<string, Snippet>> = {};
  for (const [folder, machine] of Object.entries(machines)) {
    const file = `machines/${folder}/${folder}.machine.ts`;
    const places = new Map([['', machineIn(file)]]);
    const snippets: Record<string, Snippet> = {};
    for (const { path, name } of statesOf(readChart(machine))) {
      const outer = places.get(path.split('.').slice(0, -1).join('.'));
      const place = path === '' ? places.get('') : outer && stateIn(outer, name);
      if (!place) throw new Error(`${file} does not show the state ${path}.`);
      places.set(path, place);
      snippets[path] = snippetOf(place.file, place.lines, place.range);
    }
    code[machine.id] = snippets;
  }
  return code;
}
