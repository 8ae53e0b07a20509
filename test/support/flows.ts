import { createActor } from 'xstate';
import {
  authenticationMachine,
  type AuthenticationInput,
  authenticationServices,
  authenticationView,
  type AuthorizationInput,
  authorizationMachine,
  authorizationServices,
  authorizationView,
  type EntitlementInput,
  entitlementMachine,
  entitlementServices,
  type EntitlementServicesOptions,
  entitlementView,
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
  type PermitCache,
  type PreauthorizationInput,
  preauthorizationMachine,
  preauthorizationServices,
  preauthorizationView,
  type TempPassResetInput,
  tempPassResetMachine,
  tempPassResetServices,
  tempPassResetView,
  type VerifyMediaToken,
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

/** A started play request for `one` of Cablevision, unless told otherwise. */
export function play(
  client: PassClient,
  options: { readonly verifyMediaToken?: VerifyMediaToken } = {},
  input: Partial<AuthorizationInput> = {},
) {
  const machine = authorizationMachine.provide({ actors: authorizationServices(client, options) });
  const flow = createActor(machine, { input: { mvpd: 'Cablevision', resource: 'one', ...input } });
  flow.start();
  return Object.assign(flow, { machine, view: () => authorizationView(flow.getSnapshot()) });
}

/** The marks of lists of Cablevision; all of them know the same permits. */
export function marking(
  client: PassClient,
  options: { readonly permits?: PermitCache } = {},
): (input?: Partial<PreauthorizationInput>) => ReturnType<typeof startMarks> {
  const machine = preauthorizationMachine.provide({
    actors: preauthorizationServices(client, options),
  });
  return (input) => startMarks(machine, input);
}

function startMarks(
  machine: typeof preauthorizationMachine,
  input: Partial<PreauthorizationInput> = {},
) {
  const flow = createActor(machine, {
    input: { mvpd: 'Cablevision', resources: ['one', 'two', 'three'], ...input },
  });
  flow.start();
  return Object.assign(flow, { machine, view: () => preauthorizationView(flow.getSnapshot()) });
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

/** The life of a viewer from the start of the app on, with the device's own user agent unless told otherwise. */
export function startApp(
  client: PassClient,
  input: Partial<EntitlementInput> = {},
  options: EntitlementServicesOptions = {},
) {
  const { domainName, redirectUrl } = parameters;
  const machine = entitlementMachine.provide({ actors: entitlementServices(client, options) });
  const flow = createActor(machine, {
    input: { domainName, redirectUrl, screen: 'primary', ...input },
  });
  flow.start();
  return Object.assign(flow, { machine, view: () => entitlementView(flow.getSnapshot()) });
}
