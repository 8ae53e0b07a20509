import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { redirect, type Answer } from '../http/answer.js';
import { Refusal } from '../http/refusal.js';
import { loginPath } from '../pages/login.js';
import { missingParameters, sessionOfCall } from '../state/sessions.js';

/** E7 (`perform-authentication-in-user-agent`): HTML answers only, and no Authorization. */
export const authenticateEndpoints: readonly Endpoint[] = [
  {
    id: 'E7',
    method: 'GET',
    path: '/api/v2/authenticate/:serviceProvider/:code',
    errors: 'page',
    query: [],
    fields: [],
    undocumented: 'invalid_parameter_code',
    handle: authenticate,
  },
];

function authenticate(call: CheckedCall): Answer {
  const session = sessionOfCall(call);
  const missing = missingParameters(session.parameters);
  if (missing.length > 0) {
    throw new Refusal('invalid_authentication_session', `Still missing: ${missing.join(', ')}.`);
  }
  if (session.status === 'signed-in') {
    throw new Refusal('invalid_authentication_session', 'This code has already been used.');
  }
  return redirect(`${call.url.origin}${loginPath(session)}`);
}
