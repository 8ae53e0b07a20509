import { knownMvpd } from '../checks/parameters.js';
import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { json, type Answer } from '../http/answer.js';
import { degradationOf, type SimulatedMvpd } from '../mvpds.js';
import { isValid } from '../state/profile-store.js';
import { degradedProfile, wireProfile, type WireProfile } from '../state/profiles.js';
import type { Owner } from '../state/records.js';
import { sessionOfCall } from '../state/sessions.js';
import { checkPartnerMvpd, seenProfiles, sentPartner } from './seen-profiles.js';
import { temporaryAccess } from './temporary.js';

const shared = { method: 'GET', errors: 'enhanced', query: [], fields: [] } as const;

/** E8, E9 and E10 (`profiles-apis`). */
export const profileEndpoints: readonly Endpoint[] = [
  {
    ...shared,
    id: 'E8',
    path: '/api/v2/:serviceProvider/profiles',
    undocumented: 'invalid_parameter_mvpd',
    handle: (call) => json(200, { profiles: storedProfiles(call) }),
  },
  {
    ...shared,
    id: 'E9',
    path: '/api/v2/:serviceProvider/profiles/:mvpd',
    undocumented: 'invalid_parameter_mvpd',
    handle: profileForMvpd,
  },
  {
    ...shared,
    id: 'E10',
    path: '/api/v2/:serviceProvider/profiles/code/:code',
    undocumented: 'invalid_parameter_code',
    handle: profileForCode,
  },
];

/** What the viewer has got by signing in, one profile for each MVPD. */
function storedProfiles(call: CheckedCall, mvpd?: string): Record<string, WireProfile> {
  const { state } = call;
  const partner = sentPartner(call);
  if (mvpd !== undefined) checkPartnerMvpd(partner, mvpd);
  const profiles: Record<string, WireProfile> = {};
  for (const { profile, type } of seenProfiles(call, mvpd)) {
    const { mvpd: id } = profile;
    const hidden =
      !isValid(profile, state.now()) ||
      state.mvpds.get(id)?.enabled === false ||
      (type === 'appleSSO' && partner?.id !== id);
    if (!hidden) profiles[id] ??= wireProfile(profile, type);
  }
  return profiles;
}

function profileForMvpd(call: CheckedCall): Answer {
  const mvpd = knownMvpd(call.state, call.params['mvpd'] ?? '');
  const owner = { clientId: call.client?.id ?? '', deviceId: call.deviceId };
  const made = madeUpProfile(call, owner, mvpd, 'peek');
  return json(200, { profiles: made ? { [mvpd.id]: made } : storedProfiles(call, mvpd.id) });
}

function profileForCode(call: CheckedCall): Answer {
  const { owner, parameters } = sessionOfCall(call);
  if (parameters.mvpd === undefined) return json(200, { profiles: {} });
  const mvpd = knownMvpd(call.state, parameters.mvpd);
  const profile = madeUpProfile(call, owner, mvpd, 'begin') ?? regularProfile(call, owner, mvpd);
  return json(200, { profiles: profile ? { [parameters.mvpd]: profile } : {} });
}

/** The profile that nobody has to sign in for. */
function madeUpProfile(
  call: CheckedCall,
  owner: Owner,
  mvpd: SimulatedMvpd,
  how: 'begin' | 'peek',
): WireProfile | undefined {
  if (degradationOf(mvpd) === 'AuthNAll') return degradedProfile(call.state);
  return mvpd.tempPass ? temporaryAccess(call, owner, mvpd, how) : undefined;
}

/** The only stored type that a query by code finds. */
function regularProfile(
  { state, params }: CheckedCall,
  owner: Owner,
  mvpd: SimulatedMvpd,
): WireProfile | undefined {
  const serviceProvider = params['serviceProvider'] ?? '';
  const profile = state.profiles
    .find({ serviceProvider, owner, mvpd: mvpd.id }, state.now())
    .find(({ type }) => type === 'regular');
  return profile && wireProfile(profile);
}
