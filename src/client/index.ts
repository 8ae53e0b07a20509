export { createPassClient } from './client.js';
export { configuration } from './configuration.js';
export {
  authorize,
  type DecisionOptions,
  type DecisionParameters,
  type Decisions,
  preauthorize,
} from './decisions.js';
export type { Endpoint, Oddity } from './oddity.js';
export type { PassClient } from './pass-client.js';
export { initiateLogout, legacyLogout } from './logout.js';
export type { Environment, Origins, PassClientOptions, Provider, SsoIdentity } from './options.js';
export { createPartnerProfile, createPartnerSession } from './partner.js';
export { profileForCode, profileForMvpd, profiles } from './profiles.js';
export { registerClient, requestAccessToken } from './registration.js';
export type { Answered, CallOptions } from './request.js';
export { defaultRetry, type RetryOptions } from './retry.js';
export {
  authenticationUrl,
  createSession,
  resumeSession,
  sessionInformation,
  type SessionParameters,
} from './sessions.js';
export {
  createLinkCode,
  createServiceToken,
  linkedDevices,
  refreshServiceToken,
  unlinkDevices,
} from './sso-service.js';
export { resetTempPass, resetTempPassForKey } from './temp-pass.js';
export * from '../errors/index.js';
export {
  type ErrorAction,
  errorCatalogue,
  type ErrorCatalogueEntry,
  type ErrorCode,
} from '../protocol/error-catalogue.js';
export type { Configuration, Mvpd, PartnerProvider } from '../protocol/configuration.js';
export type { Decision, MediaToken } from '../protocol/decision.js';
export type { DeviceInfo } from '../protocol/device-info.js';
export type { Logouts, LogoutEntry } from '../protocol/logout.js';
export type { PartnerFrameworkStatus, PartnerStatusProblem } from '../protocol/partner.js';
export type { Profile, ProfileAttribute, Profiles, ProfileType } from '../protocol/profile.js';
export type { AccessToken, ClientCredentials } from '../protocol/registration.js';
export type {
  ActionName,
  ActionType,
  PartnerAuthenticationRequest,
  ReasonType,
  Session,
  SessionInformation,
  SessionParameter,
} from '../protocol/session.js';
export type { LinkCode, ServiceToken } from '../protocol/sso-service.js';
export { type DeviceIdOptions, persistentDeviceId } from '../storage/device-id.js';
export { memoryStorage } from '../storage/memory.js';
export type { MediaTokenStore } from '../storage/media-token-store.js';
export type { PassStorage } from '../storage/storage.js';
