import { tempPassIdentity } from '../checks/temp-pass-identity.js';
import type { CheckedCall } from '../http/endpoint.js';
import { Refusal } from '../http/refusal.js';
import type { SimulatedMvpd } from '../mvpds.js';
import { remainingResources, temporaryProfile, type WireProfile } from '../state/profiles.js';
import type { Owner, TrialRecord } from '../state/records.js';
import type { TrialQuery } from '../state/trial-store.js';

/** Why a temporary access is over, or was never possible (`temp-pass-feature`). */
export type TemporaryProblem =
  | 'invalid_configuration_temporary_access'
  | 'invalid_header_identity_for_temporary_access'
  | 'temporary_access_duration_limit_exceeded'
  | 'temporary_access_resources_limit_exceeded';

/**
 * The profile of a temporary access.
 *
 * @param how whether the clock starts with that, if it has not started yet
 * @throws Refusal where there is no access, or none any more
 */
export function temporaryAccess(
  call: CheckedCall,
  owner: Owner,
  mvpd: SimulatedMvpd,
  how: 'begin' | 'peek',
): WireProfile {
  const { state } = call;
  const unusable = unusableAccess(call, mvpd);
  if (unusable) throw over(call, mvpd, unusable, how);
  const query = trialQuery(call, owner, mvpd);
  const trial = state.trials.peek(query, state.now());
  const profile = temporaryProfile(state, mvpd, trial);
  if (profile.notAfter <= state.now()) {
    throw over(call, mvpd, 'temporary_access_duration_limit_exceeded', how);
  }
  if (mvpd.tempPass === 'promotional' && remainingResources(mvpd, trial) === 0) {
    throw over(call, mvpd, 'temporary_access_resources_limit_exceeded', how);
  }
  if (how === 'begin') state.trials.join(trial, query);
  return profile;
}

/**
 * Whether a temporary access permits a resource, and until when. An authorization starts the clock,
 * and counts.
 *
 * @returns the problem, or the end of the access in epoch milliseconds
 */
export function temporaryDecision(
  call: CheckedCall,
  mvpd: SimulatedMvpd,
  kind: 'preauthorize' | 'authorize',
  resource: string,
): TemporaryProblem | number {
  const { state } = call;
  const now = state.now();
  // Only an authorization needs to know the person; the page of E13 lists no such header (D15).
  const asked = kind === 'authorize' || call.headers.has('ap-temppass-identity');
  const unusable = unusableAccess(call, mvpd, asked);
  if (unusable) return unusable;
  const query = trialQuery(call, { clientId: '', deviceId: call.deviceId }, mvpd);
  const trial = state.trials.peek(query, now);
  const life = state.settings.tempPassLife;
  if (trial.authorized && trial.startedAt + life <= now) {
    return 'temporary_access_duration_limit_exceeded';
  }
  const isNew = !trial.assets.includes(resource);
  if (mvpd.tempPass === 'promotional' && isNew && remainingResources(mvpd, trial) === 0) {
    return 'temporary_access_resources_limit_exceeded';
  }
  if (kind === 'preauthorize') return (trial.authorized ? trial.startedAt : now) + life;
  state.trials.join(trial, query);
  count(trial, resource, now);
  return trial.startedAt + life;
}

function count(trial: TrialRecord, resource: string, now: number): void {
  if (!trial.authorized) {
    trial.authorized = true;
    trial.startedAt = now;
  }
  if (!trial.assets.includes(resource)) trial.assets.push(resource);
}

function unusableAccess(
  { headers }: CheckedCall,
  mvpd: SimulatedMvpd,
  askIdentity = true,
): TemporaryProblem | undefined {
  if (mvpd.tempPassMisconfigured) return 'invalid_configuration_temporary_access';
  return mvpd.tempPass === 'promotional' && askIdentity && tempPassIdentity(headers) === undefined
    ? 'invalid_header_identity_for_temporary_access'
    : undefined;
}

function trialQuery(
  { params, headers }: CheckedCall,
  { deviceId }: Owner,
  mvpd: SimulatedMvpd,
): TrialQuery {
  return {
    serviceProvider: params['serviceProvider'] ?? '',
    mvpd: mvpd.id,
    deviceId,
    identity: mvpd.tempPass === 'promotional' ? tempPassIdentity(headers) : undefined,
  };
}

const reasons: Readonly<Record<TemporaryProblem, string>> = {
  invalid_configuration_temporary_access: 'The access is set up wrongly.',
  invalid_header_identity_for_temporary_access:
    'A promotional access needs AP-TempPass-Identity, in Base64.',
  temporary_access_duration_limit_exceeded: 'The access has run out.',
  temporary_access_resources_limit_exceeded: 'The access has no resource left.',
};

/** In two samples of E9, a promotional access fails with another action than in the tables (D21). */
const otherAction: ReadonlySet<TemporaryProblem> = new Set<TemporaryProblem>([
  'invalid_configuration_temporary_access',
  'temporary_access_duration_limit_exceeded',
]);

function over(
  { state }: CheckedCall,
  mvpd: SimulatedMvpd,
  problem: TemporaryProblem,
  how: 'begin' | 'peek',
): Refusal {
  const asSampled =
    how === 'peek' &&
    mvpd.tempPass === 'promotional' &&
    state.settings.promotionalErrorAction === 'none' &&
    otherAction.has(problem);
  return new Refusal(problem, reasons[problem], undefined, asSampled ? 'none' : undefined);
}
