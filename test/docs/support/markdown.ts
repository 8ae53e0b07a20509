/** A fenced block of a document. */
export interface Block {
  /** Where it is, as `docs/logout.md:12`: the line of its first line of code. */
  readonly place: string;
  readonly line: number;
  /** What stands behind the opening fence, as `ts no-run`. */
  readonly info: string;
  readonly code: string;
}

/** The fenced blocks of a text, in order. @param firstLine The line of the text's own first line. */
export function blocksOf(file: string, text: string, firstLine = 1): Block[] {
  const blocks: Block[] = [];
  let open: { info: string; line: number; code: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (!fence) open?.code.push(line);
    else if (open) {
      const { info, line: start, code } = open;
      blocks.push({ place: `${file}:${start}`, line: start, info, code: code.join('\n') });
      open = undefined;
    } else open = { info: (fence[1] ?? '').trim(), line: firstLine + index + 1, code: [] };
  }
  if (open) throw new Error(`${file}:${open.line}: the block does not end`);
  return blocks;
}

/** The blocks of the `@example`s in the doc comments of a source file. */
export function examplesOf(file: string, source: string): Block[] {
  const examples: Block[] = [];
  for (const comment of source.matchAll(/^[ \t]*\/\*\*[^]*?\*\//gm)) {
    const [before, ...after] = comment[0].split(/^[ \t]*\* @example.*\n/m);
    let line =
      source.slice(0, comment.index).split('\n').length + (before ?? '').split('\n').length;
    for (const part of after) {
      const text = part.replace(/^[ \t]*\* ?/gm, '').replace(/\*\/$/, '');
      examples.push(...blocksOf(file, text, line));
      line += part.split('\n').length;
    }
  }
  return examples;
}

const withoutBlocks = (text: string) => text.replace(/^```[^]*?^```$/gm, '');

/** The anchors of a document's headings, made as GitHub makes them. */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutBlocks(text).matchAll(/^#{1,6} +(.+?) *$/gm)) {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

/** What a document links to, apart from other sites. */
export function relativeLinks(text: string): string[] {
  const links = [...withoutBlocks(text).matchAll(/\]\(([^()\s]+)\)|^\[[^\]]+\]: (\S+)/gm)];
  return links
    .map(([, inline, reference]) => inline ?? reference ?? '')
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target));
}
