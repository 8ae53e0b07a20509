import { reasonOf, wayOut } from '../errors.js';
import { back, busy, type Button, type In, retry, type Screen } from './screen.js';

/** The page on another device: here the simulator's, in an app your own. */
const activate = () => `${location.host}/activate`;
const newCode: Button = ['New code', { type: 'code.renew' }];

export function signInScreen({ authentication: login, mvpd }: In<'authenticating'>): Screen {
  switch (login.phase) {
    case 'resume':
      return {
        text: `On your phone, go to ${activate()} and enter`,
        code: login.code,
        buttons: [newCode, back],
      };
    case 'authenticate': {
      const name = mvpd?.displayName ?? mvpd?.id ?? 'your TV provider';
      const open: Button = [`Go to ${name}`, { open: login.url }];
      const used: Button = ['I have used the code', { type: 'userAgent.returned' }];
      return {
        text: `Sign in with ${name} here; or, on your phone, go to ${activate()} and enter`,
        code: login.code,
        // Where it polls already, nobody has to say so.
        buttons: [open, ...(login.polling ? [] : [used]), newCode, back],
      };
    }
    case 'expired':
      return { text: 'The code has expired.', buttons: [newCode, back] };
    case 'failed': {
      const { label, event } = wayOut(login.error);
      return { text: reasonOf(login.error), buttons: [[label, event], back] };
    }
    default:
      return { ...busy, buttons: [back] };
  }
}

export function signOutScreen({ logout }: In<'loggingOut'>): Screen {
  switch (logout.phase) {
    case 'logout': {
      const stay: Button = ['Leave it', { type: 'userAgent.skipped' }];
      const text = `You are signed out here. ${logout.mvpd} may still know this browser.`;
      return { text, buttons: [[`Sign out of ${logout.mvpd}`, { open: logout.url }], stay] };
    }
    case 'partner_logout': {
      const text = 'Now sign out in the settings of this device, under TV Provider.';
      return { text, buttons: [['Done', { type: 'partnerLogout.confirmed' }]] };
    }
    case 'failed':
      return { text: reasonOf(logout.error), buttons: [retry, back] };
    default:
      return busy;
  }
}
