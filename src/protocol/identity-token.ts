/**
 * Whether an identity for single sign-on can be sent: an encrypted token (JWE), which shows nothing of
 * what is inside, or a signed one (JWS) that has not expired.
 *
 * @param now Epoch milliseconds.
 */
export function isUsableIdentity(token: unknown, now: number): boolean {
  if (/^[\w-]+\.[\w-]*(\.[\w-]+){3}$/.test(token as string)) return true;
  try {
    const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token as string)!;
    const json = atob(payload!.replace(/-/g, '+').replace(/_/g, '/'));
    return !((JSON.parse(json) as { exp: number }).exp * 1000 <= now);
  } catch {
    return false;
  }
}
