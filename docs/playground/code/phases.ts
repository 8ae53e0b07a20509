import { readFileSync } from 'node:fs';
import { blockAt, declarationOf, keyIn, type Range, type Snippet, snippetOf } from './cut.js';

/** The example apps, and the object in each that has an entry for a phase. */
const examples = {
  DOM: { file: 'docs/examples/dom/app.ts', table: 'screens' },
  React: { file: 'docs/examples/react/app.tsx', table: 'phases' },
  TV: { file: 'docs/examples/tv/app.ts', table: 'screens' },
} as const;

export type Example = keyof typeof examples;

/** The lines of each example that render a phase. */
export type PhaseCode = Readonly<Record<Example, Readonly<Record<string, readonly Snippet[]>>>>;

/** The names in an object, each in a line of its own. */
function keysOf(lines: readonly string[], [from, end]: Range): readonly string[] {
  return lines.slice(from + 1, end).flatMap((line) => /^ {2}(\w+)[:(]/.exec(line)?.[1] ?? []);
}

/** Where a phase is asked for by its name, with what is done then. */
function askedFor(lines: readonly string[], phase: string): readonly Range[] {
  return lines.flatMap((line, index) =>
    new RegExp(`\\bphase === '${phase}'`).test(line) ? [blockAt(lines, index)] : [],
  );
}

function rangesOf(lines: readonly string[], table: Range, phase: string): readonly Range[] {
  const [from, end] = table;
  const entry = keyIn(lines, [from + 1, end], phase);
  const [, other] = (entry && /: (\w+),$/.exec(lines[entry[0]] ?? '')) ?? [];
  const declared = other === undefined ? undefined : declarationOf(lines, other);
  const ranges = [entry, declared, ...askedFor(lines, phase)];
  return ranges.filter((range) => range !== undefined);
}

export function phaseCode(): PhaseCode {
  const cut = ({ file, table: name }: (typeof examples)[Example]) => {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const table = declarationOf(lines, name);
    if (!table) throw new Error(`${file} has no ${name}.`);
    return Object.fromEntries(
      keysOf(lines, table).map((phase) => [
        phase,
        rangesOf(lines, table, phase).map((range) => snippetOf(file, lines, range)),
      ]),
    );
  };
  return { DOM: cut(examples.DOM), React: cut(examples.React), TV: cut(examples.TV) };
}
