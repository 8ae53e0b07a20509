import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { json, type Answer } from '../http/answer.js';
import {
  closeCurrentSession,
  grantReason,
  missingParameters,
  openSession,
  renewCode,
  sessionOfCall,
  sessionParameters,
} from '../state/sessions.js';
import { newUuid } from '../state/ids.js';
import { authenticateAnswer, authorizeAnswer, incompleteAnswer } from './session-answers.js';
import { describeDevice } from './device.js';

const fields = ['mvpd', 'domainName', 'redirectUrl'];

/** E4, E5 and E6 (`sessions-apis`). */
export const sessionEndpoints: readonly Endpoint[] = [
  {
    id: 'E4',
    method: 'POST',
    path: '/api/v2/:serviceProvider/sessions',
    errors: 'enhanced',
    query: [],
    fields,
    undocumented: 'invalid_parameter_redirect_url',
    handle: createSession,
  },
  {
    id: 'E5',
    method: 'POST',
    path: '/api/v2/:serviceProvider/sessions/:code',
    errors: 'enhanced',
    query: [],
    fields,
    undocumented: 'invalid_parameter_redirect_url',
    handle: resumeSession,
  },
  {
    id: 'E6',
    method: 'GET',
    path: '/api/v2/:serviceProvider/sessions/:code',
    errors: 'enhanced',
    query: [],
    fields: [],
    undocumented: 'invalid_parameter_code',
    handle: sessionInformation,
  },
];

function createSession(call: CheckedCall): Answer {
  const { state } = call;
  const serviceProvider = call.params['serviceProvider'] ?? '';
  const parameters = sessionParameters(state, call.form);
  const owner = { clientId: call.client?.id ?? '', deviceId: call.deviceId };
  const { mvpd } = parameters;
  const reason =
    mvpd === undefined
      ? undefined
      : grantReason(state, { serviceProvider, owner, identity: call.identity, mvpd });
  if (mvpd !== undefined && reason) {
    closeCurrentSession(call);
    return authorizeAnswer({ serviceProvider, mvpd, reason, sessionId: newUuid() });
  }
  const session = openSession(call, parameters);
  return missingParameters(parameters).length === 0
    ? authenticateAnswer(session, 'none')
    : incompleteAnswer(session, 'resume', 'none');
}

function resumeSession(call: CheckedCall): Answer {
  const { state } = call;
  const session = sessionOfCall(call);
  Object.assign(session.parameters, sessionParameters(state, call.form));
  const { mvpd } = session.parameters;
  const reason = mvpd === undefined ? undefined : grantReason(state, { ...session, mvpd });
  if (mvpd !== undefined && reason) {
    return authorizeAnswer({ ...session, mvpd, reason, sessionId: session.id });
  }
  const answered = state.settings.renewCodeOnResume ? renewCode(state, session) : session;
  return missingParameters(answered.parameters).length === 0
    ? authenticateAnswer(answered, 'none')
    : incompleteAnswer(answered, 'retry', 'none');
}

function sessionInformation(call: CheckedCall): Answer {
  const session = sessionOfCall(call);
  const { mvpd, domainName, redirectUrl } = session.parameters;
  const missing = missingParameters(session.parameters);
  // The samples call it `domain` where nothing is missing, and `domainName` otherwise (D6).
  const domainField = missing.length === 0 ? 'domain' : 'domainName';
  return json(200, {
    ...(missing.length > 0 && { missingParameters: missing }),
    existingParameters: {
      ...(mvpd !== undefined && { mvpd }),
      ...(domainName !== undefined && { [domainField]: domainName }),
      ...(redirectUrl !== undefined && { redirectUrl }),
      serviceProvider: session.serviceProvider,
    },
    device: describeDevice(session),
    notBefore: String(session.notBefore),
    notAfter: String(session.notAfter),
  });
}
