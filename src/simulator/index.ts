export { createSimulator } from './create-simulator.js';
export { defaultMvpds } from './mvpds.js';
export type {
  Decide,
  DecisionQuestion,
  DecisionSwitches,
  Denial,
  DenialRule,
} from './decisions.js';
export type { ErrorCode } from '../protocol/error-catalogue.js';
export type { RegistrationErrorCode } from './http/answer.js';
export type { EndpointId } from './http/endpoint-id.js';
export { odd } from './faults/odd.js';
export type { OddChanges } from './faults/odd.js';
export type { AnswerFault, FaultTarget } from './faults/answer-fault.js';
export type { ChangeAnswer, Fault, Faults, OddFault, PlainFault } from './faults/fault.js';
export type {
  CaptivePortalFault,
  CdnFault,
  EndlessBodyFault,
  FieldFault,
  LoadBalancerFault,
  ProxyFault,
  StalledBodyFault,
  UnexpectedBodyFault,
} from './faults/field-fault.js';
export type { JournalEntry } from './http/journal-entry.js';
export type { SsoServiceErrorCode } from './http/sso-service-error.js';
export type { Degradation, PlatformFlags, SimulatedMvpd } from './mvpds.js';
export type {
  PartnerFallback,
  PartnerSwitches,
  SimulatorOptions,
  ThrottleOptions,
} from './options.js';
export type {
  ListenOptions,
  ProfileFilter,
  ProfileSwitches,
  ProfileToAdd,
  RegisteredClient,
  SimulatedSession,
  Simulator,
  SimulatorClock,
  SimulatorServer,
} from './simulator.js';
export type { MediaTokenVerdict } from './state/media-tokens.js';
export type { StoredProfileType } from './state/records.js';
export type { OpenLogin, SignIn, SignInOptions, Viewer } from './viewer/types.js';
export type { AnswerVariants } from './variants.js';
