export { createActor } from 'xstate';
export {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  createPassClient,
} from '../../../src/index.js';
