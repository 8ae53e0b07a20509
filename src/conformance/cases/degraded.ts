import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';

/** A degradation rule is active for the MVPD. */
export const degradedCases: readonly ConformanceCase[] = [
  {
    id: 'degraded-sign-in',
    title: 'goes on without a login where the MVPD is degraded',
    rules: ['R58', 'R187', 'R188', 'R191'],
    level: 'MUST',
    screen: 'primary',
    async run({ start, pass, mark, expectSent }) {
      const app = await start();
      const state = await app.askForCode('ATTOTT');
      check(
        state.phase === 'signedIn',
        'E4 says authorize, degraded: the viewer is signed in, and no code is to be shown.',
      );
      mark();
      await pass(30_000);
      expectSent('E10', 0, 'there is no login to wait for');
      await app.watches('news');
      expectSent('E14', 1, 'decisions go on as ever');
    },
  },
  {
    id: 'degraded-denial',
    title: 'takes the denial of a degradation rule as an answer',
    rules: ['R121', 'R191'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.mvpd({ id: 'Cablevision', degraded: 'AuthZNone' });
      mark();
      const { result } = await app.play('news');
      check(result === 'denied', `play() should be denied, and is ${result}.`);
      await pass(30_000);
      expectSent('E14', 1, 'the rule has no retry');
      await app.reaches('signedIn');
    },
  },
  {
    id: 'degraded-over',
    title: 'has the viewer log in once the degradation is over',
    rules: ['R187', 'R190'],
    level: 'MUST',
    screen: 'primary',
    async run({ start, simulator, pass }) {
      const first = await start();
      await first.askForCode('ATTOTT');
      await first.watches('news');
      await first.stop();
      simulator.mvpd({ id: 'ATTOTT', degraded: false });
      await pass(120_000);
      const app = await start();
      await app.reaches('signedOut');
      const state = await app.askForCode('ATTOTT');
      check(state.phase === 'signingIn', 'There is no degraded profile any more: a login is due.');
      await app.logInWith(state.code, 'ATTOTT');
      await app.reaches('signedIn');
    },
  },
];
