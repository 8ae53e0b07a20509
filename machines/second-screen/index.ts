export { secondScreenMachine } from './second-screen.machine.js';
export type * from './second-screen.types.js';
export { secondScreenView } from './second-screen.view.js';
