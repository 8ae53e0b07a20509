export { createActor } from 'xstate';
export * from '../../../src/index.js';
