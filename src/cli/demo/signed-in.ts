import type { Access } from '../../index.js';
import { dayAndTime } from '../clock.js';
import type { Told } from '../flow.js';

/** What a sign-in ended with. */
export function signedIn({ access }: { readonly access: Access }): Told {
  const { mvpd, reason, profile } = access;
  const about = profile
    ? `, profile \`${profile.type}\`, until ${dayAndTime(profile.notAfter)}`
    : '';
  return {
    kind: 'done',
    text: `Signed in with ${mvpd.displayName ?? mvpd.id}: reason \`${reason}\`${about}.`,
  };
}
