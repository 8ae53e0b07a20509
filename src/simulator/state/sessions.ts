import { Refusal } from '../http/refusal.js';
import type { CheckedCall } from '../http/endpoint.js';
import { knownMvpd, plainDomain, safeRedirectUrl, wellFormedCode } from '../checks/parameters.js';
import { degradationOf } from '../mvpds.js';
import { newCode, newUuid } from './ids.js';
import { sameIdentity } from './profile-store.js';
import type { Identity, Owner, SessionParameters, SessionRecord } from './records.js';
import type { State } from './state.js';
import { nanoid } from 'nanoid';

/** Why nobody has to log in (`reasonType` of an `authorize`). */
export type GrantReason = 'authenticated' | 'authenticatedSSO' | 'temporary' | 'degraded';

/** What a session is asked to bind, checked. @throws Refusal */
export function sessionParameters(state: State, form: URLSearchParams): SessionParameters {
  const parameters: SessionParameters = {};
  const mvpd = form.get('mvpd');
  const domainName = form.get('domainName');
  const redirectUrl = form.get('redirectUrl');
  if (mvpd !== null) parameters.mvpd = knownMvpd(state, mvpd).id;
  if (domainName !== null) parameters.domainName = plainDomain(domainName);
  if (redirectUrl !== null) parameters.redirectUrl = safeRedirectUrl(redirectUrl);
  return parameters;
}

/** What is missing, in the words of the wire: `domain` stands for `domainName` (D6). */
export function missingParameters(parameters: SessionParameters): string[] {
  const missing: string[] = [];
  if (parameters.mvpd === undefined) missing.push('mvpd');
  if (parameters.domainName === undefined) missing.push('domain');
  if (parameters.redirectUrl === undefined) missing.push('redirectUrl');
  return missing;
}

/** Why this device may go on without a login; `undefined` where it may not. */
export function grantReason(
  state: State,
  query: {
    readonly serviceProvider: string;
    readonly owner: Owner;
    readonly identity: Identity | undefined;
    readonly mvpd: string;
  },
): GrantReason | undefined {
  const mvpd = state.mvpds.get(query.mvpd);
  if (degradationOf(mvpd) === 'AuthNAll') return 'degraded';
  if (mvpd?.tempPass) return 'temporary';
  const { identity, ...own } = query;
  const now = state.now();
  const mine = state.profiles.find(own, now);
  if (mine.some(({ type }) => type === 'regular')) return 'authenticated';
  if (!identity) return undefined;
  const sso = state.profiles.find(query, now).some(
    (profile) =>
      sameIdentity(profile.identity, identity) ||
      // One that a tester has added without a subject stands for everybody's.
      (profile.identity === undefined && profile.type === identity.type),
  );
  return sso ? 'authenticatedSSO' : undefined;
}

/** Opens a session; the device's former code dies with that. */
export function openSession(call: CheckedCall, parameters: SessionParameters): SessionRecord {
  const { state, headers } = call;
  const now = state.now();
  const session: SessionRecord = {
    code: newCode(),
    id: newUuid(),
    loginKey: nanoid(),
    serviceProvider: call.params['serviceProvider'] ?? '',
    owner: { clientId: call.client?.id ?? '', deviceId: call.deviceId },
    identity: call.identity,
    parameters: { ...parameters },
    deviceInfo: headers.get('x-device-info') ?? '',
    userAgent: headers.get('user-agent') ?? '',
    address: headers.get('x-forwarded-for') ?? call.address,
    origin: call.url.origin,
    notBefore: now,
    notAfter: now + state.settings.codeLife,
    status: 'open',
  };
  closeCurrentSession(call);
  store(state, session);
  return session;
}

/** Kills the code that the device was given before. */
export function closeCurrentSession(call: CheckedCall): void {
  const { state } = call;
  const code = state.currentCodes.get(
    deviceKey(call.params['serviceProvider'] ?? '', call.deviceId),
  );
  const former = code === undefined ? undefined : state.sessions.get(code);
  if (former) forget(state, former);
}

/** The same session under a new code (D10); the old code is dead. */
export function renewCode(state: State, session: SessionRecord): SessionRecord {
  forget(state, session);
  const renewed = { ...session, code: newCode(), loginKey: nanoid() };
  store(state, renewed);
  return renewed;
}

/** Another session for the same device, which lives anew; the old code is dead. */
export function replaceSession(state: State, session: SessionRecord): SessionRecord {
  forget(state, session);
  const now = state.now();
  const replacement: SessionRecord = {
    ...session,
    parameters: { ...session.parameters },
    code: newCode(),
    id: newUuid(),
    loginKey: nanoid(),
    notBefore: now,
    notAfter: now + state.settings.codeLife,
    status: 'open',
  };
  store(state, replacement);
  return replacement;
}

function store(state: State, session: SessionRecord): void {
  state.sessions.set(session.code, session);
  state.logins.set(session.loginKey, session);
  state.currentCodes.set(deviceKey(session.serviceProvider, session.owner.deviceId), session.code);
}

function forget(state: State, session: SessionRecord): void {
  state.sessions.delete(session.code);
  state.logins.delete(session.loginKey);
}

function deviceKey(serviceProvider: string, deviceId: string): string {
  return JSON.stringify([serviceProvider, deviceId]);
}

/** The living session behind a code. @throws Refusal */
function liveSession(state: State, code: string, serviceProvider: string): SessionRecord {
  const session = state.sessions.get(wellFormedCode(code));
  if (!session || session.serviceProvider !== serviceProvider) {
    throw new Refusal('invalid_authentication_session', 'The code is unknown, or was replaced.');
  }
  if (session.notAfter <= state.now()) {
    throw new Refusal('invalid_authentication_session', 'The code has expired.');
  }
  return session;
}

/** The living session behind the code in a call's path. @throws Refusal */
export function sessionOfCall({ state, params }: CheckedCall): SessionRecord {
  return liveSession(state, params['code'] ?? '', params['serviceProvider'] ?? '');
}
