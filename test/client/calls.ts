import {
  authorize,
  type CallOptions,
  configuration,
  createLinkCode,
  createPartnerProfile,
  createPartnerSession,
  createServiceToken,
  createSession,
  type Endpoint,
  initiateLogout,
  legacyLogout,
  linkedDevices,
  type PassClient,
  preauthorize,
  profileForCode,
  profileForMvpd,
  profiles,
  refreshServiceToken,
  registerClient,
  requestAccessToken,
  resetTempPass,
  resetTempPassForKey,
  resumeSession,
  sessionInformation,
  unlinkDevices,
} from '../../src/client/index.js';
import { parameters } from '../support/world.js';

type Call = (client: PassClient, options?: CallOptions) => Promise<unknown>;

const code = 'A';
const mvpd = 'Dish';
const resources = ['news', 'sport'];
const serviceToken = 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln';

/** A call of every endpoint. */
export const calls: Readonly<Record<Endpoint, Call>> = {
  E1: registerClient,
  E2: (client, options) =>
    requestAccessToken(client, { client_id: 'id', client_secret: 'client-secret' }, options),
  E3: (client, options) => configuration(client, {}, options),
  E4: (client, options) => createSession(client, parameters, options),
  E5: (client, options) => resumeSession(client, { code, ...parameters }, options),
  E6: (client, options) => sessionInformation(client, { code }, options),
  E8: (client, options) => profiles(client, {}, options),
  E9: (client, options) => profileForMvpd(client, { mvpd }, options),
  E10: (client, options) => profileForCode(client, { code }, options),
  E11: (client, options) => createPartnerSession(client, parameters, options),
  E12: (client, options) => createPartnerProfile(client, { samlResponse: '<Response/>' }, options),
  E13: (client, options) => preauthorize(client, { mvpd, resources }, options),
  E14: (client, options) =>
    authorize(client, { mvpd, resources }, { resourcesPerRequest: 2, ...options }),
  E15: (client, options) =>
    initiateLogout(client, { mvpd, redirectUrl: parameters.redirectUrl }, options),
  E16: (client, options) => resetTempPass(client, { mvpd: 'TempPass', deviceId: 'all' }, options),
  E17: (client, options) => resetTempPassForKey(client, { mvpd: 'TempPass', key: 'all' }, options),
  E18: (client, options) => legacyLogout(client, {}, options),
  E19: (client, options) => createServiceToken(client, { ssoId: 'viewer' }, options),
  E20: (client, options) => refreshServiceToken(client, { serviceToken }, options),
  E21: (client, options) => createLinkCode(client, { serviceToken }, options),
  E22: (client, options) => unlinkDevices(client, { serviceToken, devices: ['tv'] }, options),
  E23: (client, options) => linkedDevices(client, { serviceToken }, options),
};

export const endpoints = Object.keys(calls) as readonly Endpoint[];

/** Those that neither create nor delete: the same request may go out twice. */
export const asking: readonly Endpoint[] = [
  'E2',
  'E3',
  'E6',
  'E8',
  'E9',
  'E10',
  'E13',
  'E14',
  'E20',
  'E23',
];

/** Those whose errors are a status alone, and whose success has no body. */
export const bare: readonly Endpoint[] = ['E16', 'E17', 'E18'];
