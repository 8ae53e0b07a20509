import { type FlightRecord, testOf } from '../../../../src/inspect/index.js';
import { session } from '../session/session.js';
import { copyText } from '../share/copy.js';

/** Puts a test into the clipboard that goes the way of a record. */
export const copyTest = (record: FlightRecord): Promise<void> =>
  copyText(testOf(record), 'The run is in the clipboard, as a Vitest test.');

/** The same of the scenario, as far as it has come. */
export function copyScenarioAsTest(): void {
  const record = session()?.record();
  if (record) void copyTest(record);
}
