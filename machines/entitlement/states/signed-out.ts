import { chart } from '../entitlement.setup.js';
import { remember } from './shared.js';

export const signedOut = chart.createStateConfig({
  description: 'Nobody is signed in.',
  tags: 'needs-user',
  initial: 'unauthenticated',
  on: {
    authenticate: [
      {
        guard: { type: 'isText', params: ({ event }) => event.mvpd },
        target: 'signingIn.authenticating',
        actions: ['forgetSession', { type: 'keepMvpd', params: ({ event }) => event.mvpd }],
      },
      { target: 'signingIn', actions: 'forgetSession' },
    ],
    'mvpd.choose': { target: 'signingIn.fetchingConfiguration', actions: 'forgetSession' },
    'profile.check': 'identifying.checking',
    'viewer.changed': 'identifying',
  },
  states: {
    unauthenticated: {
      description: 'Nobody is known.',
      on: {
        retry: { guard: 'couldNotForget', target: '#entitlement.viewer.signingOut.forgetting' },
      },
    },
    confirming: {
      description: 'The viewer confirms the TV provider to sign in again.',
      invoke: remember,
      on: { logout: '#entitlement.viewer.signingOut' },
    },
  },
});
