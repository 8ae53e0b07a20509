import {
  type EntitlementContext,
  type EntitlementInput,
  entitlementMachine,
  entitlementView,
} from '../../../machines/index.js';
import { EnhancedError } from '../../../src/errors/enhanced-error.js';
import type { Exploration } from './explore.js';
import {
  checkedProfiles,
  marks,
  permit,
  profiles,
  sessions,
  signInEvents,
  signInOutputs,
  strangers,
  times,
} from './outputs.js';

const error = new EnhancedError('No', { code: 'something', remedy: 'authenticate' }).toJSON();
const cablevision = { id: 'Cablevision', displayName: 'Cablevision' };
const access = { mvpd: cablevision, reason: 'login', profile: profiles.regular.profile };

/** A partner login that goes on as a basic one. */
const handedOver = [null, ...sessions].map((session) => ({
  phase: 'handed_over',
  session,
  platformMappingId: 'cablevision',
  fallback: { reason: 'pfs_fallback' },
}));

const signIn = ({ mvpd, access: had, session, platformMappingId }: EntitlementContext) => ({
  mvpd: mvpd !== null,
  access: had && had.profile !== null,
  session: session !== null,
  platformMappingId,
});

const requests = ({ access: had, temporary, plays, markRequests }: EntitlementContext) => ({
  access: had !== null,
  temporary: temporary && temporary.over === null,
  // Of those that have ended, only one that broke can go on.
  play:
    plays[0] &&
    (plays[0].output ? plays[0].output.phase === 'failed' : plays[0].mvpd ? 'live' : 'waiting'),
  marks: markRequests.some(({ error: why }) => why === null),
});

const signInEventsOfAViewer = [
  { type: 'authenticate' },
  { type: 'authenticate', mvpd: 'Dish' },
  { type: 'authenticate', mvpd: null },
  { type: 'viewer.changed' },
  { type: 'mvpd.choose' },
  { type: 'mvpd.selected', mvpd: 'Dish' },
  { type: 'mvpd.selected' },
  { type: 'profile.selected', mvpd: 'Dish' },
  { type: 'profile.selected', mvpd: 7 },
  { type: 'logout' },
  { type: 'userAgent.skipped' },
  { type: 'partnerLogout.confirmed' },
  ...signInEvents,
  ...strangers,
];

const requestEvents = [
  { type: 'temporaryAccess.start', mvpd: 'TempPass' },
  { type: 'temporaryAccess.start' },
  { type: 'temporaryAccess.end' },
  { type: 'play', resource: 'one' },
  { type: 'play', resource: 'one', mvpd: 'TempPass' },
  { type: 'play.retry', resource: 'one' },
  { type: 'play.retry', resource: null },
  { type: 'play.end', resource: 'one' },
  { type: 'play.end' },
  { type: 'preauthorize', resources: ['one', 'two'] },
  { type: 'preauthorize', resources: null, mvpd: 'Dish' },
  { type: 'authenticate' },
  { type: 'profile.check' },
  { type: 'viewer.changed' },
  { type: 'mvpd.choose' },
  { type: 'mvpd.selected', mvpd: 'Dish' },
  { type: 'logout' },
  { type: 'retry' },
  { type: 'cancel' },
];

/** What of a life is explored, and how it begins. */
export type Life = Partial<EntitlementInput> & { readonly of: 'signing in' | 'requests' };

/** The life of a viewer. */
export const entitlement = ({ of, ...input }: Life): Exploration => ({
  machine: entitlementMachine,
  input: { screen: 'primary', redirectUrl: 'https://adobe.com', ...input },
  view: entitlementView,
  phases: [
    'restoring',
    'checking',
    'selectingProfile',
    'unauthenticated',
    'confirming',
    'fetchingConfiguration',
    'choosing',
    'authenticating',
    'authenticated',
    'loggingOut',
    'failed',
  ],
  essence: of === 'requests' ? requests : signIn,
  remembers: of === 'signing in',
  unreached: input.partner ? [] : ['viewer.signingIn.authenticatingWithPartner'],
  isEnd: ({ phase }) => phase === 'authenticated',
  events: of === 'requests' ? requestEvents : signInEventsOfAViewer,
  outputs: {
    restore: [
      { mvpd: null, access: null, isGood: false },
      { mvpd: cablevision, access: null, isGood: false },
      { mvpd: cablevision, access, isGood: false },
      { mvpd: cablevision, access, isGood: true },
    ],
    remember: [undefined],
    checkProfiles: checkedProfiles([], [profiles.regular], [profiles.regular, profiles.sso]),
    configuration: [[], [{ ...cablevision, platformMappingId: 'cablevision' }]],
    waitUntil: times,
    authentication: signInOutputs,
    partnerAuthentication: [...signInOutputs, ...handedOver],
    logout: [
      { phase: 'done', outcomes: [] },
      { phase: 'cancelled', outcomes: [] },
      { phase: 'cancelled', outcomes: [], answerLost: true },
      { phase: 'cancelled', outcomes: [{ mvpd: 'A', actionName: 'logout', carriedOut: false }] },
    ],
    authorization: [
      { phase: 'permitted', mvpd: 'Cablevision', resource: 'one', ...permit },
      { phase: 'denied', error },
      { phase: 'rejected' },
      { phase: 'needs_authentication', error },
      { phase: 'temporary_access_over', error },
      { phase: 'cancelled' },
    ],
    preauthorization: [
      { phase: 'done', decisions: marks },
      { phase: 'done', decisions: [] },
      { phase: 'needs_authentication', error },
      { phase: 'cancelled' },
    ],
  },
  snapshots: {
    preauthorization: [
      { value: 'failed', context: { error } },
      { value: 'preauthorizing', context: { error: null } },
    ],
    authorization: [{ value: 'failed', context: { error } }],
  },
});
