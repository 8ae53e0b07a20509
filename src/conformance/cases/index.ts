import type { ConformanceCase } from '../case.js';
import { tokenCases } from './access-token.js';
import { authorizationCases } from './authorization.js';
import { configurationCases } from './configuration.js';
import { degradedCases } from './degraded.js';
import { errorCases } from './errors.js';
import { headerCases } from './headers.js';
import { logoutCases } from './logout.js';
import { partnerCases } from './partner.js';
import { pollingCases } from './polling.js';
import { preauthorizationCases } from './preauthorization.js';
import { profileCases } from './profiles.js';
import { registrationCases } from './registration.js';
import { sessionCases } from './sessions.js';
import { ssoCases } from './sso.js';
import { temporaryCases } from './temporary.js';

/** The cases of the suite, by area. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...registrationCases,
  ...tokenCases,
  ...configurationCases,
  ...sessionCases,
  ...pollingCases,
  ...profileCases,
  ...preauthorizationCases,
  ...authorizationCases,
  ...logoutCases,
  ...headerCases,
  ...errorCases,
  ...degradedCases,
  ...temporaryCases,
  ...ssoCases,
  ...partnerCases,
];
