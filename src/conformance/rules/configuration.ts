import type { ConformanceRule } from './rule.js';

export const configuration: readonly ConformanceRule[] = [
  {
    id: 'R29',
    level: 'MUST',
    who: 'lib',
    rule: 'Fetch the configuration where the viewer has to choose an MVPD, and nowhere else.',
  },
  {
    id: 'R30',
    level: 'SHOULD NOT',
    who: 'lib',
    rule: 'Fetch the configuration for a viewer who is signed in.',
  },
  {
    id: 'R31',
    level: 'SHOULD NOT',
    who: 'lib',
    rule: 'Fetch the configuration where temporary access is offered.',
  },
  {
    id: 'R32',
    level: 'SHOULD NOT',
    who: 'lib',
    rule: 'Fetch the configuration where a viewer whose sign-in has expired only confirms the MVPD that is remembered.',
  },
  {
    id: 'R33',
    level: 'MUST',
    who: 'lib',
    rule: 'Remember the id of the chosen MVPD across starts.',
  },
  {
    id: 'R34',
    level: 'MUST',
    who: 'lib',
    rule: 'Remember the `displayName` of the chosen MVPD across starts.',
  },
  {
    id: 'R35',
    level: 'MUST',
    who: 'lib',
    rule: 'Remember the `logoUrl` of the chosen MVPD across starts.',
  },
  {
    id: 'R36',
    level: 'MUST',
    who: 'lib',
    rule: 'Use the remembered MVPD id in everything that follows.',
  },
  {
    id: 'R37',
    level: 'SHOULD',
    who: 'lib',
    rule: 'Keep the configuration for three to five minutes, in memory or in a storage.',
  },
  {
    id: 'R38',
    level: 'SHOULD',
    who: 'lib',
    rule: 'Keep the configuration in memory for two to three minutes.',
  },
  {
    id: 'R39',
    level: 'SHOULD',
    who: 'ops',
    rule: 'On a server, keep one configuration for each platform type for about two minutes, and not one for each viewer.',
    todo: 'Call `configuration()` once for each platform, and share the answer among its viewers for two minutes.',
  },
  {
    id: 'R40',
    level: 'SHOULD',
    who: 'app',
    rule: 'Take the list of MVPDs from the service; a list of your own has to follow its ids.',
    todo: 'Build the picker from `mvpds` of `configuration()`.',
  },
  {
    id: 'R41',
    level: 'MAY',
    who: 'lib',
    rule: 'Leave MVPDs out of the list: temporary, test or unfinished ones, or by place and history.',
  },
  {
    id: 'R42',
    level: 'SHOULD',
    who: 'app',
    rule: 'Show viewers a list that was made for them, without TempPass and test entries.',
    todo: 'Filter `mvpds` by `isTempPass`, and by the ids of your test MVPDs, before you show it.',
  },
  {
    id: 'R43',
    level: 'MUST',
    who: 'lib',
    rule: 'Deal with the error of an MVPD whose integration is not active.',
  },
  {
    id: 'R44',
    level: 'MUST',
    who: 'lib',
    rule: "For Apple's single sign-on, go by `enablePlatformServices`, `displayInPlatformPicker` and `boardingStatus` of each MVPD.",
  },
  {
    id: 'R45',
    level: 'SHOULD',
    who: 'lib',
    rule: 'Send the device headers with the configuration request, and do well without them.',
  },
];
