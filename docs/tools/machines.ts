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

/** The machines that have a guide, by the name of its file. */
export const machines = {
  entitlement: entitlementMachine,
  authentication: authenticationMachine,
  'partner-authentication': partnerAuthenticationMachine,
  preauthorization: preauthorizationMachine,
  authorization: authorizationMachine,
  logout: logoutMachine,
  'second-screen': secondScreenMachine,
  'temp-pass-reset': tempPassResetMachine,
} as const;
