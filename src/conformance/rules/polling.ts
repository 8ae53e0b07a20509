import type { ConformanceRule } from './rule.js';

export const polling: readonly ConformanceRule[] = [
  {
    id: 'R66',
    level: 'MUST',
    who: 'lib',
    rule: 'Poll the profile of the code.',
  },
  {
    id: 'R67',
    level: 'MUST',
    who: 'lib',
    rule: 'On a primary screen, begin to poll when the user agent has loaded `redirectUrl`.',
  },
  {
    id: 'R68',
    level: 'MUST',
    who: 'lib',
    rule: 'On a secondary screen, poll from the session on, while the code is shown.',
  },
  {
    id: 'R69',
    level: 'MUST',
    who: 'lib',
    rule: 'Stop when there is a profile.',
  },
  {
    id: 'R70',
    level: 'MUST',
    who: 'lib',
    rule: 'Stop when the code expires, and have the viewer begin again.',
  },
  {
    id: 'R71',
    level: 'MUST',
    who: 'lib',
    rule: 'Stop when a new code replaces the old one, whose session is dead.',
  },
  {
    id: 'R72',
    level: 'MUST',
    who: 'lib',
    rule: 'On a primary screen, leave three to five seconds or more between two polls.',
  },
  {
    id: 'R73',
    level: 'MUST',
    who: 'lib',
    rule: 'On a secondary screen, leave three to five seconds or more between two polls.',
  },
  {
    id: 'R74',
    level: 'MUST NOT',
    who: 'lib',
    rule: 'Poll more often than every three seconds.',
  },
  {
    id: 'R75',
    level: 'MUST',
    who: 'lib',
    rule: 'Keep the polls within the throttle, and cope with a 429 between them.',
  },
  {
    id: 'R76',
    level: 'MAY',
    who: 'lib',
    rule: 'On the second screen, check the profile of the code once, to tell how the login went.',
  },
];
