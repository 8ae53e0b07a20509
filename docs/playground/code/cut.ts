/** Lines of a real file. */
export interface Snippet {
  /** From the root of the project. */
  readonly file: string;
  /** The number of the first line, from 1. */
  readonly line: number;
  readonly text: string;
}

/** Lines of a file, without their end: the index of the first, and of the one behind the last. */
export type Range = readonly [from: number, end: number];

const indentOf = (line = '') => line.length - line.trimStart().length;

/** All that belongs to the line at which it begins: as far as the formatter has moved it in, with what closes it. */
export function blockAt(lines: readonly string[], from: number): Range {
  const indent = indentOf(lines[from]);
  let end = from + 1;
  while (end < lines.length && (lines[end] === '' || indentOf(lines[end]) > indent)) end += 1;
  while (lines[end - 1] === '') end -= 1;
  const isClosing = /^\s*[)}\]]/.test(lines[end] ?? '') && indentOf(lines[end]) === indent;
  // `else`, and what a closing bracket opens again, go on.
  if (!isClosing || end === from + 1) return [from, end];
  return /[{([]$/.test(lines[end] ?? '') ? [from, blockAt(lines, end)[1]] : [from, end + 1];
}

/** Where an object has this name: `choosing: {`, `'a.b': x,`, `choosing,`; the outermost within these lines. */
export function keyIn(
  lines: readonly string[],
  [from, end]: Range,
  name: string,
): Range | undefined {
  const key = new RegExp(`^\\s*(?:'${name}'|${name})(?:[:(,]|$)`);
  let best = -1;
  for (let index = from; index < end; index += 1)
    if (
      key.test(lines[index] ?? '') &&
      (best < 0 || indentOf(lines[index]) < indentOf(lines[best]))
    )
      best = index;
  return best < 0 ? undefined : blockAt(lines, best);
}

/** Where a file declares this name at its top. */
export function declarationOf(lines: readonly string[], name: string): Range | undefined {
  const declares = new RegExp(`^(?:export )?(?:const|function) ${name}\\b`);
  const from = lines.findIndex((line) => declares.test(line));
  return from < 0 ? undefined : blockAt(lines, from);
}

/** Lines as they stand in a file, moved to the left edge. */
export function snippetOf(file: string, lines: readonly string[], [from, end]: Range): Snippet {
  const cut = lines.slice(from, end);
  const indent = Math.min(...cut.filter((line) => line !== '').map(indentOf));
  return { file, line: from + 1, text: cut.map((line) => line.slice(indent)).join('\n') };
}
