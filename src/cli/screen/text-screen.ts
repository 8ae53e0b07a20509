import { countdown } from '../clock.js';
import type { Output } from '../context.js';
import { codeCard } from './code-card.js';
import { LiveLine } from './live-line.js';
import type { Entry, Screen, Waiting } from './screen.js';
import type { Style } from './style.js';
import { cut, emphasise, plainText, widthOf, wrap } from './text.js';

/** The longest label, `partner_profile`, with its mark before it and a gap after. */
const MARGIN = 19;
/** Columns below which the text goes under its label. */
const NARROW = 76;
/** Columns beyond which lines are hard to read. */
const WIDEST = 96;

/**
 * People get words. A terminal also gets a last line that lives; a pipe gets every line once.
 */
export function textScreen(output: Output, style: Style): Screen {
  const live = new LiveLine(output);
  const lines = (text: readonly string[]) =>
    live.above(text.map((line) => `${line.trimEnd()}\n`).join(''));
  const columns = () => Math.min(output.columns, WIDEST);
  const isNarrow = () => output.columns < NARROW;
  const paragraph = (text: string, indent: number) =>
    wrap(plainText(text), columns() - indent - 1).map((line) => emphasise(line, style.strong));

  function entry({ label, kind, text, next }: Entry): void {
    const mark = { phase: '', person: '', done: '✓', failed: '✗' }[kind];
    const paint = { phase: style.phase, person: style.person, done: style.good, failed: style.bad };
    const head = `${paint[kind](mark) || ' '} ${paint[kind](plainText(label))}`;
    const indent = isNarrow() ? 4 : MARGIN;
    const body = paragraph(text, indent);
    const then = (next === undefined ? [] : paragraph(next, indent + 2)).map(
      (line, index) => style.soft(index === 0 ? '→ ' : '  ') + line,
    );
    const below = [...body, ...then].map((line) => ' '.repeat(indent) + line);
    // An end is followed by something else.
    if (kind === 'done') below.push('');
    if (isNarrow()) {
      lines([head, ...below]);
      return;
    }
    const [first = '', ...rest] = below;
    lines([head + ' '.repeat(MARGIN - 2 - label.length) + first.trimStart(), ...rest]);
  }

  function wait({ text, until }: Waiting): () => void {
    const said = emphasise(plainText(text), (inner) => inner);
    if (!output.isTerminal) {
      lines([`  ${said}.`]);
      return () => {};
    }
    const render = (spinner: string) => {
      const left = until === undefined ? '' : `${countdown(until, Date.now())}  `;
      return style.soft(cut(`${spinner} ${left}${said}`, output.columns - 1));
    };
    live.start(render);
    return () => live.stop();
  }

  return {
    title: (name, about) => lines(['', style.strong(name), ...paragraph(about, 0), '']),
    heading(text, aside = '') {
      live.stop();
      const room = columns() - widthOf(text) - widthOf(aside) - 1;
      const beside = room < 2 || !aside ? '' : ' '.repeat(room) + style.soft(aside);
      lines([style.strong(text) + beside, '']);
    },
    entry,
    code: (card) => lines(['', ...codeCard(card, output, style), '']),
    fields(rows) {
      const width = Math.max(...rows.map(([name]) => name.length));
      lines(
        rows.map(([name, value]) => `  ${style.soft(name.padEnd(width))}  ${plainText(value)}`),
      );
    },
    verbatim: (text) => lines(text.map(plainText)),
    wait,
    transition: () => {},
    close: () => live.stop(),
  };
}
