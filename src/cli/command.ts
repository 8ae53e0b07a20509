import type { CliContext } from './context.js';

/** What a command line gave for each flag, by its name without dashes, and for the argument. */
export type FlagValues = Readonly<Record<string, string | true | undefined>>;

/** One flag of a command. */
export interface Flag {
  /** What stands for its value in the help. A flag without one is a switch. */
  readonly value?: string;
  readonly about: string;
}

/** What stands behind the name of a command, without dashes. */
export interface Argument {
  /** In capitals, so that it is no flag. */
  readonly name: string;
  readonly about: string;
}

/** One command, as plain data but for `run`. */
export interface Command {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  /** What its own help says besides, line by line. */
  readonly details?: readonly string[];
  /** Found among the values of the flags, by its name. */
  readonly argument?: Argument;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly examples: readonly string[];
  /**
   * Ends when the command has done what it should, or when the signal of the context has ended it.
   *
   * @throws UsageError, CommandError
   */
  readonly run: (flags: FlagValues, context: CliContext) => Promise<void>;
}

/** The flags of every command. */
export const commonFlags: Readonly<Record<string, Flag>> = {
  'no-color': { about: 'No colour; so does NO_COLOR in the environment.' },
  help: { about: 'Says how to use it.' },
};
