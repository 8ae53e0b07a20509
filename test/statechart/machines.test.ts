import { describe, expect, it } from 'vitest';
import {
  authenticationMachine,
  authorizationMachine,
  entitlementMachine,
  logoutMachine,
  partnerAuthenticationMachine,
  preauthorizationMachine,
  secondScreenMachine,
  tempPassResetMachine,
} from '../../machines/index.js';
import * as everything from '../../machines/index.js';
import { checkStatechart } from './check.js';

const session = { mvpd: 'Cablevision', domainName: 'adobe.com', redirectUrl: 'https://adobe.com' };

const charts = {
  authenticationMachine: [
    authenticationMachine,
    { screen: 'primary', ...session },
    { screen: 'secondary', pollInterval: 10_000 },
  ],
  partnerAuthenticationMachine: [
    partnerAuthenticationMachine,
    { screen: 'primary', ...session },
    { screen: 'secondary', partner: 'Apple' },
  ],
  logoutMachine: [logoutMachine, { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' }],
  secondScreenMachine: [secondScreenMachine, {}, { code: 'ABC-DEFG', ...session }],
  preauthorizationMachine: [
    preauthorizationMachine,
    { mvpd: 'Cablevision', resources: ['one', 'two'] },
  ],
  authorizationMachine: [authorizationMachine, { mvpd: 'Cablevision', resource: 'one' }],
  entitlementMachine: [
    entitlementMachine,
    { screen: 'primary', redirectUrl: 'https://adobe.com', domainName: 'adobe.com' },
    {
      screen: 'secondary',
      redirectUrl: 'https://adobe.com',
      choice: 'elsewhere',
      partner: 'Apple',
    },
  ],
  tempPassResetMachine: [
    tempPassResetMachine,
    { mvpd: 'TempPass_TEST40', deviceId: 'all' },
    { mvpd: 'flexibleTempPass', key: 'c2hhMjU2' },
  ],
} as const;

describe('our machines', () => {
  it.each(Object.entries(charts))('%s has no findings', (_name, [machine, ...inputs]) => {
    expect(checkStatechart(machine, { inputs })).toEqual([]);
  });

  it('are all here', () => {
    expect(Object.keys(charts).sort()).toEqual(
      Object.keys(everything)
        .filter((name) => name.endsWith('Machine'))
        .sort(),
    );
  });
});
