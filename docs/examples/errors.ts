import type { EntitlementEvent, PassErrorData, Remedy } from 'tve-auth-flow';

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

/** The way out of a sign-in that has failed. */
export function wayOut({ remedy }: PassErrorData): { label: string; event: EntitlementEvent } {
  switch (remedy) {
    case 'select-mvpd':
    case 'authenticate':
      return { label: 'Choose another TV provider', event: { type: 'mvpd.choose' } };
    case 'new-session':
      return { label: 'Get a new code', event: { type: 'code.renew' } };
    default:
      return { label: 'Try again', event: { type: 'retry' } };
  }
}
