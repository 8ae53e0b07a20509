export { authenticationServices } from './authentication.services.js';
export { authorizationServices, type VerifyMediaToken } from './authorization.services.js';
export { type EntitlementServicesOptions, entitlementServices } from './entitlement.services.js';
export { logoutServices } from './logout.services.js';
export { takeMediaToken } from './media-tokens.js';
export {
  type PartnerFramework,
  partnerAuthenticationServices,
} from './partner-authentication.services.js';
export { partnerProviders } from '../protocol/configuration.js';
export { type PermitCache, permitCache, type Permits } from './permit-cache.js';
export { preauthorizationServices } from './preauthorization.services.js';
export { secondScreenServices } from './second-screen.services.js';
export { tempPassResetServices } from './temp-pass-reset.services.js';
export { type ViewerActor, watchViewer } from './watch-viewer.js';
