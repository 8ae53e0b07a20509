import { renderUnicodeCompact } from '../../vendor/uqr.js';
import type { Style } from './style.js';

/** A QR code as lines of half blocks, all of the same width. */
export interface QrCode {
  readonly lines: readonly string[];
  readonly width: number;
}

/** @returns nothing where the text is too long for any QR code */
export function qrCode(text: string, style: Style): QrCode | undefined {
  try {
    // Blocks are the ink of the terminal: dark only where a style makes it so. Without one the terminal
    // is taken for a dark one, where blocks have to be the paper.
    const rendered = renderUnicodeCompact(text, { border: 2, invert: style.enabled });
    const lines = rendered.split('\n').filter((line) => line !== '');
    const width = Math.max(...lines.map((line) => line.length));
    return { lines: lines.map((line) => style.paper(line.padEnd(width))), width };
  } catch {
    return undefined;
  }
}
