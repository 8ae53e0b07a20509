import { inspect } from 'node:util';
import type { LineStyle } from '../../inspect/lines/paint.js';
import { plainText } from '../../inspect/plain-text.js';
import type { CliContext } from '../context.js';
import { type Flight, linesOf } from './flight.js';

const QUESTION = 'Enter: on, b: back, a number: there, q: end > ';

/** Data as a person reads it, with nothing in it that could do something to the terminal. */
const readable = (value: unknown): string =>
  inspect(value, { depth: 8, breakLength: 88, maxStringLength: 200 })
    .split('\n')
    .map((line) => `    ${plainText(line)}`)
    .join('\n');

/** One step with its event, and what the app renders then. */
export function stepText(
  flight: Flight,
  position: number,
  lines: ReturnType<typeof linesOf>,
): string {
  const { flow } = flight;
  const { step } = flow.goTo(position);
  if (!step) return `  0/${flow.length}  before the first step\n`;
  const view = flow.view();
  return [
    `  ${position}/${flow.length}`,
    lines[position] ?? '',
    '  event',
    readable(step.event),
    ...(view ? ['  view', readable(view)] : []),
    '',
  ].join('\n');
}

/** Goes through a record, as somebody at a terminal says. */
export async function stepThrough(
  flight: Flight,
  from: number,
  style: LineStyle,
  { stdout, signal, ask }: CliContext,
): Promise<void> {
  const lines = linesOf(flight, style, true);
  const { flow } = flight;
  let position = from;
  for (;;) {
    stdout.write(stepText(flight, position, lines));
    const typed = (await ask?.(QUESTION, signal))?.trim().toLowerCase();
    if (typed === undefined || typed === 'q') return;
    if (typed === 'b') position = Math.max(position - 1, 0);
    else if (/^\d{1,9}$/.test(typed)) position = Math.min(Number(typed), flow.length);
    else if (typed === '') {
      if (position === flow.length) return;
      position += 1;
    }
  }
}
