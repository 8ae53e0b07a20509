import type { ConformanceCase } from '../case.js';
import { check } from '../failure.js';

const ways = {
  expired: 'expire',
  missing: 'clear',
  invalidated: 'invalidate',
} as const;

const ended = (how: keyof typeof ways): ConformanceCase => ({
  id: `profile-${how}`,
  title: `has the viewer sign in where a decision says authenticated_profile_${how}`,
  rules: ['R91', 'R106', 'R130', 'R177'],
  level: 'MUST',
  async run({ start, simulator, mark, pass, expectSent }) {
    const app = await start();
    await app.logIn();
    await app.watches('news');
    simulator.profiles[ways[how]]();
    mark();
    const { result } = await app.play('news');
    check(result === 'needsSignIn', `play() should need a sign-in, and is ${result}.`);
    await pass(60_000);
    expectSent('E14', 1, 'nothing changes before the viewer has signed in');
    expectSent('E15', 0, 'the viewer has not asked to sign out');
    mark();
    await app.logIn();
    expectSent('E4', 1, 'a new profile needs a new session');
    await app.watches('news');
  },
});

/** Which profiles an app asks for, and what it makes of them. */
export const profileCases: readonly ConformanceCase[] = [
  {
    id: 'profiles-first-launch',
    title: 'asks for all profiles once at the first launch',
    rules: ['R77', 'R239'],
    level: 'MUST',
    async run({ start, pass, expectSent }) {
      await (await start()).atRest();
      await pass(30_000);
      expectSent('E8', 1, 'no MVPD is remembered');
      for (const endpoint of ['E9', 'E10', 'E12'] as const)
        expectSent(endpoint, 0, 'the first launch asks for all profiles');
    },
  },
  {
    id: 'profiles-returning',
    title: 'asks for the profile of the remembered MVPD once at a later launch',
    rules: ['R33', 'R36', 'R78', 'R82'],
    level: 'MUST',
    async run({ start, mark, pass, expectSent }) {
      const first = await start();
      await first.logIn();
      await first.stop();
      mark();
      const app = await start();
      const { mvpd } = await app.reaches('signedIn');
      check(mvpd.id === 'Cablevision', `The MVPD should be Cablevision, and is ${mvpd.id}.`);
      await pass(30_000);
      const [profile] = expectSent('E9', 1, 'Cablevision is remembered');
      check(
        profile?.path.endsWith('/profiles/Cablevision'),
        `E9 should ask for Cablevision. Seen: ${profile?.path ?? 'nothing'}.`,
      );
      expectSent('E8', 0, 'Cablevision is remembered');
    },
  },
  {
    id: 'profiles-existing',
    title: 'goes on without a sign-in where there is a profile',
    rules: ['R47', 'R92'],
    level: 'MUST',
    async run({ start, simulator, expectSent }) {
      simulator.profiles.add({ mvpd: 'Spectrum' });
      const app = await start();
      const { mvpd } = await app.reaches('signedIn');
      check(mvpd.id === 'Spectrum', `The MVPD should be Spectrum, and is ${mvpd.id}.`);
      await app.watches('news');
      expectSent('E4', 0, 'nobody has to sign in');
    },
  },
  {
    id: 'profiles-gone',
    title: 'has the viewer sign in where the profile is gone at a later launch',
    rules: ['R46', 'R81'],
    level: 'MUST',
    async run({ start, simulator, mark, expectSent }) {
      const first = await start();
      await first.logIn();
      await first.stop();
      simulator.profiles.clear();
      const app = await start();
      await app.reaches('signedOut');
      mark();
      await app.logIn();
      expectSent('E4', 1, 'the map of profiles was empty');
      await app.watches('news');
    },
  },
  {
    id: 'profiles-own-expiry',
    title: 'notices by itself that the profile has expired',
    rules: ['R84', 'R85'],
    level: 'SHOULD',
    simulator: { profileLife: 600_000 },
    async run({ start, pass }) {
      const app = await start();
      await app.logIn();
      await pass(660_000);
      const state = await app.atRest();
      check(
        state.phase === 'signedOut' && state.mvpd?.id === 'Cablevision',
        `The profile ended a minute ago: the app should offer a sign-in with Cablevision. Seen: ${JSON.stringify(state).slice(0, 200)}.`,
      );
    },
  },
  {
    id: 'profiles-several',
    title: 'goes on with one of several profiles',
    rules: ['R88'],
    level: 'SHOULD',
    async run({ start, simulator, sent, listed }) {
      simulator.profiles.add({ mvpd: 'Cablevision' });
      simulator.profiles.add({ mvpd: 'Spectrum' });
      const app = await start();
      const state = await app.reaches('choosing', 'signedIn');
      if (state.phase === 'choosing') await app.choose('Spectrum');
      const { mvpd } = await app.reaches('signedIn');
      await app.watches('news');
      const [decision] = sent('E14');
      check(
        decision?.path.endsWith(`/${mvpd.id}`),
        `The decision should be asked of ${mvpd.id}. Seen: ${listed(sent('E14'))}, ${decision?.path ?? ''}.`,
      );
    },
  },
  {
    id: 'profiles-unknown-values',
    title: 'bears a profile of a type that nobody knows yet',
    rules: ['R174'],
    level: 'MUST',
    async run({ start, simulator }) {
      const now = Date.now();
      const profile = {
        notBefore: now - 1000,
        notAfter: now + 86_400_000,
        issuer: 'Cablevision',
        type: 'holographic',
        attributes: { mood: { value: ['new'], state: 'plain' } },
        something: { else: true },
      };
      simulator.profiles.add({ mvpd: 'Cablevision' });
      simulator.faults.add({ endpoint: 'E8', body: { profiles: { Cablevision: profile } } });
      const app = await start();
      await app.reaches('signedIn');
      await app.watches('news');
    },
  },
  ended('expired'),
  ended('missing'),
  ended('invalidated'),
];
