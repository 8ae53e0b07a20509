import { writeFile } from 'node:fs/promises';
import type { FlightRecord } from '../../inspect/index.js';
import { CommandError } from '../errors.js';
import { whySystem } from '../system-error.js';

/** Saves a record for its owner alone: it says what a viewer did. @throws CommandError */
export async function writeRecord(path: string, record: FlightRecord): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(record, undefined, 1)}\n`, { mode: 0o600 });
  } catch (error) {
    throw new CommandError(`cannot write ${path}: ${whySystem(error)}`);
  }
}
