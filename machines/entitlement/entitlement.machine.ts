import { compact } from '../../src/protocol/compact.js';
import { anyText, checkedInput, inputFields, oneOf } from '../../src/protocol/input.js';
import { signInFields } from '../authentication/authentication.input.js';
import { chart } from './entitlement.setup.js';
import { authenticated } from './states/authenticated.js';
import { identifying } from './states/identifying.js';
import { signedOut } from './states/signed-out.js';
import { signingIn } from './states/signing-in.js';
import { signingOut } from './states/signing-out.js';

const entitlementInput = /* @__PURE__ */ inputFields(() => ({
  ...signInFields(),
  choice: oneOf('here', 'elsewhere'),
  partner: anyText(),
}));

const paramsOfEvent = ({ event }: { event: unknown }) => event;

/** Not of the type of the events: no app may send them. */
const requestEvents: object = {
  'request.settled': { actions: { type: 'settleRequest', params: paramsOfEvent } },
  'request.changed': { actions: { type: 'noteRequest', params: paramsOfEvent } },
};

/** Who the viewer is, from the start of the app to the sign-out. */
const viewer = chart.createStateConfig({
  description: 'Who the viewer is, and whether they are signed in.',
  initial: 'identifying',
  states: {
    identifying,
    deciding: {
      description: 'What is known decides; it is never stored.',
      always: [
        { guard: 'hasAccess', target: 'authenticated', actions: 'keepAccessMvpd' },
        { guard: 'hasMvpd', target: 'signedOut.confirming' },
        { target: 'signedOut' },
      ],
    },
    signedOut,
    signingIn,
    authenticated,
    signingOut,
    failed: {
      description: 'Something went wrong. A retry goes on where it was.',
      tags: ['failed', 'needs-user'],
      initial: 'identifying',
      on: { cancel: { target: 'deciding', actions: 'forgetError' } },
      states: {
        identifying: {
          description: 'It could not be told who the viewer is.',
          on: {
            retry: '#entitlement.viewer.identifying.again',
            'viewer.changed': '#entitlement.viewer.identifying',
          },
        },
        signingIn: {
          description: 'The sign-in could not go on.',
          on: { retry: '#entitlement.viewer.signingIn.again' },
        },
        signingOut: {
          description: 'The sign-out could not go on.',
          on: { retry: '#entitlement.viewer.signingOut.again' },
        },
      },
    },
  },
});

/**
 * The life of a viewer, from the start of the app to the sign-out: what was stored, the one profile
 * request, the choice of a TV provider where one is due, the sign-in, play requests and marks, the end
 * of a profile, and the logout at the viewer's word (`rest-api-v2-cookbook-client-server`). It composes
 * the other machines.
 *
 * Provide its services with `entitlementServices(client)`, render `entitlementView(snapshot)`.
 */
export const entitlementMachine = chart.createMachine({
  id: 'entitlement',
  type: 'parallel',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { input: given, error } = checkedInput(entitlementInput, input);
    const { screen = 'primary', choice, domainName, redirectUrl, partner } = given;
    return {
      version: 2,
      screen,
      choosesElsewhere: choice === 'elsewhere' && screen === 'secondary',
      partner: partner ?? null,
      parameters: compact({ domainName, redirectUrl }),
      activationUrl: given.activationUrl ?? null,
      pollInterval: given.pollInterval ?? null,
      mvpd: null,
      access: null,
      confirmedAt: 0,
      temporary: null,
      profiles: [],
      mvpds: [],
      session: null,
      fallback: null,
      platformMappingId: null,
      plays: [],
      marks: {},
      markRequests: [],
      outcomes: [],
      requests: 0,
      error,
    };
  },
  states: {
    viewer,
    requests: {
      description:
        'What is played and marked, beside the viewer. Each request is an actor, and restored as it was.',
      on: {
        play: { actions: { type: 'play', params: ({ event }) => event } },
        'play.retry': {
          guard: { type: 'canRetryPlay', params: ({ event }) => event.resource },
          actions: { type: 'retryPlay', params: ({ event }) => event.resource },
        },
        'play.end': {
          guard: { type: 'isPlay', params: ({ event }) => event.resource },
          actions: { type: 'endPlay', params: ({ event }) => event.resource },
        },
        preauthorize: { actions: { type: 'preauthorize', params: ({ event }) => event } },
        'temporaryAccess.start': {
          guard: { type: 'isText', params: ({ event }) => event.mvpd },
          actions: [
            { type: 'beginTemporary', params: ({ event }) => event.mvpd },
            'beginWaitingPlays',
          ],
        },
        'temporaryAccess.end': { guard: 'hasTemporary', actions: 'endTemporary' },
        ...requestEvents,
      },
    },
  },
});
