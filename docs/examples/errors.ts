import type { EntitlementEvent, EntitlementView, PassErrorData, Remedy } from 'tve-auth-flow';

const words: Record<Remedy, string> = {
  retry: 'Something is in the way just now.',
  authenticate: 'Please sign in again.',
  authorize: 'Please start it again.',
  register: 'This app could not be connected.',
  configure: 'This is not set up yet. Our support can help.',
  'new-session': 'The code is not valid any more.',
  'select-mvpd': 'This TV provider is not available just now.',
  'basic-authentication': 'Please sign in with your TV provider.',
  none: 'That did not work.',
};

/** What to tell the viewer: the words of the TV provider, or else ours. Never `message`, which is for us. */
export const reasonOf = ({ remedy, details }: PassErrorData): string => details ?? words[remedy];

/** The way out of a failure in this phase, as a button: its label, and what it sends. */
export function wayOut(
  phase: EntitlementView['phase'],
  { remedy }: PassErrorData,
): readonly [label: string, event: EntitlementEvent] {
  if (phase === 'authenticating' && (remedy === 'select-mvpd' || remedy === 'authenticate'))
    return ['Choose another TV provider', { type: 'mvpd.choose' }];
  if (phase === 'authenticating' && remedy === 'new-session')
    return ['Get a new code', { type: 'code.renew' }];
  return ['Try again', { type: 'retry' }];
}
