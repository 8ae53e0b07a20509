import { placeInstead, session } from '../session/session.js';
import { page } from '../session/state.js';
import { readRecord } from './read-record.js';
import { saveAs } from './save-as.js';

/** Bytes; larger than any record that a recorder makes. */
const LARGEST = 50_000_000;

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Saves what the scenario has done so far, as a file. */
export function saveRecord(): void {
  const now = session();
  if (!now) return;
  saveAs(`flight-${now.scenario.id}.json`, now.record());
}

/** Shows a flight record in place of the scenario. What is none leaves everything as it is. */
export async function openRecord(file: File): Promise<void> {
  try {
    if (file.size > LARGEST) throw new Error('It is larger than 50 MB.');
    const { frames, rows, doubts } = readRecord(await file.text());
    placeInstead(() => page.set({ file: '' }));
    const [first] = frames;
    const last = frames[frames.length - 1];
    page.set({
      mode: 'record',
      telling: 'none',
      file: file.name,
      caption: doubts,
      notice: '',
      rows,
      frames,
      past: null,
      start: first?.at ?? 0,
      now: last?.at ?? 0,
      next: Infinity,
      selected: undefined,
      follows: true,
      opened: undefined,
      faults: [],
    });
  } catch (error) {
    page.set({ notice: `${file.name} can’t be shown as a flight record. ${reasonOf(error)}` });
  }
}
