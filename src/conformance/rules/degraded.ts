import type { ConformanceRule } from './rule.js';

export const degraded: readonly ConformanceRule[] = [
  {
    id: 'R187',
    level: 'SHOULD',
    who: 'lib',
    rule: 'Support degraded access where the business uses it.',
  },
  {
    id: 'R188',
    level: 'MUST',
    who: 'lib',
    rule: 'After `authorize` with the reason `degraded`, go on to decisions.',
  },
  {
    id: 'R189',
    level: 'MAY',
    who: 'lib',
    rule: 'Ask for the degraded profile, if you like.',
  },
  {
    id: 'R190',
    level: 'MUST',
    who: 'lib',
    rule: 'Where there is no degraded profile, start a regular sign-in.',
  },
  {
    id: 'R191',
    level: 'MUST',
    who: 'lib',
    rule: 'Take decisions whose `source` is `degradation`, be they permits or denials.',
  },
  {
    id: 'R192',
    level: 'MUST NOT',
    who: 'app',
    rule: 'Count on degradation to do without Adobe Pass itself.',
    todo: 'Expect every call to fail while Adobe is out of reach: the remedy is `retry`.',
  },
  {
    id: 'R193',
    level: 'MUST',
    who: 'ops',
    rule: 'Apply degradation rules only as agreed with the MVPDs.',
    todo: "Keep the rules in Adobe's dashboard to what your agreements say.",
  },
];
