import { json, type Answer } from '../http/answer.js';
import type { PartnerFallback } from '../options.js';
import { missingParameters, type GrantReason } from '../state/sessions.js';
import type { SessionRecord } from '../state/records.js';

/** What E4, E5 and E11 answer with (`sessions-apis`). */
export interface WireSession {
  readonly actionName: 'authenticate' | 'resume' | 'retry' | 'authorize' | 'partner_profile';
  readonly actionType: 'interactive' | 'direct';
  readonly reasonType: 'none' | GrantReason | PartnerFallback;
  readonly url: string;
  readonly sessionId: string;
  readonly serviceProvider: string;
  readonly mvpd?: string;
  readonly missingParameters?: readonly string[];
  readonly code?: string;
  /** Milliseconds; the times of a session are strings (D7). */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** E11 only. */
  readonly authenticationRequest?: {
    readonly type: 'saml';
    readonly request: string;
    readonly attributesNames: readonly string[];
  };
}

/** The answer of a session endpoint. */
export const sessionAnswer = (session: WireSession): Answer => json(200, session);

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
  return sessionAnswer({
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
  return sessionAnswer({
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
  return sessionAnswer({
    actionName: action,
    actionType: 'direct',
    reasonType: reason,
    url: `/api/v2/${segment(serviceProvider)}/sessions/${segment(code)}`,
    missingParameters: missingParameters(parameters),
    ...codePart(session),
  });
}

function codePart(session: SessionRecord) {
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
