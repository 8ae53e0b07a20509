import type { ErrorCode } from '../../protocol/error-catalogue.js';
import { decodeBase64 } from '../checks/base64.js';
import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { empty, type Answer } from '../http/answer.js';
import { Refusal } from '../http/refusal.js';

/** E18, the logout of V1: it ends what Adobe holds, and does not tell the MVPD. */
export const legacyEndpoints: readonly Endpoint[] = [
  {
    id: 'E18',
    method: 'DELETE',
    path: '/api/v1/logout',
    errors: 'enhanced',
    query: ['requestor', 'deviceId', 'device_info', 'deviceType', 'deviceUser', 'appId'],
    fields: [],
    undocumented: 'malformed_authz_request',
    handle: legacyLogout,
  },
];

function legacyLogout({ state, url, headers }: CheckedCall): Answer {
  const serviceProvider = url.searchParams.get('requestor') ?? '';
  const deviceId = url.searchParams.get('deviceId') ?? '';
  const deviceInfo = headers.get('x-device-info') ?? url.searchParams.get('device_info') ?? '';
  if (!state.settings.serviceProviders.includes(serviceProvider)) {
    throw wrong('invalid_requestor', 'requestor');
  }
  if (deviceId === '') throw wrong('invalid_device_id', 'deviceId');
  if (!decodeBase64(deviceInfo)) throw wrong('invalid_device_info', 'X-Device-Info');
  state.profiles.remove(
    (profile) =>
      profile.deviceId === deviceId &&
      (profile.serviceProvider === undefined || profile.serviceProvider === serviceProvider),
  );
  return empty(204);
}

function wrong(code: ErrorCode, name: string): Refusal {
  return new Refusal(code, `${name} is missing or wrong.`);
}
