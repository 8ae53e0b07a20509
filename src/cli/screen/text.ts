/** Back quotes mark what a style may emphasise; they take no room. */
export function widthOf(text: string): number {
  return Array.from(text.replaceAll('`', '')).length;
}

/** Breaks text into lines. A word that is longer than a line gets one of its own, unbroken. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Renders what stands in back quotes with `paint`, and takes the quotes out. */
export function emphasise(text: string, paint: (text: string) => string): string {
  return text.replaceAll(/`([^`]*)`/g, (_, inner: string) => paint(inner));
}

/** As much of a line as fits. */
export function cut(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}
