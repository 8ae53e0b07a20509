import type { EntitlementView } from 'tve-auth-flow';
import { reasonOf } from '../errors.js';
import { libraryScreen } from './library.js';
import { back, busy, type Button, retry, type Screen } from './screen.js';
import { signInScreen, signOutScreen } from './sign-in.js';

const signIn: Button = ['Sign in', { type: 'authenticate' }];
const another: Button = ['Another TV provider', { type: 'mvpd.choose' }];

/** What to show in each phase: a pure function, with all that this app says. */
export function screenOf(view: EntitlementView): Screen {
  switch (view.phase) {
    case 'unauthenticated':
      return { text: view.error ? reasonOf(view.error) : 'Sign in to watch.', buttons: [signIn] };
    case 'confirming':
      return { text: 'Please sign in again.', buttons: [signIn, another] };
    case 'selectingProfile': {
      const profiles = view.profiles.map(({ mvpd }): Button => [
        mvpd,
        { type: 'profile.selected', mvpd },
      ]);
      return { text: 'Which one is yours?', buttons: [...profiles, another] };
    }
    case 'choosing': {
      const mvpds = view.mvpds.map(({ id, displayName = id }): Button => [
        displayName,
        { type: 'mvpd.selected', mvpd: id },
      ]);
      return { text: 'Who is your TV provider?', buttons: [...mvpds, back] };
    }
    case 'authenticating':
      return signInScreen(view);
    case 'authenticated':
      return libraryScreen(view);
    case 'loggingOut':
      return signOutScreen(view);
    case 'failed':
      return { text: reasonOf(view.error), buttons: [retry, back] };
    default:
      return busy;
  }
}
