import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';

/** Answers that are none. */
export const errorCases: readonly ConformanceCase[] = [
  {
    id: 'errors-throttled',
    title: 'sends nothing for a second after a 429, and then goes on',
    rules: ['R184'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, sent, listed }) {
      const app = await start();
      await app.logIn();
      simulator.faults.add({ endpoint: 'E14', status: 429 });
      mark();
      const { result } = await app.play('news');
      // Whether the app repeats it or leaves that to the viewer, it has to work then.
      await pass(result === 'permitted' ? 0 : 3000);
      if (result !== 'permitted') await app.watches('news');
      const [refused, next] = sent();
      check(
        refused && next && next.at - refused.at >= 1000,
        `After a 429, nothing may be sent for a second. Seen: ${listed(sent())}.`,
      );
    },
  },
  {
    id: 'errors-throttled-all',
    title: 'sends nothing else either for a second after a 429',
    rules: ['R184', 'R185'],
    level: 'MUST',
    needs: ['preauthorize'],
    async run({ start, simulator, mark, pass, sent, listed }) {
      const app = await start();
      await app.logIn();
      simulator.faults.add({ endpoint: 'E13', status: 429, delay: 300 });
      mark();
      const later = async () => {
        await pass(500);
        await app.play('films');
      };
      await Promise.all([app.preauthorize(['news', 'sports']), later()]);
      const first = sent('E13').find(({ status }) => status === 429);
      check(first, 'The app should have asked for marks.');
      const refused = first.at + 300;
      const early = sent().filter(({ at }) => at >= refused && at < refused + 1000);
      check(
        early.length === 0,
        `After a 429, nothing may be sent for a second. Seen: ${listed(sent())}.`,
      );
    },
  },
  {
    id: 'errors-throttled-bounded',
    title: 'gives up where every answer is 429',
    rules: ['R173', 'R184'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.faults.add({ endpoint: 'E14', status: 429, times: Infinity });
      mark();
      await app.play('news');
      await pass(120_000);
      expectSent('E14', [1, 4], 'no request is repeated for ever');
    },
  },
  {
    id: 'errors-server',
    title: 'repeats a request two or three times at most where the server fails',
    rules: ['R172', 'R173', 'R183'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, listed, sent, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.faults.add({ endpoint: 'E14', status: 500, times: Infinity });
      mark();
      const { result } = await app.play('news');
      check(result === 'failed', `play() should be failed, and is ${result}.`);
      await pass(120_000);
      const requests = expectSent('E14', [1, 4], 'every answer is 500');
      for (const [index, { at }] of requests.entries()) {
        const before = requests[index - 1]?.at ?? -Infinity;
        check(at - before >= 500, `Repetitions should wait a while. Seen: ${listed(sent('E14'))}.`);
      }
      expectSent('E4', 0, 'a server that fails is no reason to sign in again');
    },
  },
  {
    id: 'errors-start',
    title: 'gets over a launch at which the server fails',
    rules: ['R172', 'R173'],
    level: 'MUST',
    async run({ start, simulator, pass, expectSent }) {
      simulator.faults.add({ endpoint: 'E8', status: 503, times: Infinity });
      const first = await start();
      await pass(120_000);
      await first.atRest();
      expectSent('E8', [1, 4], 'every answer is 503');
      await first.stop();
      simulator.faults.clear();
      const app = await start();
      await app.reaches('signedOut');
      await app.logIn();
    },
  },
  {
    id: 'errors-bad-request',
    title: 'repeats no request that the server says is wrong',
    rules: ['R172', 'R186'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.faults.add({ endpoint: 'E14', code: 'invalid_parameter_resources' });
      mark();
      const { result } = await app.play('news');
      check(
        result === 'failed' || result === 'denied',
        `play() should be failed, and is ${result}.`,
      );
      await pass(60_000);
      expectSent('E14', 1, 'a 400 is the same the next time');
    },
  },
  {
    id: 'errors-session-not-repeated',
    title: 'creates no second session by itself where the answer was lost',
    rules: ['R71', 'R172'],
    level: 'MUST',
    async run({ start, simulator, pass, expectSent }) {
      const app = await start();
      await app.atRest();
      simulator.faults.add({ endpoint: 'E4', cut: 'after' });
      await app.signIn();
      const state = await app.reaches('choosing', 'failed', 'signingIn', 'signedOut');
      if (state.phase === 'choosing') await app.choose('Cablevision');
      await pass(60_000);
      expectSent('E4', [1, 2], 'each new session ends the one before');
      await app.atRest();
    },
  },
  {
    id: 'errors-network',
    title: 'gets over a connection that breaks off',
    rules: ['R172', 'R173'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.faults.add({ endpoint: 'E14', cut: true, times: Infinity });
      mark();
      const { result } = await app.play('news');
      check(result === 'failed', `play() should be failed, and is ${result}.`);
      await pass(120_000);
      expectSent('E14', [1, 4], 'no answer ever comes');
      simulator.faults.clear();
      await app.watches('news');
    },
  },
  {
    id: 'errors-html',
    title: 'takes a page in place of an answer for a failure',
    rules: ['R171'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, verified, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.faults.add({ endpoint: 'E14', html: true, times: Infinity });
      mark();
      const { result } = await app.play('news');
      check(result === 'failed', `play() should be failed, and is ${result}.`);
      await pass(60_000);
      expectSent('E14', [1, 4], 'every answer is a page');
      check(verified.length === 0, 'A page has no media token.');
    },
  },
  {
    id: 'errors-status-differs',
    title: 'heeds an error whose status in the body is another than that of HTTP',
    rules: ['R169', 'R170', 'R171'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, verified, expectSent }) {
      const app = await start();
      await app.logIn();
      const body = {
        status: 403,
        code: 'authenticated_profile_expired',
        action: 'authentication',
        message: 'The profile has expired.',
      };
      simulator.faults.add({ endpoint: 'E14', status: 200, body });
      mark();
      const { result } = await app.play('news');
      check(result === 'needsSignIn', `play() should need a sign-in, and is ${result}.`);
      await pass(30_000);
      expectSent('E14', 1, 'nothing changes before the viewer has signed in');
      check(verified.length === 0, 'An error has no media token.');
    },
  },
];
