import { encodeBase64 } from '../checks/base64.js';
import { newDigest } from './ids.js';
import type { AttributeRecord, ProfileRecord, SessionRecord, TrialRecord } from './records.js';
import type { State } from './state.js';
import type { SimulatedMvpd } from '../options.js';

/** A profile as the wire has it: times are numbers of milliseconds (`profiles-apis`). */
export interface WireProfile {
  readonly notBefore: number;
  readonly notAfter: number;
  readonly issuer: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, AttributeRecord>>;
}

/** The attributes that a login with an MVPD gives. */
export function loginAttributes(): Record<string, AttributeRecord> {
  return {
    userID: { value: encodeBase64(newDigest()), state: 'plain' },
    householdID: { value: encodeBase64(newDigest()), state: 'plain' },
    zip: { value: encodeBase64(newDigest()), state: 'enc' },
  };
}

/** Stores what a login (or the partner's SAML response) is worth. */
export function createProfile(
  state: State,
  about: Pick<ProfileRecord, 'serviceProvider' | 'mvpd' | 'type' | 'identity'> & {
    readonly owner: SessionRecord['owner'];
  },
): ProfileRecord {
  const now = state.now();
  const profile: ProfileRecord = {
    serviceProvider: about.serviceProvider,
    clientId: about.owner.clientId,
    deviceId: about.owner.deviceId,
    identity: about.identity,
    mvpd: about.mvpd,
    type: about.type,
    attributes: loginAttributes(),
    notBefore: now,
    notAfter: now + state.settings.profileLife,
  };
  state.profiles.add(profile);
  return profile;
}

/** A stored profile on the wire. */
export function wireProfile(profile: ProfileRecord): WireProfile {
  const { notBefore, notAfter, type, attributes, mvpd } = profile;
  return { notBefore, notAfter, issuer: type === 'appleSSO' ? 'Apple' : mvpd, type, attributes };
}

/** The profile that an AuthNAll rule makes up: short, and nobody's. */
export function degradedProfile(state: State): WireProfile {
  const now = state.now();
  return {
    notBefore: now,
    notAfter: now + state.settings.degradedLife,
    issuer: 'Adobe',
    type: 'degraded',
    attributes: { userID: { value: `95cf93bcd183214a${newDigest()}`, state: 'plain' } },
  };
}

/** The profile of a temporary access that has begun. */
export function temporaryProfile(
  state: State,
  mvpd: SimulatedMvpd,
  trial: TrialRecord,
): WireProfile {
  const notAfter = trial.startedAt + state.settings.tempPassLife;
  const quota: Record<string, AttributeRecord> =
    mvpd.tempPass === 'promotional'
      ? {
          remaining_resources: { value: 5, state: 'plain' },
          used_assets: { value: [], state: 'plain' },
        }
      : {};
  return {
    notBefore: trial.startedAt,
    notAfter,
    issuer: 'Adobe',
    type: 'temporary',
    attributes: {
      ...quota,
      expiration_date: { value: notAfter, state: 'plain' },
      userID: { value: trial.userId, state: 'plain' },
    },
  };
}
