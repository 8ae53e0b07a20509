import type { ConformanceCase } from '../case.js';
import { check, Skipped } from '../failure.js';

/** When the list of TV providers is fetched, and what is kept of it. */
export const configurationCases: readonly ConformanceCase[] = [
  {
    id: 'configuration-after-profiles',
    title: 'asks for profiles before it fetches the configuration',
    rules: ['R29', 'R92'],
    level: 'MUST',
    async run({ start, sent, listed }) {
      const app = await start();
      await app.askForCode();
      const order = sent('E3', 'E8').map(({ endpoint }) => endpoint);
      check(
        order[0] === 'E8',
        `The configuration is for viewers who have to choose: E8 comes first. Seen: ${listed(sent())}.`,
      );
    },
  },
  {
    id: 'configuration-not-when-signed-in',
    title: 'fetches no configuration where the viewer is signed in',
    rules: ['R29', 'R30'],
    level: 'MUST',
    async run({ start, simulator, pass, expectSent }) {
      simulator.profiles.add({ mvpd: 'Cablevision' });
      const app = await start();
      await app.reaches('signedIn');
      await app.watches('news');
      await pass(120_000);
      expectSent('E3', 0, 'nobody has to choose a TV provider');
    },
  },
  {
    id: 'configuration-not-to-confirm',
    title: 'signs in again with the remembered MVPD, without the configuration',
    rules: ['R32', 'R36', 'R81', 'R85'],
    level: 'SHOULD NOT',
    async run({ start, simulator, mark, sent, expectSent }) {
      const first = await start();
      await first.logIn();
      await first.stop();
      simulator.profiles.expire();
      const app = await start();
      await app.reaches('signedOut');
      mark();
      await app.signIn();
      await app.reaches('signingIn');
      expectSent('E3', 0, 'the viewer only confirms the remembered MVPD');
      const [session] = expectSent('E4', 1, 'the profile has ended');
      const { mvpd } = (session?.body ?? {}) as Record<string, string>;
      check(
        mvpd === 'Cablevision',
        `E4 should bring the remembered mvpd=Cablevision. Seen: ${mvpd ?? 'none'}.`,
      );
      check(sent('E4').length === 1, 'One session is enough.');
    },
  },
  {
    id: 'configuration-not-for-temporary-access',
    title: 'fetches no configuration for a temporary access',
    rules: ['R31'],
    level: 'SHOULD NOT',
    needs: ['startTemporaryAccess'],
    async run({ start, expectSent }) {
      const app = await start();
      await app.atRest();
      await app.startTemporaryAccess('TempPass_TEST40');
      await app.watches('news');
      expectSent('E3', 0, 'a temporary access needs no choice of a TV provider');
    },
  },
  {
    id: 'configuration-cached',
    title: 'keeps the configuration for a while, and not for long',
    rules: ['R37', 'R38'],
    level: 'SHOULD',
    needs: ['cancel'],
    screen: 'primary',
    async run({ start, mark, pass, expectSent }) {
      const app = await start();
      await app.atRest();
      const choose = async () => {
        await app.signIn();
        await app.reaches('choosing');
        await app.cancel();
        await app.reaches('signedOut');
      };
      await choose();
      await pass(90_000);
      await choose();
      expectSent('E3', 1, 'a configuration of 90 seconds ago is good enough');
      mark();
      await pass(301_000);
      await choose();
      expectSent('E3', 1, 'a configuration of over five minutes ago is too old');
    },
  },
  {
    id: 'configuration-choice',
    title: 'offers no temporary access among the TV providers',
    rules: ['R41', 'R42'],
    level: 'SHOULD',
    screen: 'primary',
    async run({ start }) {
      const app = await start();
      await app.atRest();
      await app.signIn();
      const { mvpds } = await app.reaches('choosing');
      const shown = mvpds.map(({ id }) => id);
      check(shown.includes('Cablevision'), `Cablevision should be offered. Seen: ${shown.join()}.`);
      const odd = shown.filter((id) => /temppass/i.test(id));
      check(
        odd.length === 0,
        `Entries with isTempPass should not be offered. Seen: ${odd.join()}.`,
      );
    },
  },
  {
    id: 'configuration-mvpd-kept',
    title: 'remembers name and picture of the chosen MVPD over a restart',
    rules: ['R33', 'R34', 'R35'],
    level: 'MUST',
    screen: 'primary',
    async run({ start }) {
      const first = await start();
      await first.atRest();
      await first.signIn();
      const state = await first.reaches('choosing', 'signingIn');
      if (state.phase !== 'choosing') throw new Skipped('the app lets nobody choose');
      const { logoUrl } = state.mvpds.find(({ id }) => id === 'Spectrum') ?? {};
      await first.choose('Spectrum');
      const { code } = await first.reaches('signingIn');
      await first.logInWith(code, 'Spectrum');
      await first.reaches('signedIn');
      await first.stop();
      const app = await start();
      const { mvpd } = await app.reaches('signedIn');
      check(mvpd.id === 'Spectrum', `The MVPD should be Spectrum, and is ${mvpd.id}.`);
      check(
        mvpd.displayName === 'Spectrum' && mvpd.logoUrl !== undefined && mvpd.logoUrl === logoUrl,
        `displayName and logoUrl of the chosen MVPD should be shown. Seen: ${JSON.stringify(mvpd).slice(0, 200)}.`,
      );
    },
  },
  {
    id: 'configuration-integration-gone',
    title: 'lets the viewer choose again where their MVPD is no partner any more',
    rules: ['R43', 'R168'],
    level: 'MUST',
    async run({ start, simulator, mark, pass, expectSent }) {
      const first = await start();
      await first.logIn();
      await first.stop();
      await pass(10_000);
      simulator.mvpd({ id: 'Cablevision', enabled: false });
      mark();
      const app = await start();
      const state = await app.reaches('signedOut', 'choosing', 'failed');
      expectSent('E9', [0, 1], 'the answer is invalid_integration, which nothing changes');
      if (state.phase !== 'choosing') await app.signIn();
      const { phase } = await app.reaches('choosing', 'signingIn');
      if (phase === 'choosing') await app.choose('Spectrum');
      const { code } = await app.reaches('signingIn');
      await app.logInWith(code, 'Spectrum');
      await app.reaches('signedIn');
    },
  },
];
