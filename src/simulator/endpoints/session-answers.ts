import { json, type Answer } from '../http/answer.js';
import type { PartnerFallback } from '../options.js';
import { missingParameters, type GrantReason } from '../state/sessions.js';
import type { SessionRecord } from '../state/records.js';

/** Encodes a path segment. */
export const segment = encodeURIComponent;

/** `authorize`: nobody has to log in. It has no code (samples of E4, E5, E11). */
export function authorizeAnswer(about: {
  readonly serviceProvider: string;
  readonly mvpd: string;
  readonly reason: GrantReason;
  readonly sessionId: string;
}): Answer {
  const { serviceProvider, mvpd, reason, sessionId } = about;
  return json(200, {
    actionName: 'authorize',
    actionType: 'direct',
    reasonType: reason,
    url: `/api/v2/${segment(serviceProvider)}/decisions/authorize/${segment(mvpd)}`,
    sessionId,
    mvpd,
    serviceProvider,
  });
}

/** `authenticate`: a user agent opens the url. */
export function authenticateAnswer(
  session: SessionRecord,
  reason: 'none' | PartnerFallback,
): Answer {
  const { serviceProvider, code } = session;
  return json(200, {
    actionName: 'authenticate',
    actionType: 'interactive',
    reasonType: reason,
    url: `/api/v2/authenticate/${segment(serviceProvider)}/${segment(code)}`,
    ...codePart(session),
  });
}

/** `resume` or `retry`: somebody has to supply what is missing. */
export function incompleteAnswer(
  session: SessionRecord,
  action: 'resume' | 'retry',
  reason: 'none' | PartnerFallback,
): Answer {
  const { serviceProvider, code, parameters } = session;
  return json(200, {
    actionName: action,
    actionType: 'direct',
    reasonType: reason,
    url: `/api/v2/${segment(serviceProvider)}/sessions/${segment(code)}`,
    missingParameters: missingParameters(parameters),
    ...codePart(session),
  });
}

/** The times of a session are strings (D7). */
function codePart(session: SessionRecord): Record<string, string> {
  const { code, id, parameters, serviceProvider, notBefore, notAfter } = session;
  return {
    code,
    sessionId: id,
    ...(parameters.mvpd !== undefined && { mvpd: parameters.mvpd }),
    serviceProvider,
    notBefore: String(notBefore),
    notAfter: String(notAfter),
  };
}
