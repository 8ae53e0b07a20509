export { authenticationServices } from './authentication.services.js';
export { logoutServices } from './logout.services.js';
export {
  type PartnerFramework,
  partnerAuthenticationServices,
} from './partner-authentication.services.js';
export { tempPassResetServices } from './temp-pass-reset.services.js';
