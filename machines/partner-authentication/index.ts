export { partnerAuthenticationMachine } from './partner-authentication.machine.js';
export type * from './partner-authentication.types.js';
export { partnerAuthenticationView } from './partner-authentication.view.js';
