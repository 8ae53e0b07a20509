export { logoutMachine } from './logout.machine.js';
export type * from './logout.types.js';
export { logoutView } from './logout.view.js';
