import { EnhancedError } from '../../../src/errors/enhanced-error.js';
import type { PassErrorFields } from '../../../src/errors/base.js';
import type { Remedy } from '../../../src/errors/remedy.js';
import { parameters } from '../../support/world.js';

/** Epoch milliseconds: the end of all that ends. */
const END = 5_000_000;

/** What `waitUntil` may give: a time before the end, at it, and long after it. */
export const times = [0, END - 1, END, 2e15];

/** What time it is when an actor answers. */
const clock = { now: END - 1, offset: 7_200_000 };

const session = {
  actionType: 'direct',
  reasonType: 'none',
  missingParameters: [],
  sessionId: 'a-session',
  notAfter: END,
};

const coded = { ...session, code: 'ABCDEFG', url: 'https://sp.auth.adobe.com/authenticate' };

/** The answers to a request for a session: every action name, and some that nobody knows. */
export const sessions: readonly unknown[] = [
  { ...coded, actionName: 'authenticate' },
  { ...coded, actionName: 'resume', missingParameters: ['mvpd', 'domainName'] },
  { ...coded, actionName: 'resume', missingParameters: [] },
  { ...coded, actionName: 'retry', missingParameters: ['redirectUrl', 'shoeSize'] },
  { ...session, actionName: 'authorize', mvpd: 'Cablevision', reasonType: 'authenticatedSSO' },
  { ...session, actionName: 'partner_profile' },
  { ...session, actionName: 'dance' },
  { ...session, actionName: '' },
  { ...session, actionName: '__proto__' },
];

const profile = (type: string) => ({ type, notBefore: 0, notAfter: END, attributes: {} });

/** What the actors that ask for a session give. */
export const answeredSessions = sessions.map((answered) => ({ session: answered, clock }));

export const found: readonly unknown[] = [
  null,
  { mvpd: 'Cablevision', profile: profile('regular') },
  { mvpd: 'ATTOTT', profile: profile('degraded') },
  { mvpd: 'TempPass', profile: profile('temporary') },
];

const failure = (code: string, remedy: Remedy, more: Partial<PassErrorFields> = {}) =>
  new EnhancedError('No', { code, remedy, ...more }).toJSON();

/** Why a question about a profile has no answer. */
const unanswered = [
  failure('something', 'retry'),
  failure('something', 'retry', { retryAfter: 60_000 }),
  failure('internal_server_error', 'none', { httpStatus: 500 }),
  failure('restored', 'none'),
  failure('something', 'new-session'),
  failure('something', 'select-mvpd'),
  failure('something', 'authenticate'),
  failure('something', 'none'),
];

/** What a check for the profile of a code gives. */
export const checkedProfile: readonly unknown[] = [
  ...found.map((one) => ({ found: one, error: null, clock })),
  ...unanswered.map((error) => ({ found: null, error, clock })),
];

/** What the question who the viewer is gives. */
export const checkedProfiles = (...answers: ReadonlyArray<readonly unknown[]>) => [
  ...answers.map((answer) => ({ found: answer, error: null, clock })),
  ...unanswered.map((error) => ({ found: [], error, clock })),
  // The profile may have ended while nobody answered.
  { found: [], error: failure('something', 'retry'), clock: { now: 2e15, offset: 0 } },
];

export const profiles = {
  regular: { mvpd: 'Cablevision', profile: profile('regular') },
  sso: { mvpd: 'Dish', profile: profile('appleSSO') },
};

/** What no machine takes, and events that carry what they must not. */
export const strangers = [
  { type: 'no.such.event' },
  { type: 'no.such.event', error: 'x', output: {}, mvpd: 'x' },
  { type: '' },
];

export const signInEvents = [
  { type: 'parameters.provided', ...parameters },
  { type: 'parameters.provided' },
  { type: 'parameters.provided', mvpd: null, domainName: 7 },
  { type: 'userAgent.returned' },
  { type: 'userAgent.closed' },
  { type: 'profile.check' },
  { type: 'code.renew' },
  { type: 'retry' },
  { type: 'cancel' },
];

/** What a sign-in may end with. */
export const signInOutputs = [
  { phase: 'authorize', mvpd: 'Cablevision', reason: 'login', profile: profile('regular') },
  { phase: 'authorize', mvpd: 'Dish', reason: 'degraded' },
  { phase: 'cancelled' },
];

export const marks = [
  { resource: 'one', permitted: true },
  { resource: 'two', permitted: false },
];

export const permit = { ticket: 'a-ticket', verify: false };
