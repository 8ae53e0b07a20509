import { partnerStatus } from '../checks/partner-status.js';
import type { CheckedCall } from '../http/endpoint.js';
import { Refusal } from '../http/refusal.js';
import type { SimulatedMvpd } from '../mvpds.js';
import { isValid, sameIdentity } from '../state/profile-store.js';
import type { ProfileRecord, StoredProfileType } from '../state/records.js';

/** A stored profile, and the type that it has for whoever asks. */
export interface SeenProfile {
  readonly profile: ProfileRecord;
  readonly type: StoredProfileType;
}

const order: readonly StoredProfileType[] = [
  'regular',
  'platformSSO',
  'serviceTokenSSO',
  'appleSSO',
];

/**
 * The profiles that a call may see: those of its own client and device, and those of the same person
 * elsewhere; regular ones first. Ended ones are among them. Whether the partner's may be used depends
 * on the partner status, which is checked elsewhere.
 */
export function seenProfiles(call: CheckedCall, mvpd?: string): SeenProfile[] {
  const { state, identity } = call;
  const owner = { clientId: call.client?.id ?? '', deviceId: call.deviceId };
  const serviceProvider = call.params['serviceProvider'] ?? '';
  const found = state.profiles.findAny({
    serviceProvider,
    owner,
    identity,
    ...(mvpd !== undefined && { mvpd }),
  });
  const seen: SeenProfile[] = [];
  for (const profile of found) {
    const type = seenType(call, profile);
    if (type) seen.push({ profile, type });
  }
  return order.flatMap((type) => seen.filter((candidate) => candidate.type === type));
}

function seenType(call: CheckedCall, profile: ProfileRecord): StoredProfileType | undefined {
  const { identity } = call;
  if (profile.type === 'platformSSO' || profile.type === 'serviceTokenSSO') {
    if (identity?.type !== profile.type) return undefined;
    const everybodys = profile.identity === undefined;
    return everybodys || sameIdentity(profile.identity, identity) ? profile.type : undefined;
  }
  const own =
    (profile.clientId === undefined || profile.clientId === call.client?.id) &&
    (profile.deviceId === undefined || profile.deviceId === call.deviceId);
  if (own) return profile.type;
  return sameIdentity(profile.identity, identity) ? identity?.type : undefined;
}

/**
 * The MVPD that AP-Partner-Framework-Status names, where it was sent.
 *
 * @throws Refusal where it was sent and is of no use
 */
export function sentPartner(call: CheckedCall): SimulatedMvpd | undefined {
  return call.headers.has('ap-partner-framework-status') ? requiredPartner(call) : undefined;
}

/** @throws Refusal where the header is missing, or of no use */
function requiredPartner({ state, headers }: CheckedCall): SimulatedMvpd | undefined {
  const { mvpd, problem } = partnerStatus(state, headers);
  if (problem) throw new Refusal(problem.code, problem.reason);
  return mvpd;
}

/** @throws Refusal where the partner names another MVPD than the path does */
export function checkPartnerMvpd(partner: SimulatedMvpd | undefined, mvpd: string): void {
  if (!partner || partner.id === mvpd) return;
  throw new Refusal(
    'invalid_header_pfs_provider_id_mismatch',
    `The partner status is about ${partner.id}, and not about ${mvpd}.`,
  );
}

/**
 * Makes sure that the viewer is signed in with an MVPD, as decisions need it.
 *
 * @throws Refusal
 */
export function requireProfile(call: CheckedCall, mvpd: string): void {
  const seen = seenProfiles(call, mvpd);
  const valid = seen.filter(({ profile }) => isValid(profile, call.state.now()));
  if (valid.some(({ type }) => type !== 'appleSSO')) return;
  if (valid.length > 0) {
    checkPartnerMvpd(requiredPartner(call), mvpd);
    return;
  }
  if (seen.some(({ profile }) => profile.invalidated)) {
    throw new Refusal('authenticated_profile_invalidated', `The profile was with ${mvpd}.`);
  }
  if (seen.length > 0) {
    throw new Refusal('authenticated_profile_expired', `The profile was with ${mvpd}.`);
  }
  throw new Refusal('authenticated_profile_missing', `Nobody is signed in with ${mvpd}.`);
}
