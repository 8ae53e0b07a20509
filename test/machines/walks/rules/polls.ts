import { expect } from 'vitest';
import type { JournalEntry } from '../../../../src/simulator/index.js';
import type { Entry, Journey } from '../journey.js';
import { journalOf, type Sent } from '../traffic.js';

const LEAST_INTERVAL = 3000;

interface Code {
  readonly code: string;
  /** Epoch milliseconds, by the clock of the client; unknown where the server was not believed. */
  readonly until: number;
}

/** The code that an answer gives the client to go on with. */
function codeIn(
  { body, status, clientAt }: Extract<Entry, { kind: 'answer' }>,
  { endpoint, path }: JournalEntry,
): Code | undefined {
  const { code, notAfter, actionName, url, ...rest } = (body ?? {}) as Record<string, unknown>;
  const until = Number(notAfter) > clientAt ? Number(notAfter) : Infinity;
  // With a URL that must not be opened, the whole answer is refused.
  if (status >= 300 || String(url).startsWith('javascript:')) return undefined;
  // A session names its code; what is told of a session does not.
  if (endpoint === 'E6' && rest['existingParameters'])
    return { code: path.split('/').at(-1) ?? '', until };
  return typeof actionName === 'string' && typeof code === 'string' ? { code, until } : undefined;
}

export interface PollRules {
  /** On a primary screen, nothing is asked before the user agent is back. */
  readonly screen: 'primary' | 'secondary';
  /** Whether the distance is kept from code to code too: where it is one flow. */
  readonly isOneFlow: boolean;
}

/** Checks the rules of polling, and gives the requests that were polls. */
export function expectPolitePolls(
  { log, simulator }: Pick<Journey, 'log' | 'simulator'>,
  { screen, isOneFlow }: PollRules,
): readonly Sent[] {
  const inJournal = journalOf(simulator);
  const polls: Sent[] = [];
  const last = new Map<string, Sent>();
  let current: Code | undefined;
  let userAgentIsBack = false;
  for (const entry of log) {
    if (entry.kind === 'event') {
      if (
        /^userAgent\.(returned|closed)$/.test(entry.type) &&
        /^(authenticate|resume|opening|unfinished)$/.test(entry.phase)
      )
        userAgentIsBack = true;
    } else if (entry.kind === 'answer') {
      const answered = inJournal(entry.request);
      if (answered && /^E(4|5|6|11)$/.test(answered.endpoint))
        current = codeIn(entry, answered) ?? current;
    } else if (entry.kind === 'request') {
      const seen = inJournal(entry);
      if (/^E(4|6|11)$/.test(seen?.endpoint ?? '')) userAgentIsBack = false;
      if (seen?.endpoint !== 'E10') continue;
      polls.push(entry);
      const code = decodeURIComponent(seen.path.split('/').at(-1) ?? '');
      expect(code, 'of a poll is the newest one').toBe(current?.code);
      expect(entry.begun?.clientAt, 'a poll begins before the code expires').toBeLessThan(
        current?.until ?? 0,
      );
      if (screen === 'primary')
        expect(userAgentIsBack, 'a poll comes after the user agent').toBe(true);
      const flow = isOneFlow ? '' : code;
      const before = last.get(flow);
      last.set(flow, entry);
      // The replay after a 401 is the same check, with a new token.
      if (!before || inJournal(before)?.status === 401) continue;
      // By either clock: one that was set forward in between takes away what is left of a wait.
      const distance = Math.max(entry.at - before.at, entry.clientAt - before.clientAt);
      expect(distance, 'polls keep their distance').toBeGreaterThanOrEqual(
        // One that waited before it went out, and was cut off, counts from when it was begun.
        before.ended === 'answered'
          ? LEAST_INTERVAL
          : LEAST_INTERVAL - (before.at - (before.begun?.at ?? before.at)),
      );
    }
  }
  return polls;
}
