export { preauthorizationMachine } from './preauthorization.machine.js';
export type * from './preauthorization.types.js';
export { preauthorizationView } from './preauthorization.view.js';
