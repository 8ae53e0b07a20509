import { withoutOpaque } from './opaque.js';
import { REDACTED } from './redacted.js';

/** An address of any scheme, its slashes as they are or as some write them in JSON. */
export const anAddress = /([a-z][a-z\d+.-]{0,20}:(?:\\*\/){2}[^\s"'<>]+)/i;

/** A query where no address is: of a path. */
const aQuery = /\?[\w.~[\]-]{1,40}=[^\s"'<>]*/g;

/** A member of a query; without a value only where that is a plain word. */
function member(part: string): string {
  const at = part.indexOf('=');
  if (at >= 0) return `${withoutOpaque(part.slice(0, at))}=${REDACTED}`;
  return /^[a-z]{0,20}$/i.test(part) ? part : REDACTED;
}

const query = (text: string): string => `?${text.slice(1).split('&').map(member).join('&')}`;

const paths = (path: string): string =>
  path
    .split('/')
    .map((part) => withoutOpaque(part).replace(/;[^]+/, `;${REDACTED}`))
    .join('/');

/** An address without user, password, parameters, values of its query, and fragment. */
export function withoutParameters(url: string): string {
  const [, scheme = '', host = '', path = '', search = '', fragment = ''] =
    /^([^:]+:(?:\\*\/){2})(?:[^/?#]*@)?([^/?#]*)([^?#]*)(\?[^#]*)?(#[^]*)?$/.exec(url) ?? [];
  return [
    scheme,
    withoutOpaque(host),
    paths(path),
    search && query(search),
    fragment && `#${REDACTED}`,
  ].join('');
}

/** A text that is no address, without the values of queries. */
export const withoutQueries = (text: string): string =>
  text.replace(aQuery, (found) => {
    const [search = '', fragment] = found.split('#');
    return query(search) + (fragment === undefined ? '' : `#${REDACTED}`);
  });
