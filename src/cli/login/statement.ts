import { readFile } from 'node:fs/promises';
import type { FlagValues } from '../command.js';
import type { CliContext } from '../context.js';
import { CommandError, UsageError } from '../errors.js';
import { textOf } from '../flags.js';
import { whySystem } from '../system-error.js';

/**
 * The software statement, from where the flags or the environment say. Never from the command line
 * itself, which other users of the machine can read.
 *
 * @throws UsageError, CommandError; no message repeats any of it
 */
export async function softwareStatement(
  flags: FlagValues,
  { env, readInput }: CliContext,
): Promise<string> {
  const path = textOf(flags, 'software-statement');
  const text = path === undefined ? env['TVE_SOFTWARE_STATEMENT'] : await read(path, readInput);
  if (text === undefined) {
    throw new UsageError(
      '--software-statement FILE, - for stdin, or TVE_SOFTWARE_STATEMENT is missing',
    );
  }
  const statement = text.trim();
  if (statement === '') throw new CommandError('the software statement is empty');
  if (/\s/.test(statement)) {
    throw new CommandError('the software statement has white space in it: is it the right file?');
  }
  return statement;
}

async function read(path: string, readInput: () => Promise<string>): Promise<string> {
  if (path === '-') return readInput();
  // A statement is a JWT; somebody gave it where its file belongs.
  if (/^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(path)) {
    throw new UsageError(
      '--software-statement takes the name of a file, since others can read a command line',
    );
  }
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(`cannot read the software statement in ${path}: ${whySystem(error)}`);
  }
}
