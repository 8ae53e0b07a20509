import type { ErrorCode } from '../../protocol/error-catalogue.js';
import type { Call } from '../http/endpoint.js';
import type { EndpointId } from '../http/endpoint-id.js';
import { Refusal } from '../http/refusal.js';
import { decodeBase64 } from './base64.js';
import { headerMatrix, type HeaderRules, type Presence } from './header-matrix.js';

/** Browsers may leave X-Device-Info out, since their User-Agent says enough (`x-device-info`). */
const browser = /^Mozilla\/5\.0 .*(?:Chrome|Firefox|Safari|Edg|OPR)\//;

/** The headers whose rule is just where they may be, with the nearest code for a wrong place. */
const placed: ReadonlyArray<readonly [string, keyof HeaderRules, ErrorCode]> = [
  ['AD-Service-Token', 'serviceToken', 'invalid_header_device_identifier'],
  ['Adobe-Subject-Token', 'subjectToken', 'invalid_header_device_identifier'],
  [
    'AP-Partner-Framework-Status',
    'partnerStatus',
    'invalid_header_pfs_permission_access_not_present',
  ],
  ['AP-TempPass-Identity', 'tempPassIdentity', 'invalid_header_identity_for_temporary_access'],
  ['AP-Visitor-Identifier', 'visitor', 'invalid_header_device_identifier'],
  ['AP-Device-Identifier', 'deviceIdentifier', 'invalid_header_device_identifier'],
  ['X-Device-Info', 'deviceInfo', 'invalid_header_device_info'],
  ['X-SSO-ID', 'ssoId', 'invalid_header_device_identifier'],
  ['X-SSO-LINK', 'ssoId', 'invalid_header_device_identifier'],
];

/**
 * Holds the headers of a call against the matrix. Authorization is checked elsewhere.
 *
 * @throws Refusal
 */
export function checkHeaders(call: Call, endpoint: EndpointId): void {
  const rules = headerMatrix[endpoint];
  if (!rules) return;
  const { headers } = call;
  for (const [name, rule, code] of placed) {
    if (rules[rule] === 'foreign' && headers.has(name)) {
      throw new Refusal(code, `${name} does not belong on ${endpoint}.`);
    }
  }
  checkContentType(call, rules);
  checkAccept(headers.get('accept'));
  checkDeviceInfo(
    headers,
    rules.deviceInfo,
    endpoint === 'E18' ? 'invalid_device_info' : 'invalid_header_device_info',
  );
  checkAddress(headers.get('x-forwarded-for'));
  const visitor = headers.get('ap-visitor-identifier');
  if (visitor !== null && !/^[^\s"]+$/.test(visitor)) {
    throw new Refusal(
      'invalid_header_device_identifier',
      'AP-Visitor-Identifier must be a bare id, without quotes.',
    );
  }
}

function checkContentType({ headers, rawBody }: Call, { contentType }: HeaderRules): void {
  const sent = (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (contentType === undefined) {
    if (rawBody === '') return;
    throw new Refusal('invalid_parameter_service_provider', 'This call takes no body.');
  }
  const wanted = contentType === 'form' ? 'application/x-www-form-urlencoded' : 'application/json';
  if (sent !== wanted) {
    throw new Refusal(
      'invalid_parameter_service_provider',
      `Content-Type must be ${wanted}, and not ${JSON.stringify(sent)}.`,
    );
  }
}

function checkAccept(accept: string | null): void {
  if (accept === null || /\*\/\*|application\/(?:\*|json)/i.test(accept)) return;
  throw new Refusal('invalid_parameter_service_provider', 'Accept must allow application/json.');
}

function checkDeviceInfo(headers: Headers, presence: Presence, code: ErrorCode): void {
  const value = headers.get('x-device-info');
  if (value === null) {
    if (presence !== 'required' || browser.test(headers.get('user-agent') ?? '')) return;
    throw new Refusal(code, 'X-Device-Info is missing.');
  }
  const decoded = decodeBase64(value);
  // Not parsed: the payload that Adobe's own pages show all over is no valid JSON (D43).
  if (decoded === undefined || !/^\s*\{[^]*\}\s*$/.test(decoded)) {
    throw new Refusal(code, 'X-Device-Info is no Base64 of an object.');
  }
}

function checkAddress(address: string | null): void {
  if (address === null || /^[\d.]{7,15}$|^[\da-f]*:[\da-f:.]+$/i.test(address)) return;
  throw new Refusal('invalid_header_device_info', 'X-Forwarded-For must be a single IP address.');
}

/**
 * The plain device id of AP-Device-Identifier; the empty string where it may be left out, and is.
 *
 * @throws Refusal
 */
export function deviceId(call: Call, endpoint: EndpointId): string {
  const rules = headerMatrix[endpoint];
  const value = call.headers.get('ap-device-identifier');
  if (value === null) {
    if (rules?.deviceIdentifier !== 'required') return '';
    throw new Refusal('invalid_header_device_identifier', 'AP-Device-Identifier is missing.');
  }
  const id = /^fingerprint (\S+)$/.exec(value)?.[1];
  const decoded = id === undefined ? undefined : decodeBase64(id);
  if (decoded === undefined || decoded.trim() === '') {
    throw new Refusal(
      'invalid_header_device_identifier',
      'AP-Device-Identifier must be "fingerprint", a space, and the Base64 of a device id.',
    );
  }
  return decoded;
}
