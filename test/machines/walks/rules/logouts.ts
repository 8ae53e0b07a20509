import { expect } from 'vitest';
import type { Journey } from '../journey.js';
import { journalOf } from '../traffic.js';

/**
 * Nobody is signed out but at their word, and each word is one request: beside what the server did not
 * look at, and what a restart or a retry repeats.
 *
 * @param starts Whether the flow itself is the viewer's word.
 */
export function expectLogoutsAtTheWord(
  { log, simulator }: Pick<Journey, 'log' | 'simulator'>,
  starts: boolean,
): void {
  const inJournal = journalOf(simulator);
  let words = 0;
  let repeats = 0;
  let requests = 0;
  for (const entry of log) {
    if (entry.kind === 'start' && starts) words += 1;
    else if (entry.kind === 'event' && entry.type === 'logout') words += 1;
    else if (entry.kind === 'restart' || (entry.kind === 'event' && entry.type === 'retry'))
      repeats += 1;
    else if (entry.kind === 'request') {
      const seen = inJournal(entry);
      if (seen?.endpoint !== 'E15' || seen.status === 401 || seen.status === 429) continue;
      requests += 1;
      expect(words, 'a logout comes after the word of the viewer').toBeGreaterThan(0);
      expect(requests, 'one request for each word').toBeLessThanOrEqual(words + repeats);
    }
  }
}
