import type { EndpointId, JournalEntry } from '../simulator/index.js';

const names: Partial<Readonly<Record<EndpointId, string>>> = {
  E1: 'client registration',
  E2: 'access token',
  E3: 'configuration',
  E4: 'new session',
  E5: 'resumed session',
  E6: 'session information',
  E8: 'all profiles',
  E9: 'profile by MVPD',
  E10: 'profile by code',
  E11: 'partner session',
  E12: 'partner profile',
  E13: 'preauthorization',
  E14: 'authorization',
  E15: 'logout',
};

/** An endpoint as a person reads it: `E10 (profile by code)`. */
export const nameOf = (endpoint: EndpointId): string =>
  names[endpoint] ? `${endpoint} (${names[endpoint]})` : endpoint;

/** Seconds since the start of a case, with one decimal. */
const secondOf = (at: number, start: number): string => `${((at - start) / 1000).toFixed(1)} s`;

/** At most so many requests are listed. */
const LISTED = 12;

/** Requests, with their seconds. */
export function listed(entries: readonly JournalEntry[], start: number): string {
  if (entries.length === 0) return 'nothing';
  const shown = entries.slice(0, LISTED).map(({ endpoint, path, status, at }) => {
    const name = endpoint === 'unknown' ? path : endpoint;
    const answer = status === undefined || status < 300 ? '' : ` (${status})`;
    return `${name}${answer} at ${secondOf(at, start)}`;
  });
  const more = entries.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** The end of a journal, with what was refused, and why. */
export function lastOf(entries: readonly JournalEntry[], start: number): string {
  const shown = entries.slice(-6).map(({ endpoint, path, status = 0, code, reason, at }) => {
    const name = endpoint === 'unknown' ? path : endpoint;
    const why = [String(status), code, reason].filter((part) => part !== undefined).join(' ');
    return `${name}${status < 300 ? '' : ` (${why})`} at ${secondOf(at, start)}`;
  });
  return shown.join(', ');
}

/** Whether the app has sent it, and no viewer or their user agent. */
export const isOfApp = ({ viewer, endpoint }: JournalEntry): boolean =>
  !viewer && endpoint !== 'user-agent' && endpoint !== 'E7';

/** The endpoints that take part in the protocol's second version. */
const secondVersion = /^E([3-6]|[89]|1[0-5])$/;

export const isV2 = ({ endpoint }: JournalEntry): boolean => secondVersion.test(endpoint);
