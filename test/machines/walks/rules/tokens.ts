import { expect } from 'vitest';
import type { Journey } from '../journey.js';
import { journalOf, type Sent } from '../traffic.js';

const isRegistration = (body: unknown) =>
  typeof (body as { client_secret?: unknown } | undefined)?.client_secret === 'string';

/** What an answer says against a token or the credentials, if anything. */
function refusalOf(
  endpoint: string,
  status: number,
  body: unknown,
  isOperator: boolean,
): string | undefined {
  const { error, code } = (body ?? {}) as { error?: unknown; code?: unknown };
  // The management API has nothing else to say it with.
  if (isOperator && status === 403) return '403';
  if (endpoint === 'E2') return error === 'invalid_client' ? error : undefined;
  return status === 401 ? (typeof code === 'string' ? code : '401') : undefined;
}

/**
 * One token request at a time, and no registration while there are credentials that work.
 *
 * @param isOperator Whether the management API is used.
 */
export function expectFrugalTokens(
  { log, simulator }: Pick<Journey, 'log' | 'simulator'>,
  isOperator: boolean,
): void {
  const inJournal = journalOf(simulator);
  const inFlight = new Map<number, Sent>();
  let isRegistered = false;
  let refusals: string[] = [];
  for (const entry of log) {
    if (entry.kind === 'request') {
      const endpoint = inJournal(entry)?.endpoint;
      if (endpoint !== 'E1' && endpoint !== 'E2') continue;
      expect(inFlight.get(entry.process), 'one token request at a time').toBeUndefined();
      inFlight.set(entry.process, entry);
      if (endpoint === 'E2' || !isRegistered) continue;
      const areDead =
        refusals.includes('invalid_client') ||
        refusals.includes('403') ||
        // The first refusal may have been of an old token.
        (refusals.length > 1 && refusals.at(-1)!.startsWith('invalid_access_token_'));
      expect(areDead, `registered again after: ${refusals.join(', ') || 'nothing'}`).toBe(true);
    } else if (entry.kind === 'answer' || entry.kind === 'lost') {
      const { request } = entry;
      if (inFlight.get(request.process) === request) inFlight.delete(request.process);
      if (entry.kind === 'lost') continue;
      const endpoint = inJournal(request)?.endpoint ?? '';
      const refusal = refusalOf(endpoint, entry.status, entry.body, isOperator);
      if (refusal !== undefined) refusals.push(refusal);
      if (endpoint === 'E1' && isRegistration(entry.body)) {
        isRegistered = true;
        refusals = refusals.filter((one) => one === '403');
      }
    }
  }
}
