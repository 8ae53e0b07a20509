import fc from 'fast-check';
import { expect } from 'vitest';
import { takeMediaToken, type VerifyMediaToken } from '../../../../src/index.js';
import { compact } from '../../../../src/protocol/compact.js';
import type { Journey } from '../journey.js';
import { journalOf, type Sent } from '../traffic.js';

/** How the backend of a programmer is today; `''` where there is none. */
export const backends = fc.constantFrom('', '', 'fine', 'says no', 'fails at times', 'slow');

/** A backend that verifies media tokens, and keeps those that it was given. */
export function backendOf(mood: string) {
  const used: string[] = [];
  let now = mood;
  const verify =
    ({ simulator }: Pick<Journey, 'simulator'>): VerifyMediaToken =>
    async (token, { resource }) => {
      used.push(token);
      if (now === 'slow') await new Promise((resolve) => setTimeout(resolve, 3000));
      if (now === 'fails at times' && used.length % 2 === 1) throw new Error(token);
      return now !== 'says no' && simulator.verifyMediaToken(token, resource) === 'VALID_TOKEN';
    };
  return {
    used,
    calm: () => (now = mood === 'says no' ? mood : 'fine'),
    options: (journey: Pick<Journey, 'simulator'>) =>
      compact({ verifyMediaToken: mood === '' ? undefined : verify(journey) }),
  };
}

interface Permit {
  readonly phase: string;
  readonly mvpd: string;
  readonly resource: string;
  readonly verified?: boolean;
  readonly ticket?: string;
}

/** A play request as it was seen: the flow itself, or one of those in its context. */
interface Seen {
  readonly id: string;
  readonly permit: Permit | undefined;
}

function playsIn(view: unknown, context: object): readonly Seen[] {
  const permitIn = (shown: unknown) =>
    (shown as Permit | null)?.phase === 'permitted' ? (shown as Permit) : undefined;
  const { plays } = context as { plays?: ReadonlyArray<{ id: string; output: unknown }> };
  if (!plays) return [{ id: '', permit: permitIn(view) }];
  return plays.map(({ id, output }) => ({ id, permit: permitIn(output) }));
}

/** What E14 permits, if that is what an answer is. */
function permitted(body: unknown): readonly string[] {
  const { decisions } = (body ?? {}) as { decisions?: unknown };
  if (!Array.isArray(decisions)) return [];
  return (decisions as Array<Record<string, unknown> | null>).flatMap((decision) =>
    decision?.['authorized'] === true ? [String(decision['resource']).trim()] : [],
  );
}

/** Each permit to play has an answer of its own, to a request that was made after the play request. */
export async function expectFreshPermits(
  { log, simulator, client, secrets }: Pick<Journey, 'log' | 'simulator' | 'client' | 'secrets'>,
  used: readonly string[],
): Promise<void> {
  const inJournal = journalOf(simulator);
  /** The lives of an app, whose requests are counted from the start each time. */
  let life = 0;
  const begun = new Map<string, number>();
  const done = new Set<string>();
  const spent = new Set<Sent>();
  const answers: Array<{ request: Sent; from: number; path: string; permits: readonly string[] }> =
    [];
  const order = new Map<Sent, number>();
  for (const [index, entry] of log.entries()) {
    if (entry.kind === 'start' || (entry.kind === 'restart' && entry.how === 'launch')) life += 1;
    if (entry.kind === 'request') order.set(entry, index);
    if (entry.kind === 'answer') {
      const seen = inJournal(entry.request);
      if (seen?.endpoint === 'E14')
        answers.push({
          request: entry.request,
          from: order.get(entry.request)!,
          path: seen.path,
          permits: permitted(entry.body),
        });
    }
    if (entry.kind !== 'shown') continue;
    for (const { id, permit } of playsIn(entry.view, entry.context)) {
      const play = `${life} ${id}`;
      const since = begun.get(play) ?? index;
      begun.set(play, since);
      if (!permit || done.has(play)) continue;
      done.add(play);
      const answer = answers.find(
        ({ request, from, path, permits }) =>
          !spent.has(request) &&
          from > since - 1 &&
          path.endsWith(`/${permit.mvpd}`) &&
          permits.includes(permit.resource),
      );
      expect(answer, `a permit for ${permit.resource} of its own`).toBeDefined();
      spent.add(answer!.request);
      if (permit.ticket === undefined) continue;
      const token = (await takeMediaToken(client, permit.ticket))?.serializedToken;
      // What was permitted in another process, or long ago, has no token here.
      if (token !== undefined) {
        expect(secrets.has(token), 'a token of the server').toBe(true);
        expect(used).not.toContain(token);
        expect(await takeMediaToken(client, permit.ticket)).toBeUndefined();
      }
    }
  }
  expect(new Set(used).size, 'each media token is used once').toBe(used.length);
}
