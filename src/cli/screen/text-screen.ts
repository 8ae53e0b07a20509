import { plainText } from '../../inspect/plain-text.js';
import { countdown } from '../clock.js';
import type { Output } from '../context.js';
import { codeCard } from './code-card.js';
import { LiveLine } from './live-line.js';
import type { Entry, Screen, Waiting } from './screen.js';
import type { Style } from './style.js';
import { cut, emphasise, widthOf, wrap } from './text.js';

/** A label as `authenticate`, or a phase within one, with its mark before it and a gap after. */
const MARGIN = 19;
/** How much further right a phase within a phase stands. */
const STEP = 2;
/** Columns below which the text goes under its label. */
const NARROW = 76;
/** Columns beyond which lines are hard to read. */
const WIDEST = 96;

/**
 * People get words. A terminal also gets a last line that lives; a pipe gets every line once.
 */
export function textScreen(output: Output, style: Style, margin = MARGIN): Screen {
  const live = new LiveLine(output);
  let endsBlank = false;
  function lines(text: readonly string[]): void {
    const trimmed = text.map((line) => line.trimEnd());
    live.above(trimmed.map((line) => `${line}\n`).join(''));
    endsBlank = trimmed.at(-1) === '';
  }
  const columns = () => Math.min(output.columns, WIDEST);
  const isNarrow = () => output.columns < NARROW;
  const paragraph = (text: string, indent: number) =>
    wrap(plainText(text), columns() - indent - 1).map((line) => emphasise(line, style.strong));

  function entry({ label, inner = '', kind, text, rows = [], next }: Entry): void {
    const mark = { phase: '', person: '', done: '✓', failed: '✗' }[kind];
    const paint = { phase: style.phase, person: style.person, done: style.good, failed: style.bad };
    const name = plainText(label);
    const within = plainText(inner);
    const head = `${paint[kind](mark) || ' '} ${paint[kind](name)}`;
    const indent = isNarrow() ? 4 : margin;
    const then = (next === undefined ? [] : paragraph(next, indent + 2)).map(
      (line, index) => style.soft(index === 0 ? '→ ' : '  ') + line,
    );
    const body = [...paragraph(text, indent), ...list(rows, indent), ...then];
    // An end is followed by something else.
    if (kind === 'done') body.push('');
    if (isNarrow()) {
      const below = body.map((line) => ' '.repeat(indent) + line);
      lines([within === '' ? head : `${head} ${paint[kind](within)}`, ...below]);
      return;
    }
    const beside = [
      { styled: head, width: 2 + widthOf(name) },
      ...(within === ''
        ? []
        : [
            {
              styled: ' '.repeat(2 + STEP) + paint[kind](within),
              width: 2 + STEP + widthOf(within),
            },
          ]),
    ];
    const height = Math.max(beside.length, body.length);
    lines(
      Array.from({ length: height }, (_, index) => {
        const { styled = '', width = 0 } = beside[index] ?? {};
        const gap = ' '.repeat(Math.max(2, margin - width));
        return styled + gap + (body[index] ?? '');
      }),
    );
  }

  function list(rows: NonNullable<Entry['rows']>, indent: number): string[] {
    const width = Math.max(0, ...rows.map(([name]) => widthOf(name)));
    return rows.flatMap(([name, value]) =>
      paragraph(value, indent + width + 2).map((line, index) =>
        index === 0
          ? `${style.strong(plainText(name).padEnd(width))}  ${line}`
          : ' '.repeat(width + 2) + line,
      ),
    );
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
      lines([...(endsBlank ? [] : ['']), style.strong(text) + beside, '']);
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
