/* Text is measured without a browser: code by the width that all fixed fonts have, prose by an upper average. */

/** How the texts of a chart are set; sizes and widths in pixels. */
export const fonts = {
  machine: { size: 18, perCharacter: 11.4, line: 26 },
  name: { size: 14, perCharacter: 8.9, line: 22 },
  description: { size: 11.5, perCharacter: 6.4, line: 16 },
  code: { size: 11, perCharacter: 6.65, line: 17 },
  badge: { size: 11, perCharacter: 7.1, line: 16 },
} as const;

export type Font = keyof typeof fonts;

/** Scripts whose characters take the place of two. */
const wide = /[\u1100-\u115f\u2e80-\uffdc\u{1f000}-\u{3ffff}]/gu;

/** The width of a text, no less than what a browser will make of it. */
export const widthOf = (text: string, font: Font) =>
  Math.ceil((text.length + (text.match(wide)?.length ?? 0)) * fonts[font].perCharacter);

/** Prose in lines no wider than so many pixels, where its words allow. */
export function wrap(text: string, font: Font, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && widthOf(`${last} ${word}`, font) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The width of a name in letters of another size. */
export const textWidth = (text: string, size: number): number =>
  (widthOf(text, 'name') / fonts.name.size) * size;
