import type { ConformanceRule } from './rule.js';

export const accessToken: readonly ConformanceRule[] = [
  {
    id: 'R18',
    level: 'MUST',
    who: 'lib',
    rule: 'Keep the access token in the storage, and use it until its time is over.',
  },
  {
    id: 'R19',
    level: 'MUST NOT',
    who: 'lib',
    rule: 'Ask for a token with each call.',
  },
  {
    id: 'R20',
    level: 'MUST',
    who: 'lib',
    rule: 'Drop a token that has expired, and get the next one with the credentials that are stored.',
  },
  {
    id: 'R21',
    level: 'MUST',
    who: 'lib',
    rule: 'Have the next token before the current one ends.',
  },
  {
    id: 'R22',
    level: 'SHOULD',
    who: 'lib',
    rule: 'Look at the age of the token before a call, rather than wait for a refusal.',
  },
  {
    id: 'R23',
    level: 'SHOULD',
    who: 'lib',
    rule: 'Renew the token after a 401, and then send the refused call again.',
  },
  {
    id: 'R24',
    level: 'MUST',
    who: 'lib',
    rule: 'After `invalid_client`, register anew and go on with the new credentials.',
  },
  {
    id: 'R25',
    level: 'MUST',
    who: 'lib',
    rule: 'Send the token as `Authorization: Bearer …`, as it came and without reading it.',
  },
  {
    id: 'R26',
    level: 'MUST',
    who: 'lib',
    rule: 'Send no call with a token whose time is over; fetch another one first.',
  },
  {
    id: 'R27',
    level: 'MUST',
    who: 'lib',
    rule: 'Keep registration and token requests within the throttle.',
  },
  {
    id: 'R28',
    level: 'MUST',
    who: 'app',
    rule: 'Expect everything to stop once a software statement is revoked.',
    todo: 'Report errors with the remedies `register` and `configure`: only a new statement, and so an update of the app, mends this.',
  },
];
