import { readFile } from 'node:fs/promises';
import { isPassError } from '../../client/index.js';
import { type FlightRecord, readFlightRecord } from '../../inspect/index.js';
import type { CliContext } from '../context.js';
import { CommandError } from '../errors.js';
import { whySystem } from '../system-error.js';

async function textIn(path: string, { readInput }: CliContext): Promise<string> {
  if (path === '-') return readInput();
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(`cannot read ${path}: ${whySystem(error)}`);
  }
}

/** The flight record in a file, or in what comes in for `-`. @throws CommandError */
export async function readRecord(path: string, context: CliContext): Promise<FlightRecord> {
  const text = await textIn(path, context);
  try {
    return readFlightRecord(text);
  } catch (error) {
    if (!isPassError(error)) throw error;
    const name = path === '-' ? 'stdin' : path;
    throw new CommandError(`no flight record that can be read in ${name}: ${error.message}`);
  }
}
