import { compact } from '../../../src/protocol/compact.js';
import { resultOf } from '../../events.js';
import { chart } from '../entitlement.setup.js';
import type { EntitlementContext } from '../entitlement.types.js';
import { keepError, remember } from './shared.js';

const loginInput = ({ context }: { context: EntitlementContext }) => {
  const { screen, pollInterval, parameters, activationUrl, mvpd } = context;
  return compact({ screen, pollInterval, activationUrl, ...parameters, mvpd: mvpd?.id });
};

/** A sign-in that runs: what it needs of the viewer goes on to it. */
const signIn = chart.createStateConfig({
  tags: 'needs-user',
  entry: 'forgetError',
  on: {
    'parameters.provided': { actions: 'forwardLogin' },
    'userAgent.returned': { actions: 'forwardLogin' },
    'userAgent.closed': { actions: 'forwardLogin' },
    'profile.check': { actions: 'forwardLogin' },
    'code.renew': { actions: 'forwardLogin' },
    retry: { actions: 'forwardLogin' },
    'mvpd.choose': {
      target: '#entitlement.viewer.signingIn.fetchingConfiguration',
      actions: 'forgetSession',
    },
  },
});

export const signingIn = chart.createStateConfig({
  description: 'From the choice of the TV provider to the end of the login.',
  initial: 'deciding',
  on: { cancel: 'deciding', 'viewer.changed': 'identifying' },
  states: {
    deciding: {
      description: 'What is known decides how it begins; it is never stored.',
      always: [
        { guard: 'usesPartner', target: 'authenticatingWithPartner' },
        { guard: 'hasMvpd', target: 'authenticating' },
        { guard: 'choosesElsewhere', target: 'authenticating' },
        { target: 'fetchingConfiguration' },
      ],
    },
    fetchingConfiguration: {
      description: 'TV providers are fetched; after a restore, again.',
      tags: 'busy',
      invoke: {
        id: 'configuration',
        src: 'configuration',
        onDone: [
          {
            guard: { type: 'providerIsKnown', params: resultOf },
            target: 'authenticating',
            actions: { type: 'keepProvider', params: resultOf },
          },
          {
            target: 'choosing',
            actions: { type: 'keepMvpds', params: resultOf },
          },
        ],
        onError: { target: '#entitlement.viewer.failed.signingIn', actions: keepError },
      },
    },
    choosing: {
      description: 'The viewer picks their TV provider.',
      tags: 'needs-user',
      entry: 'forgetError',
      on: {
        'mvpd.selected': [
          {
            guard: { type: 'isText', params: ({ event }) => event.mvpd },
            target: 'authenticating',
            actions: { type: 'keepMvpd', params: ({ event }) => event.mvpd },
          },
          { actions: 'refuseMvpd' },
        ],
      },
    },
    authenticatingWithPartner: {
      ...signIn,
      description:
        'The viewer signs in with the login of their platform, which is restored as it was.',
      invoke: {
        id: 'authentication',
        src: 'partnerAuthentication',
        input: ({ context }) =>
          compact({
            ...loginInput({ context }),
            partner: context.partner ?? undefined,
            basicFlow: 'handed over' as const,
          }),
        onSnapshot: { actions: 'renew' },
        onDone: [
          {
            guard: { type: 'hasSignedIn', params: resultOf },
            target: '#entitlement.viewer.authenticated',
            actions: { type: 'keepLogin', params: ({ event }) => event.output as never },
          },
          {
            guard: { type: 'isHandedOver', params: resultOf },
            target: 'goingOn',
            actions: { type: 'keepHandedOver', params: ({ event }) => event.output as never },
          },
          { target: '#entitlement.viewer.deciding' },
        ],
        onError: { target: '#entitlement.viewer.failed.signingIn', actions: keepError },
      },
    },
    goingOn: {
      description: 'The basic flow goes on where that of the platform ended; it is never stored.',
      always: [
        { guard: 'needsMvpd', target: 'fetchingConfiguration' },
        { target: 'authenticating' },
      ],
    },
    authenticating: {
      ...signIn,
      description:
        'The viewer signs in with a code and the page of their TV provider. Restored as it was.',
      invoke: [
        {
          id: 'authentication',
          src: 'authentication',
          input: ({ context }) =>
            compact({ ...loginInput({ context }), session: context.session ?? undefined }),
          onSnapshot: [
            {
              guard: { type: 'mvpdIsRefused', params: ({ event }) => event.snapshot },
              actions: 'forgetRefusedMvpd',
            },
            { actions: 'renew' },
          ],
          onDone: [
            {
              guard: { type: 'hasSignedIn', params: resultOf },
              target: '#entitlement.viewer.authenticated',
              actions: { type: 'keepLogin', params: ({ event }) => event.output as never },
            },
            { target: '#entitlement.viewer.deciding' },
          ],
          onError: { target: '#entitlement.viewer.failed.signingIn', actions: keepError },
        },
        remember,
      ],
    },
    again: { type: 'history', target: 'deciding' },
  },
});
