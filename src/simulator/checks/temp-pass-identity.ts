import { decodeBase64 } from './base64.js';

/** The decoded AP-TempPass-Identity; `undefined` where it is missing, or no Base64 of anything. */
export function tempPassIdentity(headers: Headers): string | undefined {
  const value = headers.get('ap-temppass-identity');
  const identity = value === null ? undefined : decodeBase64(value);
  return identity === undefined || identity.trim() === '' ? undefined : identity;
}
