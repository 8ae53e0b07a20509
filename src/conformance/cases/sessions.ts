import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';

/** Sign-ins, up to the login of the viewer. */
export const sessionCases: readonly ConformanceCase[] = [
  {
    id: 'session-parameters',
    title: 'creates the session of a primary screen with all parameters in one call',
    rules: ['R48', 'R50'],
    level: 'MUST',
    screen: 'primary',
    async run({ start, redirectUrl, domainName, expectSent }) {
      const app = await start();
      await app.askForCode();
      const [session] = expectSent('E4', 1, 'one call is enough');
      const type = session?.headers['content-type'] ?? 'none';
      check(
        type.startsWith('application/x-www-form-urlencoded'),
        `The body of E4 should be a form. Seen: Content-Type ${type}.`,
      );
      const body = (session?.body ?? {}) as Record<string, string>;
      const expected = { mvpd: 'Cablevision', domainName, redirectUrl };
      for (const [name, value] of Object.entries(expected))
        check(
          body[name] === value,
          `E4 should bring ${name}=${value}, encoded once. Seen: ${body[name] ?? 'none'}.`,
        );
    },
  },
  {
    id: 'session-url',
    title: 'opens the url of the session in the user agent of a primary screen',
    rules: ['R53', 'R56'],
    level: 'MUST',
    screen: 'primary',
    async run({ start, simulator }) {
      const app = await start();
      await app.askForCode('Spectrum');
      const { code, url } = await app.reaches('signingIn');
      check(url !== undefined, 'A primary screen should have a url for its user agent.');
      const login = await simulator.viewer.open(url);
      check(login.mvpd === 'Spectrum', `The url of ${code} leads to ${login.mvpd}, not Spectrum.`);
      await login.submit();
      await app.userAgentReturned();
      await app.reaches('signedIn');
    },
  },
  {
    id: 'session-authorize',
    title: 'goes on without a login where the session says authorize',
    rules: ['R47', 'R51', 'R52', 'R58'],
    level: 'MUST',
    screen: 'primary',
    async run({ start, simulator, mark, pass, expectSent }) {
      const app = await start();
      await app.atRest();
      simulator.profiles.add({ mvpd: 'Cablevision' });
      const state = await app.askForCode();
      check(
        state.phase === 'signedIn',
        'E4 says authorize: the viewer is signed in, and no code is to be shown.',
      );
      mark();
      await pass(30_000);
      expectSent('E10', 0, 'there is no login to wait for');
      await app.watches('news');
    },
  },
  {
    id: 'session-second-screen',
    title: 'shows a code that a second screen completes',
    rules: ['R49', 'R54', 'R65'],
    level: 'MUST',
    screen: 'secondary',
    async run({ start, simulator }) {
      const app = await start();
      const state = await app.askForCode();
      check(state.phase === 'signingIn', 'A sign-in should show a code.');
      const session = simulator.session(state.code);
      check(session?.status === 'open', `The code ${state.code} should be one of the server.`);
      await app.logInWith(state.code);
      await app.reaches('signedIn');
      await app.watches('news');
    },
  },
  {
    id: 'session-expired-code',
    title: 'shows no code that has expired, and gets another one',
    rules: ['R57', 'R70'],
    level: 'MUST',
    simulator: { codeLife: 120_000 },
    async run({ start, pass, expectSent, mark }) {
      const app = await start();
      const state = await app.askForCode();
      check(state.phase === 'signingIn', 'A sign-in should show a code.');
      const { code } = state;
      await pass(125_000);
      const now = await app.atRest();
      check(
        now.phase !== 'signingIn' || now.code !== code,
        `The code ${code} has expired 5 seconds ago, and is still shown.`,
      );
      mark();
      if (now.phase !== 'signingIn') await app.logIn();
      expectSent('E4', [0, 1], 'one new session is enough');
    },
  },
  {
    id: 'session-invalid',
    title: 'stops where the server knows the session no more',
    rules: ['R62', 'R70'],
    level: 'MUST',
    screen: 'secondary',
    async run({ start, simulator, pass, mark, expectSent }) {
      const app = await start();
      const state = await app.askForCode();
      check(state.phase === 'signingIn', 'A sign-in should show a code.');
      simulator.expireSession(state.code);
      mark();
      await pass(60_000);
      expectSent('E10', [1, 2], 'the first answer is invalid_authentication_session');
      const now = await app.atRest();
      check(
        now.phase !== 'signingIn' || now.code !== state.code,
        `The code ${state.code} is dead, and is still shown.`,
      );
    },
  },
];
