import type { AuthenticationOutput } from '../../index.js';
import type { ProfileAttribute } from '../../client/index.js';
import { dayAndTime } from '../clock.js';

type SignedIn = Extract<AuthenticationOutput, { phase: 'authorize' }>;

/** What is printed of a profile, as names and values. */
export function profileFields(
  { mvpd, reason, profile }: SignedIn,
  withAttributes: boolean,
): Array<[string, string]> {
  const rows: Array<[string, string]> = [['mvpd', mvpd]];
  if (!profile) return [...rows, ['reason', reason]];
  rows.push(
    ['type', profile.type],
    [
      'notAfter',
      `${new Date(profile.notAfter).toISOString()}, ${dayAndTime(profile.notAfter)} here`,
    ],
  );
  const attributes = Object.entries(profile.attributes);
  if (withAttributes) {
    return [...rows, ...attributes.map(([name, value]): [string, string] => [name, shown(value)])];
  }
  if (attributes.length === 0) return rows;
  return [...rows, ['attributes', `${attributes.length}; --attributes prints them`]];
}

function shown({ value, state }: ProfileAttribute): string {
  if (state !== undefined && state !== 'plain') return '(encrypted)';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
