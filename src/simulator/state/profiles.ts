import { encodeBase64 } from '../checks/base64.js';
import { newDigest } from './ids.js';
import type {
  AttributeRecord,
  ProfileRecord,
  SessionRecord,
  StoredProfileType,
  TrialRecord,
} from './records.js';
import type { State } from './state.js';
import type { SimulatedMvpd } from '../mvpds.js';

/** A profile as the wire has it: times are numbers of milliseconds (`profiles-apis`). */
export interface WireProfile {
  readonly notBefore: number;
  readonly notAfter: number;
  readonly issuer: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, AttributeRecord>>;
}

/** The attributes that a login with an MVPD gives. */
export function loginAttributes({ settings }: State): Record<string, AttributeRecord> {
  return {
    userID: { value: encodeBase64(newDigest()), state: 'plain' },
    householdID: { value: encodeBase64(newDigest()), state: 'plain' },
    zip: { value: encodeBase64(newDigest()), state: settings.encryptedState },
  };
}

/** The attributes of a profile that single sign-on has found. */
export function ssoAttributes(mvpd: string, userId = newDigest()): Record<string, AttributeRecord> {
  return {
    upstreamUserID: { value: userId, state: 'plain' },
    userID: { value: userId, state: 'plain' },
    mvpd: { value: mvpd, state: 'plain' },
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
    attributes: loginAttributes(state),
    issuer: undefined,
    notBefore: now,
    notAfter: now + state.settings.profileLife,
    invalidated: false,
  };
  state.profiles.add(profile);
  return profile;
}

/** A stored profile on the wire, as the type that it has for whoever asks. */
export function wireProfile(
  profile: ProfileRecord,
  type: StoredProfileType = profile.type,
): WireProfile {
  const { notBefore, notAfter, mvpd } = profile;
  const issuer = profile.issuer ?? (type === 'appleSSO' ? 'Apple' : mvpd);
  const userId = profile.attributes['userID']?.value;
  const attributes =
    type === profile.type
      ? profile.attributes
      : ssoAttributes(mvpd, typeof userId === 'string' ? userId : undefined);
  return { notBefore, notAfter, issuer, type, attributes };
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
          remaining_resources: { value: remainingResources(mvpd, trial), state: 'plain' },
          used_assets: { value: [...trial.assets], state: 'plain' },
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

/** How many more resources a promotional access permits. */
export function remainingResources(mvpd: SimulatedMvpd, trial: TrialRecord): number {
  return Math.max(0, (mvpd.tempPassResources ?? 5) - trial.assets.length);
}
