import { resultOf } from '../../events.js';
import { chart } from '../entitlement.setup.js';
import { keepError } from './shared.js';

export const signingOut = chart.createStateConfig({
  description: 'The viewer signs out, at their word.',
  initial: 'loggingOut',
  states: {
    loggingOut: {
      description: 'Adobe, then each TV provider, is told. Restored as it was.',
      tags: 'needs-user',
      invoke: {
        id: 'logout',
        src: 'logout',
        input: ({ context: { access, mvpd, parameters } }) => ({
          mvpd: access?.mvpd.id ?? mvpd?.id ?? '',
          redirectUrl: parameters.redirectUrl ?? '',
        }),
        onSnapshot: { actions: 'renew' },
        onDone: [
          {
            guard: { type: 'logoutIsUncertain', params: resultOf },
            target: '#entitlement.viewer.identifying.checking',
          },
          {
            guard: { type: 'wasNotLoggedOut', params: resultOf },
            target: '#entitlement.viewer.deciding',
          },
          {
            target: 'forgetting',
            actions: { type: 'keepOutcomes', params: resultOf },
          },
        ],
        onError: { target: '#entitlement.viewer.failed.signingOut', actions: keepError },
      },
      on: {
        'userAgent.returned': { actions: 'forwardLogout' },
        'userAgent.skipped': { actions: 'forwardLogout' },
        'partnerLogout.confirmed': { actions: 'forwardLogout' },
        retry: { actions: 'forwardLogout' },
        cancel: { actions: 'forwardLogout' },
      },
    },
    forgetting: {
      description: 'What was stored is deleted; after a restore, again.',
      tags: 'busy',
      entry: 'forgetViewer',
      invoke: {
        id: 'remember',
        src: 'remember',
        input: { mvpd: null, access: null },
        onDone: '#entitlement.viewer.signedOut',
        onError: { target: '#entitlement.viewer.signedOut', actions: keepError },
      },
      on: { cancel: '#entitlement.viewer.signedOut' },
    },
    again: { type: 'history', target: 'loggingOut' },
  },
});
