export { authorizationMachine } from './authorization.machine.js';
export type * from './authorization.types.js';
export { authorizationView } from './authorization.view.js';
