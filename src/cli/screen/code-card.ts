import { plainText } from '../../inspect/plain-text.js';
import { timeOfDay } from '../clock.js';
import type { Output } from '../context.js';
import { qrCode } from './qr.js';
import type { CodeCard } from './screen.js';
import type { Style } from './style.js';
import { widthOf } from './text.js';

const INDENT = '    ';
const GAP = '    ';
/** Lines that should be seen beside the QR code: what came before it, and the countdown. */
const ROOM = 6;

/** The code and the way to its page, in a terminal with a QR code where there is room for one. */
export function codeCard(card: CodeCard, output: Output, style: Style): string[] {
  const words = instructions(card, style);
  const qr = output.isTerminal && card.scan !== undefined ? qrCode(card.scan, style) : undefined;
  const fits =
    qr && qr.width + INDENT.length <= output.columns && qr.lines.length + ROOM <= output.rows;
  if (!fits) return words.map(({ styled }) => INDENT + styled);
  const widest = Math.max(...words.map(({ text }) => widthOf(text)));
  const beside = INDENT.length + qr.width + GAP.length + widest <= output.columns;
  if (!beside) {
    return [...qr.lines, '', ...words.map(({ styled }) => styled)].map((line) => INDENT + line);
  }
  const top = Math.floor((qr.lines.length - words.length) / 2);
  return qr.lines.map((line, index) =>
    (INDENT + line + GAP + (words[index - top]?.styled ?? '')).trimEnd(),
  );
}

function instructions(
  { code, page, expiresAt }: CodeCard,
  style: Style,
): Array<{ text: string; styled: string }> {
  const row = (name: string, value: string, paint = (text: string) => text) => ({
    text: `${name}  ${plainText(value)}`,
    styled: `${style.soft(name)}  ${paint(plainText(value))}`,
  });
  return [
    ...(page === undefined ? [] : [row('Open ', page, style.phase)]),
    row('Code ', code, style.strong),
    row('Until', timeOfDay(expiresAt)),
  ];
}
