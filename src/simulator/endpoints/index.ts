import type { Endpoint } from '../http/endpoint.js';
import { activatePages } from '../pages/activate.js';
import { captivePortalPage } from '../pages/captive-portal.js';
import { loginPages } from '../pages/login.js';
import { logoPage } from '../pages/logo.js';
import { donePage, indexPage } from '../pages/plain.js';
import { signOutPages } from '../pages/sign-out.js';
import { authenticateEndpoints } from './authenticate.js';
import { configurationEndpoints } from './configuration.js';
import { decisionEndpoints } from './decisions.js';
import { legacyEndpoints } from './legacy.js';
import { logoutEndpoints } from './logout.js';
import { partnerEndpoints } from './partner.js';
import { printedPaths } from './printed-paths.js';
import { profileEndpoints } from './profiles.js';
import { registrationEndpoints } from './registration.js';
import { sessionEndpoints } from './sessions.js';
import { ssoServiceEndpoints } from './sso-service.js';
import { tempPassEndpoints } from './temp-pass.js';

const served: readonly Endpoint[] = [
  ...registrationEndpoints,
  ...configurationEndpoints,
  ...sessionEndpoints,
  ...authenticateEndpoints,
  ...profileEndpoints,
  ...partnerEndpoints,
  ...decisionEndpoints,
  ...logoutEndpoints,
  ...tempPassEndpoints,
  ...legacyEndpoints,
  ...ssoServiceEndpoints,
  ...loginPages,
  ...signOutPages,
  ...activatePages,
  logoPage,
  donePage,
  captivePortalPage,
];

/** Everything that the simulator serves; what the tables have goes first. */
export const endpointTable: readonly Endpoint[] = [
  ...served,
  indexPage(served),
  ...printedPaths(served),
];
