import { authenticationOfVersion1 } from './authentication.js';
import { entitlementOfVersion1 } from './entitlement.js';
import { partnerAuthenticationOfVersion1 } from './partner-authentication.js';
import { secondScreenOfVersion1 } from './second-screen.js';
import { type Migration, renamed, without } from './stored.js';

/** A machine whose states are the same, while its actors have names for ids. */
const ofVersion1 =
  (actors: readonly string[], ...gone: readonly string[]): Migration =>
  (flow) => ({
    ...flow,
    context: { ...without(flow.context, ...gone), version: 2 },
    children: renamed(flow, Object.fromEntries(actors.map((src) => [src, src]))),
  });

/** By machine, and by the version that a flow was stored with. Version 0.1.0 stored none, which is 1. */
export const migrations: Readonly<Record<string, Readonly<Record<number, Migration>>>> = {
  authentication: { 1: authenticationOfVersion1 },
  partnerAuthentication: { 1: partnerAuthenticationOfVersion1 },
  secondScreen: { 1: secondScreenOfVersion1 },
  logout: { 1: ofVersion1(['initiateLogout'], 'cancelled') },
  authorization: { 1: ofVersion1(['authorize', 'verifyMediaToken'], 'ended') },
  preauthorization: { 1: ofVersion1(['preauthorize'], 'ended') },
  tempPassReset: { 1: ofVersion1(['resetTempPass', 'registerClient'], 'cancelled') },
  entitlement: { 1: entitlementOfVersion1 },
};
