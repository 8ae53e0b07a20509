import { expect } from 'vitest';
import type { Journey } from '../journey.js';
import { journalOf } from '../traffic.js';

/** Requests that one cause may have: registration, token, request, each with its repetitions. */
const MOST = 15;

const WINDOW = 3000;

/** No burst without a cause, and no request that nobody and no timer asked for. */
export function expectNoLoop({ log, simulator }: Pick<Journey, 'log' | 'simulator'>): void {
  const inJournal = journalOf(simulator);
  let causes = 0;
  let requests = 0;
  let recent: number[] = [];
  for (const entry of log) {
    if (entry.kind === 'event' || entry.kind === 'start' || entry.kind === 'restart') {
      causes += 1;
      recent = [];
    } else if (entry.kind === 'request') {
      // A poll is caused by the time that has passed, which its own rules bound.
      if (inJournal(entry)?.endpoint === 'E10') causes += 1;
      requests += 1;
      recent = [...recent.filter((at) => at > entry.at - WINDOW), entry.at];
      expect(recent.length, 'requests in a row without an event').toBeLessThanOrEqual(MOST);
      expect(requests, 'requests for what has happened').toBeLessThanOrEqual(MOST * causes);
    }
  }
}

/** Requests that one question may take, with its repetitions. */
const TRIES = 3;

/**
 * Lets minutes go by without an event: nothing is sent but polls, one question a minute at most where a
 * code or an access has ended, and what those need.
 */
export async function expectQuiet(journey: Pick<Journey, 'pass' | 'simulator'>): Promise<void> {
  // What is under way may end, with all its repetitions.
  await journey.pass(60_000);
  const from = journey.simulator.requests.length;
  const minutes = 2;
  await journey.pass(minutes * 60_000);
  const since = journey.simulator.requests.slice(from);
  const polls = since.filter(({ endpoint }) => endpoint === 'E10').length;
  expect(polls).toBeLessThanOrEqual((minutes * 60_000) / WINDOW + 1);
  const questions = since.filter(({ endpoint }) => /^E[89]$/.test(endpoint)).length;
  expect(questions).toBeLessThanOrEqual((minutes + 1) * TRIES);
  // A new token, or new credentials and their token; also for a question that they kept from going out.
  expect(since.length - polls - questions).toBeLessThanOrEqual((polls + questions + 1) * 3);
}
