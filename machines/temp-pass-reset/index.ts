export { tempPassResetMachine } from './temp-pass-reset.machine.js';
export type * from './temp-pass-reset.types.js';
export { tempPassResetView } from './temp-pass-reset.view.js';
