import { parseRecord } from '../checks/record.js';
import { decodeBase64 } from '../checks/base64.js';
import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { bareJson, type Answer } from '../http/answer.js';
import { Refusal } from '../http/refusal.js';
import type { ServiceTokenRecord, SsoAccount, SsoDevice } from '../state/sso-service.js';
import { field } from './device.js';

const shared = {
  errors: 'wrapped',
  query: [],
  fields: [],
  undocumented: 'invalid_parameter_service_provider',
} as const;
const token = { ...shared, path: '/api/:serviceProvider/serviceToken' };

/** E19 to E23, the SSO service (`sso-service`): whence the values of AD-Service-Token can come. */
export const ssoServiceEndpoints: readonly Endpoint[] = [
  { ...token, id: 'E19', method: 'POST', handle: createToken },
  { ...token, id: 'E20', method: 'GET', handle: refreshToken },
  { ...shared, id: 'E21', method: 'POST', path: '/api/:serviceProvider/link', handle: createLink },
  { ...shared, id: 'E22', method: 'POST', path: '/api/:serviceProvider/unlink', handle: unlink },
  { ...shared, id: 'E23', method: 'GET', path: '/api/:serviceProvider/list', handle: list },
];

function createToken(call: CheckedCall): Answer {
  const { state, headers, params } = call;
  const serviceProvider = params['serviceProvider'] ?? '';
  const id = headers.get('x-sso-id');
  const link = headers.get('x-sso-link');
  if (id !== null && link !== null) {
    throw new Refusal('request_invalid', 'X-SSO-ID and X-SSO-LINK exclude each other.');
  }
  if (!id && !link) {
    throw new Refusal('header_missing', 'Either X-SSO-ID or X-SSO-LINK is needed.');
  }
  const account = link ? linkedAccount(call, link) : { serviceProvider, subject: id ?? '' };
  const info = decodeBase64(headers.get('x-device-info') ?? '') ?? '';
  return tokenAnswer(call, 201, {
    ...account,
    deviceId: call.deviceId,
    deviceType: field(info, 'primaryHardwareType') ?? 'Unknown',
    model: field(info, 'model') ?? 'Unknown',
    os: field(info, 'osName') ?? 'Unknown',
    osVersion: field(info, 'osVersion') ?? 'Unknown',
    lastSeen: state.now(),
  });
}

/** Whose the link code is, which is used up with that. @throws Refusal */
function linkedAccount({ state, params }: CheckedCall, code: string): SsoAccount {
  const link = state.ssoService.takeLink(code);
  if (!link || link.serviceProvider !== params['serviceProvider']) {
    throw new Refusal('token_invalid', 'The link code is unknown, or was used before.');
  }
  if (link.notAfter <= state.now()) {
    throw new Refusal('token_expired', 'The link code has expired.');
  }
  return { serviceProvider: link.serviceProvider, subject: link.subject };
}

function refreshToken(call: CheckedCall): Answer {
  const { state } = call;
  const record = sentToken(call, 400);
  if (record.notAfter + state.settings.serviceTokenLife <= state.now()) {
    throw new Refusal('token_expired', 'It has expired too long ago to be refreshed.');
  }
  const device = state.ssoService.device(record);
  if (!device) throw new Refusal('token_invalid', 'The device was unlinked.');
  return tokenAnswer(call, 200, { ...device, lastSeen: state.now() });
}

function tokenAnswer({ state }: CheckedCall, status: 200 | 201, device: SsoDevice): Answer {
  const { serviceTokenLife, ssoServiceNames } = state.settings;
  const { token: issued, notBefore, notAfter } = state.ssoService.issue(device, serviceTokenLife);
  return bareJson(status, {
    status: status === 201 ? 'CREATED' : 'OK',
    [ssoServiceNames === 'tables' ? 'jws' : 'serviceToken']: issued,
    notBefore,
    notAfter,
  });
}

function createLink(call: CheckedCall): Answer {
  const { state } = call;
  const { linkLife, ssoServiceNames } = state.settings;
  const account = validToken(call);
  const { code, notBefore, notAfter } = state.ssoService.link(account, state.now(), linkLife);
  return bareJson(201, {
    status: 'CREATED',
    [ssoServiceNames === 'tables' ? 'link' : 'code']: code,
    notBefore,
    notAfter,
  });
}

function unlink(call: CheckedCall): Answer {
  const { state, rawBody } = call;
  const account = validToken(call);
  if (rawBody === '' || rawBody.trim() === 'null') {
    throw new Refusal('request_null', 'There is no body.');
  }
  const { devices, ...rest } = parseRecord(rawBody) ?? {};
  if (!isDeviceList(devices) || Object.keys(rest).length > 0) {
    throw new Refusal('request_invalid', 'The body must be an object with a list of devices.');
  }
  const unlinkedDevices = [...new Set(devices)].filter((id) =>
    state.ssoService.unlink(account, id),
  );
  return bareJson(200, { status: 'OK', unlinkedDevices });
}

function isDeviceList(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((id) => typeof id === 'string' && id !== '')
  );
}

/** The other devices of the account: a sample without any has an empty map. */
function list(call: CheckedCall): Answer {
  const { state } = call;
  const account = validToken(call);
  const devices: Record<string, unknown> = {};
  for (const device of state.ssoService.devices(account)) {
    if (device.deviceId === call.deviceId) continue;
    const { deviceType, model, os, osVersion, lastSeen } = device;
    const type = hasSignedIn(call, device) ? 'regular' : 'sso';
    devices[device.deviceId] = { deviceType, model, os, osVersion, lastSeen, type };
  }
  return bareJson(200, { devices });
}

/** Whether the viewer has signed in on this very device, and not only through another one. */
function hasSignedIn({ state }: CheckedCall, { deviceId, subject }: SsoDevice): boolean {
  for (const profile of state.profiles.all()) {
    const { type, identity } = profile;
    if (type === 'regular' && profile.deviceId === deviceId && identity?.subject === subject) {
      return true;
    }
  }
  return false;
}

/** The service token of a call, which has not expired. @throws Refusal */
function validToken(call: CheckedCall): ServiceTokenRecord {
  const { state } = call;
  const record = sentToken(call, 401);
  if (record.notAfter <= state.now()) throw new Refusal('token_expired', 'Refresh it.');
  if (!state.ssoService.device(record)) {
    throw new Refusal('token_invalid', 'The device was unlinked.');
  }
  return record;
}

/** What was issued under the service token of a call. @throws Refusal */
function sentToken(
  { state, headers, params }: CheckedCall,
  missing: 400 | 401,
): ServiceTokenRecord {
  const sent = headers.get('ad-service-token');
  if (!sent) throw new Refusal('header_missing', 'AD-Service-Token is missing.', missing);
  const record = state.ssoService.find(sent);
  if (!record || record.serviceProvider !== params['serviceProvider']) {
    throw new Refusal('header_invalid', 'AD-Service-Token was not issued here.');
  }
  return record;
}
