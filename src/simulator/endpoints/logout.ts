import { nanoid } from 'nanoid';
import { knownMvpd, safeRedirectUrl } from '../checks/parameters.js';
import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { json, type Answer } from '../http/answer.js';
import { Refusal } from '../http/refusal.js';
import { degradationOf } from '../mvpds.js';
import { sameIdentity } from '../state/profile-store.js';
import type { ProfileRecord } from '../state/records.js';

/** E15 (`initiate-logout-for-specific-mvpd`). */
export const logoutEndpoints: readonly Endpoint[] = [
  {
    id: 'E15',
    method: 'GET',
    path: '/api/v2/:serviceProvider/logout/:mvpd',
    errors: 'enhanced',
    query: ['redirectUrl'],
    fields: [],
    undocumented: 'invalid_parameter_redirect_url',
    handle: initiateLogout,
  },
];

interface Logout {
  readonly actionName: 'logout' | 'partner_logout' | 'complete' | 'invalid';
  readonly actionType: 'interactive' | 'partner_interactive' | 'none';
  readonly mvpd: string;
  readonly url?: string;
}

function initiateLogout(call: CheckedCall): Answer {
  const redirectUrl = call.url.searchParams.get('redirectUrl');
  if (redirectUrl === null) {
    throw new Refusal('invalid_parameter_redirect_url', 'redirectUrl is missing.');
  }
  safeRedirectUrl(redirectUrl);
  const asked = knownMvpd(call.state, call.params['mvpd'] ?? '').id;
  const group = call.state.logoutGroups.find((members) => members.includes(asked)) ?? [];
  const deleted = new Map<string, ProfileRecord[]>();
  for (const mvpd of new Set([asked, ...group])) deleted.set(mvpd, takeProfiles(call, mvpd));
  for (const profile of takeSharedIdentity(call)) {
    deleted.set(profile.mvpd, [...(deleted.get(profile.mvpd) ?? []), profile]);
  }
  const logouts: Record<string, Logout> = {};
  for (const [mvpd, profiles] of deleted) {
    logouts[mvpd] = outcome(call, mvpd, profiles, redirectUrl);
  }
  return json(200, { logouts });
}

function takeProfiles(call: CheckedCall, mvpd: string): ProfileRecord[] {
  const { state, identity } = call;
  const owner = { clientId: call.client?.id ?? '', deviceId: call.deviceId };
  const serviceProvider = call.params['serviceProvider'] ?? '';
  return state.profiles.take({ serviceProvider, owner, mvpd, identity }, state.now());
}

/** Single logout: what the same person has with other MVPDs goes too. */
function takeSharedIdentity({ state, identity }: CheckedCall): ProfileRecord[] {
  const taken: ProfileRecord[] = [];
  if (!identity) return taken;
  state.profiles.remove((profile) => {
    if (!sameIdentity(profile.identity, identity)) return false;
    if (profile.notAfter > state.now()) taken.push(profile);
    return true;
  });
  return taken;
}

function outcome(
  call: CheckedCall,
  id: string,
  profiles: readonly ProfileRecord[],
  redirectUrl: string,
): Logout {
  const mvpd = call.state.mvpds.get(id);
  const done = (actionName: 'complete' | 'invalid'): Logout => ({
    actionName,
    actionType: 'none',
    mvpd: id,
  });
  if (degradationOf(mvpd) === 'AuthNAll' || mvpd?.tempPass) return done('complete');
  if (profiles.length === 0) return done('invalid');
  if (profiles.every(({ type }) => type === 'appleSSO')) {
    return { actionName: 'partner_logout', actionType: 'partner_interactive', mvpd: id };
  }
  if (mvpd?.logoutEndpoint === false) return done('complete');
  return {
    actionName: 'logout',
    actionType: 'interactive',
    mvpd: id,
    url: logoutUrl(call, id, redirectUrl),
  };
}

function logoutUrl(call: CheckedCall, mvpd: string, redirectUrl: string): string {
  const { state, url } = call;
  const serviceProvider = call.params['serviceProvider'] ?? '';
  const ticket = nanoid();
  state.logouts.set(ticket, { mvpd, serviceProvider, redirectUrl });
  const query = new URLSearchParams({
    noflash: 'true',
    mso_id: mvpd,
    requestor_id: serviceProvider,
    redirect_url: redirectUrl,
    pt_device_id: ticket,
  });
  const path = `/adobe-services/logout?${query.toString()}`;
  return state.mvpds.get(mvpd)?.relativeUrls ? path : `${url.origin}${path}`;
}
