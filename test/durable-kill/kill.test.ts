import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { live } from './support/life.js';
import type { Start } from './support/orders.js';
import { type Server, startServer } from './support/server.js';
import { Service } from './support/service.js';

let files = 0;

interface Outcome {
  readonly counts: Readonly<Record<string, number>>;
  readonly starts: number;
}

type Kill = Pick<Start, 'killAt' | 'killWhen'> & {
  readonly request?: number;
  readonly requestWhen?: 'before' | 'after';
};

/** One life, whose process is killed once. */
async function lifeWith({ request, requestWhen, ...kill }: Kill): Promise<Outcome> {
  const server: Server = await startServer();
  files += 1;
  const start = { file: join(inject('folder'), `${files}.db`), origin: server.origin, ...kill };
  const service = new Service(start);
  server.onRequest = (number, when) => {
    if (number !== request || when !== requestWhen) return;
    service.kill();
    throw new Error('Nobody is there for the answer');
  };
  try {
    const { logins, logouts, isAnswerLost, tokens } = await live(server, service, 'tv');
    // No viewer starts over.
    expect({ logins, logouts }).toEqual({ logins: 1, logouts: isAnswerLost ? 0 : 1 });
    expect(new Set(tokens).size).toBe(2);
    expect(service.troubles).toEqual([]);
    return { counts: server.counts(), starts: service.starts };
  } finally {
    await service.close();
    await server.close();
  }
}

/** Asked again and again until the viewer has logged in: how often depends on how fast everything is. */
const POLLS = new Set(['E10']);

/** What was asked for more often than in a life without a kill. */
function doubled({ counts }: Outcome, whole: Outcome): Record<string, number> {
  const more: Record<string, number> = {};
  for (const [endpoint, count] of Object.entries(counts)) {
    const extra = count - (whole.counts[endpoint] ?? 0);
    if (extra > 0 && !POLLS.has(endpoint)) more[endpoint] = extra;
  }
  return more;
}

const total = (more: Readonly<Record<string, number>>) =>
  Object.values(more).reduce((sum, count) => sum + count, 0);

let whole: Outcome;
const found: Record<string, number> = {};

/** Milliseconds for one life: a machine that is busy takes its time. */
const PATIENCE = 300_000;

beforeAll(async () => {
  whole = await lifeWith({});
}, PATIENCE);

afterAll(() => {
  // oxlint-disable-next-line no-console -- the figures of the run
  console.log('requests of a life:', whole.counts, 'doubled in all lives:', found);
});

const note = (more: Readonly<Record<string, number>>): void => {
  for (const [endpoint, count] of Object.entries(more))
    found[endpoint] = (found[endpoint] ?? 0) + count;
};

it('a life without a kill asks for everything once', () => {
  expect(whole).toMatchObject({ starts: 1, counts: { E1: 1, E2: 1, E4: 1, E13: 1, E14: 2 } });
});

describe('kill -9 at a write of a record', () => {
  it.each(['before', 'after'] as const)(
    '%s it is stored, for each write of a life: it ends as ever, with one registration',
    async (killWhen) => {
      let killAt = 1;
      for (; ; killAt += 1) {
        const outcome = await lifeWith({ killAt, killWhen });
        if (outcome.starts === 1) break;
        const more = doubled(outcome, whole);
        note(more);
        // A request whose answer was not stored goes out again; nothing is asked for a third time.
        expect(total(more), `${killWhen} write ${killAt}: ${JSON.stringify(more)}`).toBeLessThan(4);
        expect(outcome.counts, `write ${killAt}`).toMatchObject({ E1: 1, E2: 1 });
        expect(outcome.counts['E4']).toBeLessThan(3);
      }
      expect(killAt).toBeGreaterThan(15);
    },
  );
});

describe('kill -9 during a request', () => {
  it.each(['before', 'after'] as const)(
    '%s it is served, for each request of a life: it ends as ever',
    async (requestWhen) => {
      let request = 1;
      for (; ; request += 1) {
        const outcome = await lifeWith({ request, requestWhen });
        if (outcome.starts === 1) break;
        const more = doubled(outcome, whole);
        note(more);
        expect(total(more), `${requestWhen} ${request}: ${JSON.stringify(more)}`).toBeLessThan(4);
        expect(outcome.counts['E4']).toBeLessThan(3);
        // The server has registered twice only where it was killed in between.
        const isRegistering = request === 1 && requestWhen === 'after';
        expect(outcome.counts['E1']).toBe(isRegistering ? 2 : 1);
      }
      expect(request).toBeGreaterThan(8);
    },
  );
});
