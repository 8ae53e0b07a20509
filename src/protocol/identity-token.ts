import { fromBase64Url } from './base64.js';

/**
 * Whether an identity for single sign-on can be sent: an encrypted token (JWE), which shows nothing of
 * what is inside, or a signed one (JWS) that has not expired.
 *
 * @param now Epoch milliseconds.
 */
export function isUsableIdentity(token: string, now: number): boolean {
  if (/^[\w-]+\.[\w-]*(\.[\w-]+){3}$/.test(token)) return true;
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token)?.[1];
  if (payload === undefined) return false;
  try {
    return !((JSON.parse(fromBase64Url(payload)) as { exp: number }).exp * 1000 <= now);
  } catch {
    return false;
  }
}
