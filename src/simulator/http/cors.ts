import type { SentAnswer } from './answer.js';

/**
 * What browsers are allowed, as the published 429 sample has it: none of the SSO, TempPass and
 * visitor headers is among it (D52).
 */
const allowed = {
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'POST,GET,OPTIONS,DELETE',
  'access-control-allow-headers':
    'ap_11,ap_42,ap_z,ap_19,ap_21,ap_23,authorization,content-type,pass_sfp,AP-Session-Identifier,AP-Device-Identifier,AP-SDK-Identifier,X-Device-Info',
  'access-control-expose-headers':
    'pass_sfp,Authzf-Error-Code,Authzf-Sub-Error-Code,Authzf-Error-Details',
};

const api = /^\/(?:o|api|reset-tempass)\//;

/** Whether this is a browser that asks beforehand. */
export function isPreflight(request: Request): boolean {
  return (
    request.method === 'OPTIONS' &&
    request.headers.has('origin') &&
    request.headers.has('access-control-request-method') &&
    api.test(new URL(request.url).pathname)
  );
}

/** The answer with what a browser needs to see, where one has asked from another origin. */
export function allowOrigin(answer: SentAnswer, request: Request): SentAnswer {
  const origin = request.headers.get('origin');
  if (origin === null || answer.foreign || !api.test(new URL(request.url).pathname)) return answer;
  const headers = { ...answer.headers, ...allowed, 'access-control-allow-origin': origin };
  return { ...answer, headers: { ...headers, vary: 'Origin' } };
}
