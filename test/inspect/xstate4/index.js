import { createRequire } from 'node:module';

// The receivers are CommonJS: so is the copy of XState 4 that they have, and there must be only one.
const require = createRequire(import.meta.url);

export const { createMachine, State } = require('xstate');
export const { createWebSocketReceiver, createWindowReceiver } = require('@xstate/inspect');
