import {
  enhancedError,
  isRegistrationError,
  registrationError,
  throttled,
  type Answer,
} from '../http/answer.js';
import type { EndpointId } from '../http/endpoint-id.js';
import { ssoServiceError } from '../http/sso-service-error.js';
import type { PlainFault } from './fault.js';

const ssoService = /^E(?:19|2[0-3])$/;

/** The answer that a plain fault gives in place of the real one, if it gives one. */
export function plainAnswer(fault: PlainFault, endpoint: EndpointId): Answer | undefined {
  const answer = replacement(fault, endpoint);
  return answer && fault.status !== undefined ? { ...answer, status: fault.status } : answer;
}

function replacement(fault: PlainFault, endpoint: EndpointId): Answer | undefined {
  if (fault.html) {
    return {
      status: 200,
      headers: { 'content-type': 'text/html;charset=UTF-8' },
      body: '<!doctype html><html lang="en"><title>Not the service</title><p>Please sign in to the network.</p></html>',
    };
  }
  if (fault.body !== undefined) {
    return {
      status: 200,
      headers: {
        'content-type':
          typeof fault.body === 'string' ? 'text/plain;charset=UTF-8' : 'application/json',
      },
      body: typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body),
      ...(fault.code !== undefined && { code: fault.code }),
    };
  }
  if (fault.code !== undefined) {
    if (ssoService.test(endpoint)) return ssoServiceError(fault.code, undefined, fault.status);
    return endpoint === 'E1' || endpoint === 'E2' || isRegistrationError(fault.code)
      ? registrationError(fault.code)
      : enhancedError(fault.code, undefined, fault.status);
  }
  if (fault.status === 429) return throttled();
  return fault.status === undefined ? undefined : { status: fault.status, headers: {} };
}
