import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';

/** The end of a profile, at the viewer's word. */
export const logoutCases: readonly ConformanceCase[] = [
  {
    id: 'logout-interactive',
    title: 'signs out at Adobe and, in the user agent, at the MVPD',
    rules: ['R133', 'R134', 'R135', 'R140'],
    level: 'MUST',
    screen: 'primary',
    async run({ start, simulator, mark, redirectUrl, expectSent }) {
      const app = await start();
      await app.logIn();
      mark();
      await app.signOut();
      const { url } = await app.reaches('signingOut');
      check(url !== undefined, 'The answer is logout: its url should be opened.');
      const arrived = await simulator.viewer.signOut(url);
      check(
        arrived === redirectUrl,
        `The logout should end at ${redirectUrl}, and ends at ${arrived}.`,
      );
      await app.userAgentReturned();
      await app.reaches('signedOut');
      const [logout] = expectSent('E15', 1, 'the viewer has signed out once');
      check(
        logout?.path.endsWith('/logout/Cablevision'),
        `E15 should be for Cablevision. Seen: ${logout?.path ?? 'nothing'}.`,
      );
    },
  },
  {
    id: 'logout-redirect-url',
    title: 'encodes the redirectUrl of a logout once',
    rules: ['R142'],
    level: 'MUST',
    async run({ start, redirectUrl, expectSent }) {
      const app = await start();
      await app.logIn();
      await app.signOut();
      await app.reaches('signingOut', 'signedOut');
      const sent = expectSent('E15', 1, 'the viewer has signed out')[0]?.query['redirectUrl'];
      check(
        sent === redirectUrl,
        `E15 should bring redirectUrl=${redirectUrl}. Seen: ${sent ?? 'none'}.`,
      );
    },
  },
  {
    id: 'logout-complete',
    title: 'is done where the answer of a logout is complete',
    rules: ['R134', 'R137'],
    level: 'MUST',
    async run({ start, expectSent }) {
      const app = await start();
      await app.logIn('Dish');
      await app.signOut();
      await app.reaches('signedOut');
      expectSent('E15', 1, 'the viewer has signed out');
    },
  },
  {
    id: 'logout-invalid',
    title: 'is done where there is nothing to sign out of any more',
    rules: ['R134', 'R137'],
    level: 'MUST',
    async run({ start, simulator, expectSent }) {
      const app = await start();
      await app.logIn();
      simulator.profiles.clear();
      await app.signOut();
      await app.reaches('signedOut');
      expectSent('E15', 1, 'the viewer has signed out');
    },
  },
  {
    id: 'logout-together',
    title: 'carries out every entry that a logout answers with',
    rules: ['R134', 'R135'],
    level: 'MUST',
    screen: 'primary',
    async run({ start, simulator }) {
      const app = await start();
      await app.logIn();
      simulator.profiles.add({ mvpd: 'Spectrum' });
      simulator.logoutTogether('Cablevision', 'Spectrum');
      await app.signOut();
      const opened: string[] = [];
      for (const _ of [1, 2]) {
        const { url = '' } = await app.reaches('signingOut');
        opened.push(/mso_id=(\w+)/.exec(url)?.[1] ?? url);
        await simulator.viewer.signOut(url);
        await app.userAgentReturned();
      }
      await app.reaches('signedOut');
      check(
        [...opened].sort().join() === 'Cablevision,Spectrum',
        `The urls of Cablevision and Spectrum should be opened. Seen: ${opened.join()}.`,
      );
    },
  },
  {
    id: 'logout-lasts',
    title: 'is still signed out at the next launch',
    rules: ['R81', 'R133'],
    level: 'MUST',
    async run({ start, pass }) {
      const first = await start();
      await first.logIn();
      await first.watches('news');
      await first.logOut();
      await first.stop();
      await pass(10_000);
      const app = await start();
      await app.reaches('signedOut');
      const { result } = await app.play('news');
      check(result === 'needsSignIn', `play() should need a sign-in, and is ${result}.`);
    },
  },
  {
    id: 'logout-never-by-itself',
    title: 'never signs out by itself',
    rules: ['R138', 'R227'],
    level: 'SHOULD NOT',
    async run({ start, simulator, pass, expectSent }) {
      const first = await start();
      await first.logIn();
      await first.stop();
      const app = await start();
      await app.reaches('signedIn');
      for (const code of ['authorization_denied_by_mvpd', 'authorization_denied_by_hba_policies']) {
        simulator.decisions.deny({ code, times: 1 });
        await app.play('news');
        await pass(10_000);
      }
      simulator.profiles.expire();
      await app.play('news');
      await pass(60_000);
      expectSent('E15', 0, 'the viewer has not asked to sign out');
    },
  },
];
