import { accessToken } from './access-token.js';
import { authorization } from './authorization.js';
import { configuration } from './configuration.js';
import { degraded } from './degraded.js';
import { errors } from './errors.js';
import { headers } from './headers.js';
import { identitySso } from './identity-sso.js';
import { logout } from './logout.js';
import { migration } from './migration.js';
import { partnerSso } from './partner-sso.js';
import { polling } from './polling.js';
import { preauthorization } from './preauthorization.js';
import { profiles } from './profiles.js';
import { registration } from './registration.js';
import { serverToServer } from './server-to-server.js';
import { sessions } from './sessions.js';
import { temporary } from './temporary.js';
import type { ConformanceRule } from './rule.js';

export type { ConformanceRule } from './rule.js';

/** Rules that belong together. */
export interface ConformanceArea {
  readonly title: string;
  readonly rules: readonly ConformanceRule[];
}

/** The rules by area, in the order of their numbers. */
export const conformanceAreas: readonly ConformanceArea[] = [
  { title: 'Registration', rules: registration },
  { title: 'Access token', rules: accessToken },
  { title: 'Configuration', rules: configuration },
  { title: 'Authentication sessions', rules: sessions },
  { title: 'Polling', rules: polling },
  { title: 'Profiles and user metadata', rules: profiles },
  { title: 'Preauthorization', rules: preauthorization },
  { title: 'Authorization and media token', rules: authorization },
  { title: 'Logout', rules: logout },
  { title: 'Headers and parameters', rules: headers },
  { title: 'Errors and resilience', rules: errors },
  { title: 'Degraded access', rules: degraded },
  { title: 'Temporary access', rules: temporary },
  { title: 'Single sign-on: service token and platform identity', rules: identitySso },
  { title: 'Single sign-on: partner (Apple)', rules: partnerSso },
  { title: 'Server-to-server', rules: serverToServer },
  { title: 'Migration, testing, security', rules: migration },
];

/** All rules, in the order of their numbers. */
export const conformanceRules: readonly ConformanceRule[] = conformanceAreas.flatMap(
  ({ rules }) => rules,
);
