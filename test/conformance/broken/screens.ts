import type { AppState } from '../../../src/conformance/index.js';
import { type Breakage, inWorld, withDriver } from './support.js';

/** Shows one thing in place of another. */
const showing = (change: (state: AppState) => AppState) =>
  withDriver((app) => ({ state: async () => change(await app.state()) }));

const stillSignedIn = showing((state) =>
  state.phase === 'signedOut' && state.mvpd ? { phase: 'signedIn', mvpd: state.mvpd } : state,
);

const waitingForALogin = showing((state) =>
  state.phase === 'signedIn' ? { phase: 'signingIn', code: 'ABCDEFG' } : state,
);

/** Apps that show something wrong, or do it at the wrong time. */
export const brokenScreens: readonly Breakage[] = [
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
