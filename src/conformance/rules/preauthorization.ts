import type { ConformanceRule } from './rule.js';

export const preauthorization: readonly ConformanceRule[] = [
  {
    id: 'R100',
    level: 'MAY',
    who: 'lib',
    rule: 'Go without preauthorization where no list is filtered.',
  },
  {
    id: 'R101',
    level: 'MUST',
    who: 'lib',
    rule: 'Use preauthorization to mark or filter content, and for nothing else.',
  },
  {
    id: 'R102',
    level: 'MUST NOT',
    who: 'lib',
    rule: 'Play on the strength of a preauthorization.',
  },
  {
    id: 'R103',
    level: 'MUST NOT',
    who: 'lib',
    rule: 'Look for a media token in a preauthorization.',
  },
  {
    id: 'R104',
    level: 'MUST',
    who: 'lib',
    rule: 'Name no more resources in a request than it may have, usually five.',
  },
  {
    id: 'R105',
    level: 'MUST',
    who: 'ops',
    rule: 'Have the limit of resources raised only with the consent of the MVPDs and Adobe.',
    todo: 'After that, give the new one as `resourcesPerRequest` of `preauthorize()`.',
  },
  {
    id: 'R106',
    level: 'MUST',
    who: 'lib',
    rule: 'Read the error codes of decisions, and do what `action` asks for.',
  },
  {
    id: 'R107',
    level: 'MUST',
    who: 'lib',
    rule: 'Repeat only what may be repeated, two or three times at most.',
  },
  {
    id: 'R108',
    level: 'MUST',
    who: 'lib',
    rule: 'Ask again for just the items that say `retry`.',
  },
  {
    id: 'R109',
    level: 'MUST',
    who: 'lib',
    rule: 'Keep permits in memory.',
  },
  {
    id: 'R110',
    level: 'MAY',
    who: 'lib',
    rule: 'Leave preauthorizations out of what is stored.',
  },
  {
    id: 'R111',
    level: 'SHOULD',
    who: 'app',
    rule: 'Say clearly why something is locked, in the words of the MVPD or of Adobe.',
    todo: 'Show `error.details` of a decision, or else `error.message`.',
  },
  {
    id: 'R112',
    level: 'SHOULD',
    who: 'app',
    rule: 'Name channels in `resources`, without CDATA.',
    todo: 'Give channel ids as `resources` of `preauthorizationMachine`.',
  },
  {
    id: 'R113',
    level: 'MUST',
    who: 'app',
    rule: "Arrange beforehand what to do with MVPDs that can't preauthorize properly.",
    todo: 'Ask Adobe which MVPDs these are, and show their lists without marks.',
  },
  {
    id: 'R114',
    level: 'MUST',
    who: 'lib',
    rule: 'Deal with `authenticated_profile_missing`, `authenticated_profile_expired`, `preauthorization_denied_by_mvpd`, `network_received_error` and `too_many_resources`.',
  },
];
