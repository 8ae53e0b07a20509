export { createActor } from 'xstate';
export {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  createPassClient,
  logoutMachine,
  logoutServices,
  logoutView,
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  partnerAuthenticationView,
} from '../../../src/index.js';
