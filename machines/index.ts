export * from './authentication/index.js';
export * from './authorization/index.js';
export * from './entitlement/index.js';
export * from './logout/index.js';
export * from './partner-authentication/index.js';
export * from './preauthorization/index.js';
export { restoreActor, type RestoreOptions } from './restore.js';
export * from './second-screen/index.js';
export type { Tag } from './tags.js';
export * from './temp-pass-reset/index.js';
export type { PassErrorData, Remedy } from '../src/errors/index.js';
export type { LogoutEntry } from '../src/protocol/logout.js';
export type { PartnerFrameworkStatus, PartnerStatusProblem } from '../src/protocol/partner.js';
export type { Profile, ProfileAttribute, ProfileType } from '../src/protocol/profile.js';
export type {
  ActionName,
  ActionType,
  ReasonType,
  Session,
  SessionParameter,
} from '../src/protocol/session.js';
