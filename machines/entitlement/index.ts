export { entitlementMachine } from './entitlement.machine.js';
export type * from './entitlement.types.js';
export { entitlementView } from './entitlement.view.js';
