import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';
import { isV2 } from '../journal.js';

const bodyOf = (entry: { readonly body?: unknown } | undefined) =>
  (entry?.body ?? {}) as Record<string, unknown>;

/** The life of an access token. */
export const tokenCases: readonly ConformanceCase[] = [
  {
    id: 'token-shared',
    title: 'uses one access token for all calls of its life',
    rules: ['R8', 'R18', 'R19'],
    level: 'MUST NOT',
    async run({ start, pass, sent, expectSent }) {
      const app = await start();
      await app.logIn();
      for (const resource of ['news', 'sports', 'films']) {
        await pass(2000);
        await app.play(resource);
      }
      expectSent('E2', 1, 'a token is good for every call until it expires');
      const values = new Set(
        sent()
          .filter(isV2)
          .map(({ headers }) => headers['authorization']),
      );
      check(
        values.size === 1,
        `All calls should bring the same Authorization. Seen: ${values.size} different ones.`,
      );
    },
  },
  {
    id: 'token-renewed-with-credentials',
    title: 'gets a new access token with the credentials that it has',
    rules: ['R14', 'R16', 'R20'],
    level: 'MUST NOT',
    simulator: { tokenLife: 600 },
    async run({ start, mark, pass, sent, expectSent }) {
      const app = await start();
      await app.logIn();
      const [first] = sent('E2');
      mark();
      await pass(601_000);
      await app.watches('news');
      expectSent('E1', 0, 'client credentials do not expire with a token');
      const [renewal] = expectSent('E2', [1, 2], 'the token has expired');
      check(
        bodyOf(renewal)['client_id'] === bodyOf(first)['client_id'],
        'E2 should bring the client_id of the registration, and brings another one.',
      );
    },
  },
  {
    id: 'token-renewed-in-time',
    title: 'never uses an access token that has expired',
    rules: ['R21', 'R22', 'R26'],
    level: 'MUST',
    simulator: { tokenLife: 600 },
    async run({ start, pass, sent, listed }) {
      const app = await start();
      await app.logIn();
      for (const _ of [1, 2]) {
        await pass(599_000);
        await app.play('news');
        await pass(3000);
        await app.play('sports');
      }
      const late = sent().filter(({ status }) => status === 401);
      check(
        late.length === 0,
        `The life of a token is known, so no call should meet 401. Seen: ${listed(late)}.`,
      );
    },
  },
  {
    id: 'token-refreshed-after-401',
    title: 'gets a new access token after a 401, and repeats the call',
    rules: ['R16', 'R23', 'R186'],
    level: 'SHOULD',
    async run({ start, mark, simulator, sent, listed, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.expireTokens();
      mark();
      await app.watches('news');
      const order = sent('E1', 'E2', 'E14').map(({ endpoint }) => endpoint);
      check(
        order.join() === 'E14,E2,E14',
        `Expected E14 (401), E2 and E14 again. Seen: ${listed(sent())}.`,
      );
      expectSent('E1', 0, 'a 401 wants a new token, and no new credentials');
    },
  },
  {
    id: 'token-401-bounded',
    title: 'gives up where a new access token is refused too',
    rules: ['R23', 'R172', 'R173'],
    level: 'MUST',
    async run({ start, mark, pass, simulator, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.faults.add({ endpoint: 'E14', status: 401, times: Infinity });
      mark();
      const { result } = await app.play('news');
      check(result !== 'permitted', 'play() cannot be permitted where every E14 got a 401.');
      await pass(120_000);
      expectSent('E14', [1, 4], 'a call that is refused again and again is not repeated for ever');
      expectSent('E2', [1, 4], 'each new token was refused');
      expectSent('E1', [0, 1], 'new credentials are tried once, if at all');
    },
  },
  {
    id: 'token-single-flight',
    title: 'gets one access token where several calls need it at once',
    rules: ['R18', 'R19', 'R27'],
    level: 'MUST',
    needs: ['preauthorize'],
    simulator: { tokenLife: 600 },
    async run({ start, mark, pass, expectSent }) {
      const app = await start();
      await app.logIn();
      await pass(601_000);
      mark();
      await Promise.all([app.play('news'), app.preauthorize(['sports']), app.play('films')]);
      expectSent('E2', 1, 'calls at the same time share one token');
    },
  },
];
