import type { EndpointId } from '../../../../src/simulator/index.js';

/** What each endpoint is for, in a few words. */
const names: Readonly<Partial<Record<EndpointId, string>>> = {
  E1: 'Register the client',
  E2: 'Access token',
  E3: 'Configuration',
  E4: 'Create a session',
  E5: 'Resume the session',
  E6: 'Session of a code',
  E7: 'Login page',
  E8: 'Profiles',
  E9: 'Profile of an MVPD',
  E10: 'Profile of a code',
  E11: 'Partner session',
  E12: 'Partner profile',
  E13: 'Preauthorize',
  E14: 'Authorize',
  E15: 'Logout',
};

export const nameOfEndpoint = (id: EndpointId): string => names[id] ?? '';

/** The last part of a path that says something: `/sessions/ABCDEFG`. */
export const shortPath = (path: string): string =>
  path.replace(/^\/(api\/v2\/)?/, '/').replace(/^\/REF30(?=\/)/, '');
