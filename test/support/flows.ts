import { createActor } from 'xstate';
import {
  authenticationMachine,
  type AuthenticationInput,
  authenticationServices,
  authenticationView,
  type LogoutInput,
  logoutMachine,
  logoutServices,
  logoutView,
  type PartnerAuthenticationInput,
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  partnerAuthenticationView,
  type PartnerFramework,
  type PassClient,
  type TempPassResetInput,
  tempPassResetMachine,
  tempPassResetServices,
  tempPassResetView,
} from '../../src/index.js';
import { parameters, START } from './world.js';

/** A started authentication flow, with all parameters on a primary screen unless told otherwise. */
export function authenticate(client: PassClient, input: Partial<AuthenticationInput> = {}) {
  const machine = authenticationMachine.provide({ actors: authenticationServices(client) });
  const flow = createActor(machine, { input: { ...parameters, screen: 'primary', ...input } });
  flow.start();
  return Object.assign(flow, { machine, view: () => authenticationView(flow.getSnapshot()) });
}

/** A started logout of Cablevision, unless told otherwise. */
export function logOut(client: PassClient, input: Partial<LogoutInput> = {}) {
  const machine = logoutMachine.provide({ actors: logoutServices(client) });
  const { mvpd, redirectUrl } = parameters;
  const flow = createActor(machine, { input: { mvpd, redirectUrl, ...input } });
  flow.start();
  return Object.assign(flow, { machine, view: () => logoutView(flow.getSnapshot()) });
}

/** A started reset. */
export function resetTempPasses(client: PassClient, input: TempPassResetInput) {
  const machine = tempPassResetMachine.provide({ actors: tempPassResetServices(client) });
  const flow = createActor(machine, { input });
  flow.start();
  return Object.assign(flow, { machine, view: () => tempPassResetView(flow.getSnapshot()) });
}

/** A framework that has a subscriber of Cablevision, and answers what it is asked. */
export const subscribed = {
  status: async () => ({
    frameworkPermissionInfo: { accessStatus: 'granted' },
    frameworkProviderInfo: { id: 'Cablevision', expirationDate: START + 86_400_000 },
  }),
  authenticate: async () => ({ samlResponse: '<samlp:Response>\n  <ok/>\n</samlp:Response>' }),
} satisfies PartnerFramework;

/** A started partner flow on a primary screen with a subscriber, unless told otherwise. */
export function authenticateWithPartner(
  client: PassClient,
  partnerFramework: Partial<PartnerFramework> = {},
  input: Partial<PartnerAuthenticationInput> = {},
) {
  const services = partnerAuthenticationServices(client, {
    partnerFramework: { ...subscribed, ...partnerFramework },
  });
  const machine = partnerAuthenticationMachine.provide({ actors: services });
  const flow = createActor(machine, { input: { ...parameters, screen: 'primary', ...input } });
  flow.start();
  return Object.assign(flow, {
    machine,
    view: () => partnerAuthenticationView(flow.getSnapshot()),
  });
}
