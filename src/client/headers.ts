import { toBase64 } from '../protocol/base64.js';
import { isUsableIdentity } from '../protocol/identity-token.js';
import { within } from './abort.js';
import type { Internals } from './internals.js';
import type { Endpoint } from './oddity.js';
import { HEADER, type Provider } from './options.js';

/** A header that only some endpoints take, or that is built from the options. */
export type HeaderName =
  /** What all V2 endpoints take: the device, `X-Forwarded-For` and `AP-Visitor-Identifier`. */
  | 'device'
  /** The same, where only the checklist wants the device (D13). */
  | 'deviceAlways'
  /** `X-Device-Info` alone. */
  | 'deviceInfo'
  /** `X-Forwarded-For` alone. */
  | 'forwardedFor'
  | 'sso'
  | 'tempPass';

/** Milliseconds that a function of the app may take. */
const PATIENCE = 5_000;

/** What a provider gives now; nothing where it fails or does not answer. Rejects for the signal alone. */
export async function ask<T>(
  provider: Provider<T> | undefined,
  name: string,
  odd: (path: string, expected: string) => void,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  if (typeof provider !== 'function') return provider;
  try {
    return await within(name, PATIENCE, provider as () => T | PromiseLike<T>, signal);
  } catch (error) {
    if (signal?.aborted) throw error;
    odd(name, 'a function that gives a value in time');
    return undefined;
  }
}

/**
 * The headers of a request, but for `Authorization` and `Content-Type`. A value that can't be sent is
 * left out, and told.
 *
 * @returns Also which values are secret, so that no error message repeats them.
 */
export async function buildHeaders(
  { options, clock, oddity, device }: Pick<Internals, 'options' | 'clock' | 'oddity' | 'device'>,
  endpoint: Endpoint,
  names: readonly HeaderName[],
  signal: AbortSignal | undefined,
): Promise<{ headers: Record<string, string>; secrets: string[] }> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  const secrets: string[] = [];
  const has = (name: HeaderName) => names.includes(name);
  const odd = (path: string, expected: string) => oddity(endpoint, path, expected);
  const get = <T>(provider: Provider<T> | undefined, name: string) =>
    ask(provider, name, odd, signal);
  const set = (name: string, option: string, value: string | null | undefined) => {
    if (value === undefined || value === null || value === '') return;
    // fetch would refuse it with a message that quotes it.
    if (typeof value === 'string' && HEADER.test(value)) headers[name] = value;
    else odd(option, 'printable ASCII');
  };

  set('User-Agent', 'userAgent', options.userAgent);
  const isNamed = has('device') || (has('deviceAlways') && options.deviceHeaders !== 'documented');
  if (isNamed) headers['AP-Device-Identifier'] = device.identifier;
  if ((isNamed || has('deviceInfo')) && device.info) headers['X-Device-Info'] = device.info;
  const isV2 = has('device') || has('deviceAlways');
  if (isV2 || has('forwardedFor')) {
    const addresses = String((await get(options.forwardedFor, 'forwardedFor')) ?? '').split(
      /[\s,]+/,
    );
    set('X-Forwarded-For', 'forwardedFor', addresses.filter(Boolean).join(', '));
  }
  if (isV2) set('AP-Visitor-Identifier', 'visitorId', await get(options.visitorId, 'visitorId'));
  if (has('tempPass')) {
    const identity = await get(options.tempPassIdentity, 'tempPassIdentity');
    if (identity) {
      const value = toBase64(typeof identity === 'string' ? identity : JSON.stringify(identity));
      headers['AP-TempPass-Identity'] = value;
      secrets.push(value);
    }
  }
  if (has('sso')) {
    const sso = (await get(options.sso, 'sso')) ?? {};
    const identities = [
      ['AD-Service-Token', 'serviceToken'],
      ['Adobe-Subject-Token', 'subjectToken'],
      ['X-Roku-Reserved-Roku-Connect-Token', 'rokuConnectToken'],
    ] as const;
    for (const [name, option] of identities) {
      const token = await get(sso[option], `sso.${option}`);
      if (!token) continue;
      // Without one the server answers as it does without single sign-on: an expired one helps nobody.
      if (isUsableIdentity(token, clock.now())) {
        headers[name] = token;
        secrets.push(token);
      } else odd(`sso.${option}`, 'a JWS or JWE that has not expired');
    }
  }
  return { headers, secrets };
}
