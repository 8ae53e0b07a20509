import { refuse } from '../errors/invalid-input-error.js';
import { encodeFields, isHttpUrl } from './url.js';

/** Where a viewer goes with the code that this device shows. */
export interface Activation {
  /** The address to type. */
  readonly url: string;
  /** The same with the code in it, for a QR code. */
  readonly urlWithCode: string;
  /** The code letter by letter, for reading aloud. */
  readonly spelled: string;
}

/**
 * A code letter by letter and digit by digit, so that a voice guide reads neither words nor numbers in it.
 *
 * @example
 * ```ts
 * import { spellOut } from 'tve-auth-flow';
 *
 * console.log(spellOut('8ER640M')); // → 8 E R 6 4 0 M
 * ```
 */
export const spellOut = (code: string): string => Array.from(code.replace(/\s/g, '')).join(' ');

/** An address with a parameter, in the place of one of the same name; its fragment stays at the end. */
function withCode(url: string, code: string): string {
  const at = url.indexOf('#');
  const [whole, fragment] = at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)];
  const [page = '', ...rest] = whole.split('?');
  const others = rest
    .join('?')
    .split('&')
    .filter((field) => field !== '' && !/^code(?:=|$)/.test(field));
  return `${page}?${[...others, encodeFields({ code })].join('&')}${fragment}`;
}

/**
 * What a device shows or says beside its code: the address of the activation page, and the same with the
 * code in its query.
 *
 * @param activationUrl Of your page: `https:`, in ASCII; or `http:`, where insecure requests are allowed.
 * @throws InvalidInputError where that is no such address, or the code is no text. Nothing is shown then.
 *
 * @example
 * ```ts
 * import { activationOf } from 'tve-auth-flow';
 *
 * const { urlWithCode } = activationOf('https://example.com/activate?from=tv', '8ER640M');
 * console.log(urlWithCode); // → https://example.com/activate?from=tv&code=8ER640M
 * ```
 */
export function activationOf(
  activationUrl: string,
  code: string,
  { allowInsecureRequests = false }: { readonly allowInsecureRequests?: boolean } = {},
): Activation {
  if (typeof activationUrl !== 'string' || !isHttpUrl(activationUrl, allowInsecureRequests))
    return refuse('activationUrl', 'must be an https: address');
  if (typeof code !== 'string' || code === '') return refuse('code', 'expected text');
  const urlWithCode = withCode(activationUrl, code);
  return { url: activationUrl, urlWithCode, spelled: spellOut(code) };
}
