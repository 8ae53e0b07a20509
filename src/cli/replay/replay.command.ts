import { replay as replayOf, testOf } from '../../inspect/index.js';
import { plainText } from '../../inspect/plain-text.js';
import type { Command, FlagValues } from '../command.js';
import { CommandError, UsageError } from '../errors.js';
import { integerOf, textOf } from '../flags.js';
import { createStyle, wantsColor } from '../screen/style.js';
import { divergenceText, type Flight, jsonLines, linesOf, listing, type Range } from './flight.js';
import { readRecord } from './read-record.js';
import { stepText, stepThrough } from './step-through.js';

/** What is done with a record; more than one of these makes no sense. */
const ways = ['json', 'test', 'step', 'interactive'] as const;

function wayOf(flags: FlagValues): (typeof ways)[number] | undefined {
  const [way, other] = ways.filter((name) => flags[name] !== undefined);
  if (other) throw new UsageError(`--${way} and --${other} exclude each other`);
  return way;
}

function rangeOf(flags: FlagValues, length: number): Range {
  const most = Number.MAX_SAFE_INTEGER;
  const from = integerOf(flags, 'from', { least: 1, most }) ?? 1;
  const until = integerOf(flags, 'until', { least: 1, most }) ?? length;
  if (from > until && length > 0) throw new UsageError('--from is after --until');
  return { from, until };
}

/** @throws CommandError where the machines go another way than they did */
function expectSameWay({ flow }: Flight): void {
  const [first, ...others] = flow.divergences;
  if (!first) return;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  throw new CommandError(`the record goes another way now: ${divergenceText(first)}${more}`);
}

export const replay: Command = {
  name: 'replay',
  about: 'Goes through a flight record again, step by step, without a server.',
  details: [
    'A record is what `recorderSink` of tve-auth-flow/inspect has kept of flows. Where the machines',
    'of this version go another way than they did then, the exit code is 1.',
  ],
  argument: { name: 'FILE', about: 'The record, as JSON; - for stdin.' },
  flags: {
    from: { value: 'N', about: 'The first step that is shown.' },
    until: { value: 'N', about: 'The last one.' },
    step: { value: 'N', about: 'Shows one step with its event, and what an app renders then.' },
    interactive: { about: 'Goes forwards and back through the steps, in a terminal.' },
    test: { about: 'Prints the source of a Vitest test of it.' },
    json: { about: 'One line of JSON for each step and each response.' },
  },
  examples: [
    'tve-auth-flow replay flight.json',
    'tve-auth-flow replay flight.json --interactive',
    'tve-auth-flow replay flight.json --test > flight.test.ts',
  ],
  async run(flags, context) {
    const { stdout } = context;
    const path = textOf(flags, 'FILE');
    if (path === undefined) throw new UsageError('FILE is missing');
    const way = wayOf(flags);
    if (way === 'interactive' && (!context.ask || path === '-'))
      throw new UsageError('--interactive needs a terminal, and a record in a file');
    const record = await readRecord(path, context);
    if (way === 'test') return stdout.write(testOf(record));
    const flight: Flight = { record, flow: replayOf(record) };
    const { length } = record.steps;
    const style = createStyle(wantsColor(flags, context));
    const range = rangeOf(flags, length);
    const lines = (text: readonly string[]) => text.forEach((line) => stdout.write(`${line}\n`));
    if (way === 'interactive') await stepThrough(flight, range.from, style, context);
    else if (way === 'step') {
      const position = integerOf(flags, 'step', { least: 0, most: length }) ?? 0;
      stdout.write(stepText(flight, position, linesOf(flight, style, true)));
    } else if (way === 'json') lines(jsonLines(flight, range));
    else {
      const { dropped } = record;
      const before = `${dropped} ${dropped === 1 ? 'step before is' : 'steps before are'} not in it.`;
      if (dropped > 0) lines([style.soft(before)]);
      lines(listing(flight, range, style));
      for (const name of flight.flow.unknown) {
        const why = `Not replayed, since its machine is not known here: ${plainText(name)}`;
        lines([style.soft(why)]);
      }
    }
    expectSameWay(flight);
  },
};
