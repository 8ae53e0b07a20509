import type { AppState, PlayResult } from '../../../src/conformance/index.js';
import { type Breakage, inWorld, withDriver } from './support.js';

/** Shows one thing in place of another. */
const showing = (change: (state: AppState) => AppState) =>
  withDriver((app) => ({ state: async () => change(await app.state()) }));

/** Says one thing of a play request in place of another. */
const saying = (result: PlayResult['result'], inPlaceOf: PlayResult['result']) =>
  withDriver((app) => ({
    async play(resource) {
      const ended = await app.play(resource);
      return ended.result === inPlaceOf ? { result } : ended;
    },
  }));

const stillSignedIn = showing((state) =>
  state.phase === 'signedOut' && state.mvpd ? { phase: 'signedIn', mvpd: state.mvpd } : state,
);

const waitingForALogin = showing((state) =>
  state.phase === 'signedIn' ? { phase: 'signingIn', code: 'ABCDEFG' } : state,
);

/** Apps that show or do something wrong. */
export const brokenBehaviour: readonly Breakage[] = [
  {
    title: 'polls while the viewer is in the user agent',
    seenBy: 'polling-start-primary',
    integration: withDriver((app) => ({
      async choose(mvpd) {
        await app.choose(mvpd);
        setTimeout(() => void app.userAgentReturned(), 1000);
      },
    })),
  },
  {
    title: 'takes the return of the user agent for a secondary screen',
    seenBy: 'polling-start-secondary',
    integration: inWorld(() => ({ screen: 'primary' })),
  },
  {
    title: 'never hears of the return of the user agent',
    seenBy: 'polling-start-primary',
    integration: withDriver(() => ({ userAgentReturned: () => {} })),
  },
  {
    title: 'shows a code that has expired',
    seenBy: 'session-expired-code',
    integration: withDriver((app) => {
      let code = '';
      return {
        async state() {
          const state = await app.state();
          if (state.phase === 'signingIn') ({ code } = state);
          return state.phase === 'expired' ? { phase: 'signingIn', code } : state;
        },
      };
    }),
  },
  {
    title: 'opens the address of another session',
    seenBy: 'session-url',
    integration: showing((state) =>
      state.phase === 'signingIn' ? { ...state, url: 'https://sp.example/login' } : state,
    ),
  },
  {
    title: 'shows no profile that is found',
    seenBy: 'profiles-existing',
    integration: showing((state) => (state.phase === 'signedIn' ? { phase: 'signedOut' } : state)),
  },
  {
    title: 'stays signed in after the profile has expired',
    seenBy: 'profiles-own-expiry',
    integration: stillSignedIn,
  },
  {
    title: 'forgets the name and the picture of the MVPD',
    seenBy: 'configuration-mvpd-kept',
    integration: showing((state) =>
      state.phase === 'signedIn' ? { phase: 'signedIn', mvpd: { id: state.mvpd.id } } : state,
    ),
  },
  {
    title: 'plays what a list permits',
    seenBy: 'preauthorization-no-playback',
    integration: withDriver((app) => {
      const permitted = new Set<string>();
      return {
        async preauthorize(resources) {
          const marks = await app.preauthorize(resources);
          for (const resource of resources) if (marks[resource]) permitted.add(resource);
          return marks;
        },
        play: async (resource) =>
          permitted.has(resource) ? { result: 'permitted' } : app.play(resource),
      };
    }),
  },
  {
    title: 'plays a second time without a decision',
    seenBy: 'authorization-each-play',
    integration: withDriver((app) => {
      const permitted = new Set<string>();
      return {
        async play(resource) {
          if (permitted.has(resource)) return { result: 'permitted' };
          const ended = await app.play(resource);
          if (ended.result === 'permitted') permitted.add(resource);
          return ended;
        },
      };
    }),
  },
  {
    title: 'uses a media token again',
    seenBy: 'authorization-media-token-once',
    integration: inWorld(({ verifyMediaToken }) => {
      let first: string | undefined;
      return {
        verifyMediaToken: (token, resource) => verifyMediaToken((first ??= token), resource),
      };
    }),
  },
  {
    title: 'verifies no media token',
    seenBy: 'authorization-media-token-once',
    integration: inWorld(() => ({ verifyMediaToken: async () => true })),
  },
  {
    title: 'stores its media tokens',
    seenBy: 'authorization-media-token-not-stored',
    integration: inWorld(({ storage, verifyMediaToken }) => ({
      verifyMediaToken(token, resource) {
        storage.setItem('last', token);
        return verifyMediaToken(token, resource);
      },
    })),
  },
  {
    title: 'renews the media token of a stream that runs',
    seenBy: 'authorization-stream-goes-on',
    integration: withDriver((app) => ({
      play(resource) {
        setInterval(() => void app.play(resource), 420_000);
        return app.play(resource);
      },
    })),
  },
  {
    title: 'says nothing of the reason of a denial',
    seenBy: 'authorization-denial',
    integration: withDriver((app) => ({
      play: async (resource) => ({ result: (await app.play(resource)).result }),
    })),
  },
  {
    title: 'signs out on a denial',
    seenBy: 'authorization-denial-keeps-sign-in',
    integration: withDriver((app) => ({
      async play(resource) {
        const ended = await app.play(resource);
        if (ended.result === 'denied') await app.signOut();
        return ended;
      },
    })),
  },
  {
    title: 'signs out when it starts',
    seenBy: 'logout-never-by-itself',
    integration: withDriver((app) => {
      let isFirst = true;
      return {
        async state() {
          const state = await app.state();
          if (isFirst && state.phase === 'signedIn') await app.signOut();
          isFirst &&= state.phase === 'busy';
          return state;
        },
      };
    }),
  },
  {
    title: 'takes the end of a profile for a denial',
    seenBy: 'profile-expired',
    integration: saying('denied', 'needsSignIn'),
  },
  {
    title: 'signs out for the eye alone',
    seenBy: 'logout-interactive',
    integration: withDriver((app) => {
      let isOut = false;
      return {
        signOut() {
          isOut = true;
        },
        state: async () => (isOut ? { phase: 'signedOut' } : app.state()),
      };
    }),
  },
  {
    title: 'opens the first address of a logout alone',
    seenBy: 'logout-together',
    integration: withDriver((app) => {
      let opened = 0;
      return {
        async state() {
          const state = await app.state();
          if (state.phase !== 'signingOut' || opened === 0) return state;
          return { phase: 'signedOut' };
        },
        async userAgentReturned() {
          if ((await app.state()).phase === 'signingOut') opened += 1;
          await app.userAgentReturned();
        },
      };
    }),
  },
  {
    title: 'forgets everything with a logout',
    seenBy: 'registration-after-logout',
    integration: withDriver((app, { storage, origin, serviceProvider, device }) => ({
      signOut() {
        storage.removeItem(`tve-auth-flow:${origin}:${serviceProvider}:${device.id}`);
        return app.signOut();
      },
    })),
  },
  {
    title: 'takes the end of a temporary access for a denial',
    seenBy: 'temporary-over',
    integration: saying('denied', 'temporaryAccessOver'),
  },
  {
    title: 'signs in for a temporary access',
    seenBy: 'temporary-direct',
    integration: withDriver((app) => ({
      async startTemporaryAccess(mvpd) {
        await app.signIn();
        await new Promise((resolve) => void setTimeout(resolve, 500));
        await app.choose(mvpd);
      },
    })),
  },
  {
    title: 'never ends to play',
    seenBy: 'authorization-one-resource',
    integration: withDriver(() => ({ play: () => new Promise(() => {}) })),
  },
  {
    title: 'throws where the viewer signs in',
    seenBy: 'session-second-screen',
    integration: withDriver(() => ({
      signIn() {
        throw new TypeError('nothing is wired to this button');
      },
    })),
  },
  {
    title: 'does not start',
    seenBy: 'registration-first',
    integration: () => Promise.reject(new Error('no such file')),
  },
  {
    title: 'waits for a login where the session says authorize',
    seenBy: 'session-authorize',
    integration: waitingForALogin,
  },
  {
    title: 'waits for a login where the MVPD is degraded',
    seenBy: 'degraded-sign-in',
    integration: waitingForALogin,
  },
  {
    title: 'stays signed in where the profile is gone',
    seenBy: 'profiles-gone',
    integration: stillSignedIn,
  },
  {
    title: 'stays signed in where a degradation is over',
    seenBy: 'degraded-over',
    integration: stillSignedIn,
  },
  {
    title: 'takes an invalidated profile for a failure',
    seenBy: 'profile-invalidated',
    integration: saying('failed', 'needsSignIn'),
  },
  {
    title: 'takes a word of the MVPD to sign in again for a denial',
    seenBy: 'authorization-reauthenticate',
    integration: saying('denied', 'needsSignIn'),
  },
  {
    title: 'takes a page for a permit',
    seenBy: 'errors-html',
    integration: saying('permitted', 'failed'),
  },
  {
    title: 'waits for a user agent that no logout has opened',
    seenBy: 'logout-complete',
    integration: withDriver((app) => {
      let isLeaving = false;
      return {
        signOut() {
          isLeaving = true;
          return app.signOut();
        },
        state: async () => (isLeaving ? { phase: 'signingOut' } : app.state()),
      };
    }),
  },
  {
    title: 'opens an address where the settings are meant',
    seenBy: 'partner-logout',
    integration: showing((state) =>
      state.phase === 'signingOut' ? { ...state, url: 'https://sp.example/logout' } : state,
    ),
  },
  {
    title: 'shows a viewer who has signed out',
    seenBy: 'logout-lasts',
    integration: withDriver((app, { storage }) => {
      const wasIn = storage.getItem('in');
      return {
        async state() {
          const state = await app.state();
          if (state.phase === 'signedIn') storage.setItem('in', state.mvpd.id);
          return wasIn && state.phase === 'signedOut'
            ? { phase: 'signedIn', mvpd: { id: wasIn } }
            : state;
        },
      };
    }),
  },
];
