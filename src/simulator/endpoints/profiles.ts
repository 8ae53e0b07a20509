import { decodeBase64 } from '../checks/base64.js';
import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { json, type Answer } from '../http/answer.js';
import { Refusal } from '../http/refusal.js';
import type { SimulatedMvpd } from '../options.js';
import {
  degradedProfile,
  temporaryProfile,
  wireProfile,
  type WireProfile,
} from '../state/profiles.js';
import type { Owner } from '../state/records.js';
import { knownMvpd } from '../checks/parameters.js';
import { sessionOfCall } from '../state/sessions.js';

/** E10 (`retrieve-profile-for-specific-code`). */
export const profileEndpoints: readonly Endpoint[] = [
  {
    id: 'E10',
    method: 'GET',
    path: '/api/v2/:serviceProvider/profiles/code/:code',
    errors: 'enhanced',
    query: [],
    fields: [],
    undocumented: 'invalid_parameter_code',
    handle: profileForCode,
  },
];

function profileForCode(call: CheckedCall): Answer {
  const { owner, parameters } = sessionOfCall(call);
  if (parameters.mvpd === undefined) return json(200, { profiles: {} });
  const profile = currentProfile(call, owner, knownMvpd(call.state, parameters.mvpd));
  return json(200, { profiles: profile ? { [parameters.mvpd]: profile } : {} });
}

/** Regular, degraded or temporary: the types that a query by code can find. */
function currentProfile(
  call: CheckedCall,
  owner: Owner,
  mvpd: SimulatedMvpd,
): WireProfile | undefined {
  const { state } = call;
  if (mvpd.degraded) return degradedProfile(state);
  if (mvpd.tempPass) return temporaryAccess(call, owner, mvpd);
  const serviceProvider = call.params['serviceProvider'] ?? '';
  const profile = state.profiles
    .find({ serviceProvider, owner, mvpd: mvpd.id }, state.now())
    .find(({ type }) => type === 'regular');
  return profile && wireProfile(profile);
}

function temporaryAccess(call: CheckedCall, owner: Owner, mvpd: SimulatedMvpd): WireProfile {
  const { state } = call;
  const identity = temporaryIdentity(call.headers, mvpd);
  const trial = state.trials.begin(
    {
      serviceProvider: call.params['serviceProvider'] ?? '',
      mvpd: mvpd.id,
      deviceId: owner.deviceId,
      identity,
    },
    state.now(),
  );
  const profile = temporaryProfile(state, mvpd, trial);
  if (profile.notAfter <= state.now()) {
    throw new Refusal('temporary_access_duration_limit_exceeded', 'The access has run out.');
  }
  return profile;
}

/** @throws Refusal where a promotional access comes without a readable identity */
function temporaryIdentity(headers: Headers, mvpd: SimulatedMvpd): string | undefined {
  if (mvpd.tempPass !== 'promotional') return undefined;
  const value = headers.get('ap-temppass-identity');
  const identity = value === null ? undefined : decodeBase64(value);
  if (identity === undefined || identity.trim() === '') {
    throw new Refusal(
      'invalid_header_identity_for_temporary_access',
      'A promotional access needs AP-TempPass-Identity, in Base64.',
    );
  }
  return identity;
}
