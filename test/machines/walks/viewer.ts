import type { EntitlementView } from '../../../src/index.js';
import { type Habits, signingIn, signingOut } from './person.js';
import type { SentEvent } from './steps.js';

/** What a viewer does to be signed in. */
export const gettingIn: Habits = (shown, attempt) => {
  const view = shown as unknown as EntitlementView;
  switch (view.phase) {
    case 'selectingProfile':
      return { type: 'profile.selected', mvpd: view.profiles[0]?.mvpd };
    case 'unauthenticated':
      return { type: 'authenticate' };
    case 'confirming':
      // Another provider, where the remembered one does not get them in.
      return { type: attempt % 3 === 2 ? 'mvpd.choose' : 'authenticate' };
    case 'choosing':
      return { type: 'mvpd.selected', mvpd: 'Cablevision' };
    case 'authenticating': {
      const { authentication } = view;
      const isRefused =
        authentication.phase === 'failed' && authentication.error.remedy === 'select-mvpd';
      return isRefused ? { type: 'mvpd.choose' } : signingIn(authentication as never, attempt);
    }
    case 'loggingOut':
      return signingOut(view.logout as never, attempt);
    case 'failed':
      return { type: attempt % 3 === 2 ? 'cancel' : 'retry' };
    default:
      return 'wait';
  }
};

const playOf = (view: EntitlementView) => view.plays.find(({ resource }) => resource === 'one');

export const isWatching = (shown: unknown): boolean =>
  playOf(shown as EntitlementView)?.phase === 'permitted';

/** What a viewer does to watch `one`. */
export const watching: Habits = (shown, attempt) => {
  const view = shown as unknown as EntitlementView;
  if (view.phase !== 'authenticated') return gettingIn(shown, attempt);
  const play: SentEvent = { type: 'play', resource: 'one' };
  switch (playOf(view)?.phase) {
    case 'authorizing':
    case 'verifying':
      return 'wait';
    case 'failed':
      return { ...play, type: 'play.retry' };
    default:
      return play;
  }
};

/** What a viewer does to be signed out. */
export const leaving: Habits = (shown, attempt) => {
  const view = shown as unknown as EntitlementView;
  switch (view.phase) {
    case 'authenticated':
    case 'confirming':
      return { type: 'logout' };
    case 'loggingOut':
      return signingOut(view.logout as never, attempt);
    default:
      return gettingIn(shown, attempt);
  }
};
