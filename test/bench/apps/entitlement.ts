export { createActor } from 'xstate';
export {
  createPassClient,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  takeMediaToken,
} from '../../../src/index.js';
