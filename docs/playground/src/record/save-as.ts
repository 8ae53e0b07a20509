import type { FlightRecord } from '../../../../src/inspect/index.js';
import { page } from '../session/state.js';

/** Saves a flight record as a file. */
export function saveAs(name: string, record: FlightRecord): void {
  const blob = new Blob([JSON.stringify(record)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
  page.set({ notice: `The flight record is saved as ${name}.` });
}
