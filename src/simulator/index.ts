export { createSimulator } from './create-simulator.js';
export { defaultMvpds } from './options.js';
export type { ErrorCode } from '../protocol/error-catalogue.js';
export type { RegistrationErrorCode } from './http/answer.js';
export type { EndpointId } from './http/endpoint.js';
export type { Fault, Faults } from './http/faults.js';
export type { JournalEntry } from './http/journal.js';
export type {
  PartnerFallback,
  PartnerSwitches,
  SimulatedMvpd,
  SimulatorOptions,
  ThrottleOptions,
} from './options.js';
export type {
  ListenOptions,
  ProfileFilter,
  ProfileSwitches,
  ProfileToAdd,
  SimulatedSession,
  Simulator,
  SimulatorServer,
} from './simulator.js';
export type { StoredProfileType } from './state/records.js';
export type { OpenLogin, SignIn, SignInOptions, Viewer } from './viewer/types.js';
