import { createActor } from 'xstate';
import {
  authenticationMachine,
  type AuthenticationInput,
  authenticationServices,
  authenticationView,
  type PassClient,
} from '../../src/index.js';
import { parameters } from './world.js';

/** A started authentication flow, with all parameters on a primary screen unless told otherwise. */
export function authenticate(client: PassClient, input: Partial<AuthenticationInput> = {}) {
  const machine = authenticationMachine.provide({ actors: authenticationServices(client) });
  const flow = createActor(machine, { input: { ...parameters, screen: 'primary', ...input } });
  flow.start();
  return Object.assign(flow, { view: () => authenticationView(flow.getSnapshot()) });
}
