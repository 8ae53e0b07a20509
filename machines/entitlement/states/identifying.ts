import { errorOfResult, resultOf } from '../../events.js';
import { chart } from '../entitlement.setup.js';
import { keepError } from './shared.js';

export const identifying = chart.createStateConfig({
  description: 'Who is the viewer? What was stored is read, and the server asked.',
  initial: 'restoring',
  on: { cancel: 'deciding' },
  states: {
    restoring: {
      description: 'What was stored is read; after a restore, again.',
      tags: 'busy',
      always: { guard: 'inputIsBad', target: '#entitlement.viewer.failed' },
      invoke: {
        id: 'restore',
        src: 'restore',
        onDone: [
          {
            guard: { type: 'isStillGood', params: resultOf },
            target: '#entitlement.viewer.authenticated.unconfirmed',
            actions: { type: 'keepStored', params: resultOf },
          },
          {
            target: 'checking',
            actions: { type: 'keepStored', params: resultOf },
          },
        ],
        onError: { target: '#entitlement.viewer.failed.identifying', actions: keepError },
      },
    },
    checking: {
      description: 'The server is asked once for the profile; after a restore, once more.',
      tags: 'busy',
      invoke: {
        id: 'checkProfiles',
        src: 'checkProfiles',
        input: ({ context: { mvpd } }) => (mvpd ? { mvpd: mvpd.id } : {}),
        onDone: [
          {
            guard: { type: 'isNobody', params: resultOf },
            target: '#entitlement.viewer.deciding',
            actions: 'loseAccess',
          },
          {
            guard: { type: 'isOne', params: resultOf },
            target: '#entitlement.viewer.authenticated',
            actions: { type: 'keepOnlyProfile', params: resultOf },
          },
          {
            guard: { type: 'areSeveral', params: resultOf },
            target: 'selectingProfile',
            actions: { type: 'keepProfiles', params: ({ event }) => event.output.found },
          },
          {
            guard: { type: 'isUnanswered', params: resultOf },
            target: '#entitlement.viewer.deciding',
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
            target: '#entitlement.viewer.failed.identifying',
            actions: { type: 'keepError', params: errorOfResult },
          },
        ],
        onError: { target: '#entitlement.viewer.failed.identifying', actions: keepError },
      },
    },
    selectingProfile: {
      description: 'Several profiles are there, and the viewer picks one.',
      tags: 'needs-user',
      on: {
        'profile.selected': {
          guard: { type: 'isKnownProfile', params: ({ event }) => event.mvpd },
          target: '#entitlement.viewer.authenticated',
          actions: { type: 'keepProfile', params: ({ event }) => event.mvpd },
        },
        'mvpd.choose': '#entitlement.viewer.signingIn.fetchingConfiguration',
      },
    },
    again: { type: 'history', target: 'restoring' },
  },
});
