import type { AnyActorLogic } from 'xstate';
import {
  authenticationMachine,
  authenticationView,
  authorizationMachine,
  authorizationView,
  entitlementMachine,
  entitlementView,
  logoutMachine,
  logoutView,
  partnerAuthenticationMachine,
  partnerAuthenticationView,
  preauthorizationMachine,
  preauthorizationView,
  secondScreenMachine,
  secondScreenView,
  tempPassResetMachine,
  tempPassResetView,
} from '../../machines/index.js';
import type { PassClient } from '../client/pass-client.js';
import type { HostedMachine } from '../durable/types.js';
import { authenticationServices } from '../services/authentication.services.js';
import { authorizationServices } from '../services/authorization.services.js';
import {
  entitlementServices,
  type EntitlementServicesOptions,
} from '../services/entitlement.services.js';
import { logoutServices } from '../services/logout.services.js';
import {
  partnerAuthenticationServices,
  type PartnerFramework,
} from '../services/partner-authentication.services.js';
import { preauthorizationServices } from '../services/preauthorization.services.js';
import { secondScreenServices } from '../services/second-screen.services.js';
import { tempPassResetServices } from '../services/temp-pass-reset.services.js';

/** What of the operator's own the services use. */
export type ServiceHooks = Pick<EntitlementServicesOptions, 'verifyMediaToken' | 'choices'>;

interface Offer extends HostedMachine {
  readonly services: (
    client: PassClient,
    hooks: ServiceHooks & { readonly partnerFramework: PartnerFramework },
  ) => Readonly<Record<string, AnyActorLogic>>;
  /** Its flows ask the partner framework, each by itself. */
  readonly asksPartner?: true;
}

/** The name of a machine that the service runs. */
export type MachineName =
  | 'authentication'
  | 'partnerAuthentication'
  | 'preauthorization'
  | 'authorization'
  | 'logout'
  | 'entitlement'
  | 'secondScreen'
  | 'tempPassReset';

/** Every machine, what is shown of it, and what it invokes. */
const catalogue: Readonly<Record<MachineName, Offer>> = {
  authentication: {
    machine: authenticationMachine,
    view: authenticationView,
    services: authenticationServices,
  },
  partnerAuthentication: {
    machine: partnerAuthenticationMachine,
    view: partnerAuthenticationView,
    services: (client, { partnerFramework }) =>
      partnerAuthenticationServices(client, { partnerFramework }),
    asksPartner: true,
  },
  preauthorization: {
    machine: preauthorizationMachine,
    view: preauthorizationView,
    services: (client) => preauthorizationServices(client),
  },
  authorization: {
    machine: authorizationMachine,
    view: authorizationView,
    services: (client, { verifyMediaToken }) =>
      authorizationServices(client, { ...(verifyMediaToken && { verifyMediaToken }) }),
  },
  logout: { machine: logoutMachine, view: logoutView, services: logoutServices },
  entitlement: {
    machine: entitlementMachine,
    view: entitlementView,
    services: entitlementServices,
    asksPartner: true,
  },
  secondScreen: {
    machine: secondScreenMachine,
    view: secondScreenView,
    services: secondScreenServices,
  },
  tempPassReset: {
    machine: tempPassResetMachine,
    view: tempPassResetView,
    services: tempPassResetServices,
  },
};

/** All but the one for operators. */
export const defaultMachines: readonly MachineName[] = [
  'entitlement',
  'authentication',
  'partnerAuthentication',
  'preauthorization',
  'authorization',
  'logout',
  'secondScreen',
];

export const machineNames = Object.keys(catalogue) as readonly MachineName[];

/** What a machine runs with; nothing where it is not offered. */
export const offerOf = (name: string): Offer | undefined =>
  Object.prototype.hasOwnProperty.call(catalogue, name)
    ? catalogue[name as MachineName]
    : undefined;

/** The machines of these names, for a host. */
export const hostedMachines = (
  names: readonly MachineName[],
): Readonly<Record<string, HostedMachine>> =>
  Object.fromEntries(names.map((name) => [name, catalogue[name]]));

/** Whether an app may send this to a machine: what its services answer is not an app's to say. */
export const takesEvent = (name: string, type: string): boolean =>
  !/^(xstate|request)\./.test(type) &&
  (offerOf(name)?.machine.events as readonly string[] | undefined)?.includes(type) === true;
