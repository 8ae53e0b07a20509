import { errorOfResult, resultOf } from '../../events.js';
import { chart } from '../entitlement.setup.js';
import { keepError, remember } from './shared.js';

/** Milliseconds: an access that the server still gives after its end is asked for again no sooner. */
const A_MINUTE = 60_000;

export const authenticated = chart.createStateConfig({
  description: 'The viewer is signed in.',
  entry: ['forgetSession', 'beginWaitingPlays'],
  initial: 'confirmed',
  always: { guard: 'hasNoAccess', target: 'signedOut.confirming' },
  on: {
    'mvpd.choose': 'signingIn.fetchingConfiguration',
    logout: 'signingOut',
    'viewer.changed': 'identifying',
  },
  states: {
    unconfirmed: {
      description:
        'The server is asked whether the access is good, beside everything else; after a restore, again.',
      invoke: {
        id: 'checkProfiles',
        src: 'checkProfiles',
        input: ({ context: { access, mvpd } }) => ({ mvpd: access?.mvpd.id ?? mvpd?.id ?? '' }),
        onDone: [
          {
            guard: { type: 'isNobody', params: resultOf },
            target: '#entitlement.viewer.deciding',
            actions: ['loseAccess', 'forgetError'],
          },
          {
            guard: { type: 'isOver', params: resultOf },
            target: '#entitlement.viewer.deciding',
            actions: ['loseAccess', { type: 'keepError', params: errorOfResult }],
          },
          {
            guard: { type: 'mvpdIsGone', params: resultOf },
            target: '#entitlement.viewer.deciding',
            actions: ['forgetMvpd', { type: 'keepError', params: errorOfResult }],
          },
          {
            guard: { type: 'isOne', params: resultOf },
            target: 'confirmed',
            actions: { type: 'keepOnlyProfile', params: resultOf },
          },
          {
            guard: { type: 'hasEnded', params: resultOf },
            target: '#entitlement.viewer.deciding',
            actions: ['loseAccess', 'forgetError'],
          },
          { target: 'confirmed' },
        ],
        onError: 'confirmed',
      },
    },
    confirmed: {
      description:
        'The server has said so, or can’t be asked. It is asked again when the access ends; after a restore, when it would have been.',
      invoke: [
        {
          id: 'end',
          src: 'waitUntil',
          input: ({ context: { access, confirmedAt } }) => ({
            // The end of a degradation rule shows in the decisions. JSON has no Infinity.
            at:
              access?.reason !== 'degraded' && access?.profile
                ? Math.max(access.profile.notAfter, confirmedAt + A_MINUTE)
                : 1e15,
          }),
          onDone: 'unconfirmed',
          onError: { target: '#entitlement.viewer.failed.identifying', actions: keepError },
        },
        remember,
      ],
      on: { 'profile.check': 'unconfirmed' },
    },
  },
});
