import { toBase64 } from '../protocol/base64.js';
import { isUsableIdentity } from '../protocol/identity-token.js';
import type { Internals } from './internals.js';
import type { Provider } from './options.js';

/** A header that only some endpoints take, or that is built from the options. */
export type HeaderName =
  /** What all V2 endpoints take: the device, `X-Forwarded-For` and `AP-Visitor-Identifier`. */
  | 'device'
  /** The same, where only the checklist wants the device (D13). */
  | 'deviceAlways'
  /** `X-Device-Info` alone. */
  | 'deviceInfo'
  | 'sso'
  | 'tempPass';

/** What a provider gives now. */
export async function ask<T>(provider: Provider<T> | undefined): Promise<T | undefined> {
  try {
    return await (typeof provider === 'function'
      ? (provider as () => T | PromiseLike<T>)()
      : provider);
  } catch {
    // An identity that can't be had is left out: the server then answers without single sign-on.
    return undefined;
  }
}

/**
 * The headers of a request, but for `Authorization` and `Content-Type`.
 *
 * @returns Also which values are secret, so that no error message repeats them.
 */
export async function buildHeaders(
  { options, now }: Pick<Internals, 'options' | 'now'>,
  names: readonly HeaderName[],
): Promise<{ headers: Record<string, string>; secrets: string[] }> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  const secrets: string[] = [];
  // What no header can carry is left out: fetch would refuse it with a message that quotes it.
  const set = (name: string, value: unknown, secret?: boolean) => {
    if (typeof value !== 'string' || !/^[!-~]([ -~]*[!-~])?$/.test(value)) return;
    headers[name] = value;
    if (secret) secrets.push(value);
  };
  const has = (name: HeaderName) => names.includes(name);

  set('User-Agent', options.userAgent);
  const device = has('device') || (has('deviceAlways') && options.deviceHeaders !== 'documented');
  if (device) set('AP-Device-Identifier', `fingerprint ${toBase64(options.device.id)}`);
  if ((device || has('deviceInfo')) && options.device.info) {
    set('X-Device-Info', toBase64(JSON.stringify(options.device.info)));
  }
  if (has('device') || has('deviceAlways')) {
    set('X-Forwarded-For', await ask(options.forwardedFor));
    set('AP-Visitor-Identifier', await ask(options.visitorId));
  }
  if (has('tempPass')) {
    const identity = await ask(options.tempPassIdentity);
    if (identity) {
      set(
        'AP-TempPass-Identity',
        toBase64(typeof identity === 'string' ? identity : JSON.stringify(identity)),
        true,
      );
    }
  }
  if (has('sso')) {
    const sso = (await ask(options.sso)) ?? {};
    const identities = {
      'AD-Service-Token': sso.serviceToken,
      'Adobe-Subject-Token': sso.subjectToken,
      'X-Roku-Reserved-Roku-Connect-Token': sso.rokuConnectToken,
    };
    for (const [name, provider] of Object.entries(identities)) {
      const token = await ask(provider);
      // Without one the server answers as it does without single sign-on: an expired one helps nobody.
      if (isUsableIdentity(token, now())) set(name, token, true);
    }
  }
  return { headers, secrets };
}
