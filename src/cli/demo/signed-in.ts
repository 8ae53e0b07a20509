import type { AuthenticationOutput } from '../../index.js';
import { dayAndTime } from '../clock.js';
import type { Told } from '../flow.js';

/** What a sign-in ended with. */
export function signedIn({
  mvpd,
  reason,
  profile,
}: Extract<AuthenticationOutput, { phase: 'authorize' }>): Told {
  const about = profile
    ? `, profile \`${profile.type}\`, until ${dayAndTime(profile.notAfter)}`
    : '';
  return {
    kind: 'done',
    text: `Signed in with ${mvpd}: reason \`${reason}\`${about}.`,
    next: 'Ask the server what this viewer may watch.',
  };
}
