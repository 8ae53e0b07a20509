import type { AnyStateMachine } from 'xstate';
import * as machines from '../../../machines/index.js';

/** A machine of this library, with what an app renders of it. */
interface Known {
  readonly machine: AnyStateMachine;
  readonly view: (snapshot: never) => { readonly phase: string };
}

const known: readonly Known[] = [
  { machine: machines.entitlementMachine, view: machines.entitlementView },
  { machine: machines.authenticationMachine, view: machines.authenticationView },
  { machine: machines.partnerAuthenticationMachine, view: machines.partnerAuthenticationView },
  { machine: machines.preauthorizationMachine, view: machines.preauthorizationView },
  { machine: machines.authorizationMachine, view: machines.authorizationView },
  { machine: machines.logoutMachine, view: machines.logoutView },
  { machine: machines.secondScreenMachine, view: machines.secondScreenView },
  { machine: machines.tempPassResetMachine, view: machines.tempPassResetView },
];

export const libraryMachines: readonly AnyStateMachine[] = known.map(({ machine }) => machine);

/** The view of a machine of this library, by the id of that. */
export const viewOf = (id: string): Known['view'] | undefined =>
  known.find(({ machine }) => machine.id === id)?.view;
