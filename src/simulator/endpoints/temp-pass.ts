import { parseRecord } from '../checks/record.js';
import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { empty, type Answer } from '../http/answer.js';
import { Refusal } from '../http/refusal.js';

const shared = {
  method: 'DELETE',
  errors: 'bare',
  fields: [],
  undocumented: 'invalid_parameter_mvpd',
} as const;

/** E16 and E17 (`temp-pass-feature`). They live on a host of their own, which is not checked. */
export const tempPassEndpoints: readonly Endpoint[] = [
  {
    ...shared,
    id: 'E16',
    path: '/reset-tempass/v3/reset',
    query: ['requestor_id', 'mvpd_id', 'device_id'],
    handle: resetForDevice,
  },
  {
    ...shared,
    id: 'E17',
    path: '/reset-tempass/v3/reset/generic',
    query: ['requestor_id', 'mvpd_id', 'key'],
    handle: resetForKey,
  },
];

function resetForDevice(call: CheckedCall): Answer {
  const { serviceProvider, mvpd, subject } = target(call, 'device_id');
  call.state.trials.reset(
    (trial) =>
      trial.serviceProvider === serviceProvider &&
      trial.mvpd === mvpd &&
      (subject === 'all' || trial.devices.has(subject)),
  );
  return empty(204);
}

function resetForKey(call: CheckedCall): Answer {
  const { serviceProvider, mvpd, subject } = target(call, 'key');
  if (call.state.mvpds.get(mvpd)?.tempPass !== 'promotional') {
    throw new Refusal('invalid_parameter_mvpd', 'Only a promotional TempPass has user keys.');
  }
  call.state.trials.reset(
    (trial) =>
      trial.serviceProvider === serviceProvider &&
      trial.mvpd === mvpd &&
      (subject === 'all' ||
        [...trial.identities.keys()].some((key) => keysOf(key).includes(subject))),
  );
  return empty(204);
}

function target({ state, url }: CheckedCall, subjectName: 'device_id' | 'key') {
  const serviceProvider = url.searchParams.get('requestor_id') ?? '';
  const mvpd = url.searchParams.get('mvpd_id') ?? '';
  // Left out means all of them, by the English page (D32).
  const subject = url.searchParams.get(subjectName) ?? 'all';
  if (!state.settings.serviceProviders.includes(serviceProvider)) {
    throw new Refusal('invalid_parameter_service_provider', 'requestor_id is missing or unknown.');
  }
  if (!state.mvpds.get(mvpd)?.tempPass) {
    throw new Refusal('invalid_parameter_mvpd', 'mvpd_id is missing, or names no TempPass.');
  }
  if (subject === '') throw new Refusal('invalid_parameter_mvpd', `${subjectName} is empty.`);
  return { serviceProvider, mvpd, subject };
}

/** The user key may be sent bare, or as a member of an object such as `{"email":…}`. */
function keysOf(identity: string): readonly unknown[] {
  return [identity, ...Object.values(parseRecord(identity) ?? {})];
}
