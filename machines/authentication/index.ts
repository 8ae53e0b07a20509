export { authenticationMachine } from './authentication.machine.js';
export type * from './authentication.types.js';
export { authenticationView } from './authentication.view.js';
