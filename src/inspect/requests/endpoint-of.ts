import type { Endpoint } from '../../client/index.js';

type Pattern = readonly [endpoint: Endpoint, method: 'GET' | 'POST' | 'DELETE', path: RegExp];

const patterns: readonly Pattern[] = [
  ['E1', 'POST', /\/o\/client\/register$/],
  ['E2', 'POST', /\/o\/client\/token$/],
  ['E3', 'GET', /\/api\/v2\/[^/]+\/configuration$/],
  ['E11', 'POST', /\/api\/v2\/[^/]+\/sessions\/sso\/[^/]+$/],
  ['E4', 'POST', /\/api\/v2\/[^/]+\/sessions$/],
  ['E5', 'POST', /\/api\/v2\/[^/]+\/sessions\/[^/]+$/],
  ['E6', 'GET', /\/api\/v2\/[^/]+\/sessions\/[^/]+$/],
  ['E12', 'POST', /\/api\/v2\/[^/]+\/profiles\/sso\/[^/]+$/],
  ['E10', 'GET', /\/api\/v2\/[^/]+\/profiles\/code\/[^/]+$/],
  ['E9', 'GET', /\/api\/v2\/[^/]+\/profiles\/[^/]+$/],
  ['E8', 'GET', /\/api\/v2\/[^/]+\/profiles$/],
  ['E13', 'POST', /\/api\/v2\/[^/]+\/decisions\/preauthorize\/[^/]+$/],
  ['E14', 'POST', /\/api\/v2\/[^/]+\/decisions\/authorize\/[^/]+$/],
  ['E15', 'GET', /\/api\/v2\/[^/]+\/logout\/[^/]+$/],
  ['E16', 'DELETE', /\/reset-tempass\/v3\/reset$/],
  ['E17', 'DELETE', /\/reset-tempass\/v3\/reset\/generic$/],
  ['E18', 'DELETE', /\/api\/v1\/logout$/],
  ['E19', 'POST', /\/api\/[^/]+\/serviceToken$/],
  ['E20', 'GET', /\/api\/[^/]+\/serviceToken$/],
  ['E21', 'POST', /\/api\/[^/]+\/link$/],
  ['E22', 'POST', /\/api\/[^/]+\/unlink$/],
  ['E23', 'GET', /\/api\/[^/]+\/list$/],
];

/** The endpoint that a request is for; nothing where it is none of Adobe's. */
export function endpointOf(method: string, url: string): Endpoint | undefined {
  const path = url.replace(/[?#].*$/, '');
  return patterns.find(([, needed, pattern]) => needed === method && pattern.test(path))?.[0];
}
