import { painter } from '../../inspect/lines/paint.js';
import type { CliContext } from '../context.js';
import type { FlagValues } from '../command.js';

type Paint = (text: string) => string;

/** How things look. Without colour, every member leaves the text as it is. */
export interface Style {
  readonly enabled: boolean;
  readonly strong: Paint;
  readonly soft: Paint;
  readonly phase: Paint;
  readonly person: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  /** Black on white, whatever the colours of the terminal are. */
  readonly paper: Paint;
}

export function createStyle(enabled: boolean): Style {
  const paint = painter(enabled);
  return {
    enabled,
    strong: paint('1', '22'),
    soft: paint('2', '22'),
    phase: paint('36', '39'),
    person: paint('35', '39'),
    good: paint('32', '39'),
    bad: paint('31', '39'),
    paper: paint('30;107', '39;49'),
  };
}

/** Whether there may be colour: in a terminal, and where nobody has said no. */
export function wantsColor(flags: FlagValues, { stdout, env }: CliContext): boolean {
  return stdout.isTerminal && !flags['no-color'] && !env['NO_COLOR'];
}
