import { refuse } from '../errors/invalid-input-error.js';
import { UnsafeUrlError } from '../errors/unsafe-url-error.js';

const ABSOLUTE = /^(https?):\/\/(?:[\w.-]+|\[[\d:a-f.]+\])(?::(\d{1,5}))?(?:[/?#][!-[\]-~]*)?$/i;

/** Whether a text is an absolute `https:` URL (or `http:`, where allowed) that hides nothing. */
export function isHttpUrl(url: string, allowInsecure?: boolean): boolean {
  const [, scheme = '', port = '0'] = ABSOLUTE.exec(url) ?? [];
  return (allowInsecure ? scheme !== '' : /s$/i.test(scheme)) && Number(port) < 65_536;
}

/**
 * A URL from the server, made absolute and safe to open. `https:` only (`http:` too where insecure
 * requests are allowed); a relative one starts with a single slash and belongs to the origin that
 * answered. Spaces and letters outside ASCII are encoded, as a browser does it.
 *
 * Reads the text itself instead of `new URL`: React Native has none worth the name, and a parser
 * that forgives tabs, backslashes and user names is what disguised URLs count on.
 *
 * @throws UnsafeUrlError for anything else: other schemes, `//host`, user names, control characters.
 */
export function safeUrl(given: string, origin: string, allowInsecure?: boolean): string {
  const url = given.replace(/[ \u{A0}-\u{D7FF}\u{E000}-\u{10FFFF}]+/gu, encodeURIComponent);
  if (/^\/(?!\/)[!-[\]-~]*$/.test(url)) return origin + url;
  if (isHttpUrl(url, allowInsecure)) return url;
  throw new UnsafeUrlError('The server sent an unsafe URL', {
    code: 'unsafe_url',
    remedy: 'none',
    path: 'url',
  });
}

function encode(value: unknown, path: string): string {
  try {
    if (typeof value === 'string') return encodeURIComponent(value);
  } catch {
    // A lone surrogate: half a character.
  }
  return refuse(path, 'expected text');
}

/**
 * An id as one path segment, percent-encoded.
 *
 * @throws InvalidInputError for what no path can carry: nothing, `.` and `..`, half a character.
 */
export function segment(value: unknown, path: string): string {
  return /^\.{0,2}$/.test(value as string) ? refuse(path, 'expected an id') : encode(value, path);
}

/**
 * Fields as a form body or query string, each encoded once; what is undefined is left out.
 *
 * @throws InvalidInputError where a value is not text.
 */
export function encodeFields(fields: Readonly<Record<string, string | undefined>>): string {
  return Object.keys(fields)
    .filter((name) => fields[name] !== undefined)
    .map((name) => `${name}=${encode(fields[name], name)}`)
    .join('&');
}
