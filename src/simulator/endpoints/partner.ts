import { encodeBase64, isBase64 } from '../checks/base64.js';
import { knownMvpd } from '../checks/parameters.js';
import { partnerStatus } from '../checks/partner-status.js';
import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { json, type Answer } from '../http/answer.js';
import { Refusal } from '../http/refusal.js';
import { degradationOf } from '../mvpds.js';
import { newUuid } from '../state/ids.js';
import { createProfile, degradedProfile, wireProfile } from '../state/profiles.js';
import type { SessionParameters } from '../state/records.js';
import {
  closeCurrentSession,
  grantReason,
  missingParameters,
  openSession,
  sessionParameters,
  type GrantReason,
} from '../state/sessions.js';
import {
  authenticateAnswer,
  authorizeAnswer,
  incompleteAnswer,
  segment,
  sessionAnswer,
} from './session-answers.js';

/** E11 and E12 (`partner-single-sign-on-apis`). The only partner is `Apple`. */
export const partnerEndpoints: readonly Endpoint[] = [
  {
    id: 'E11',
    method: 'POST',
    path: '/api/v2/:serviceProvider/sessions/sso/:partner',
    errors: 'enhanced',
    query: [],
    fields: ['domainName', 'redirectUrl'],
    undocumented: 'invalid_parameter_redirect_url',
    handle: partnerSession,
  },
  {
    id: 'E12',
    method: 'POST',
    path: '/api/v2/:serviceProvider/profiles/sso/:partner',
    errors: 'enhanced',
    query: [],
    fields: ['SAMLResponse'],
    undocumented: 'invalid_parameter_saml_response',
    handle: partnerProfile,
  },
];

function partnerSession(call: CheckedCall): Answer {
  checkPartner(call);
  const { state } = call;
  const { fallback, configured = true } = state.partner;
  const parameters = sessionParameters(state, call.form);
  const status = partnerStatus(state, call.headers);
  // An unusable status is no error here: the basic flow takes over.
  const unusable = status.problem !== undefined || fallback === 'pfs_fallback';
  const mvpd = status.mvpd && knownMvpd(state, status.mvpd.id);
  if (mvpd) parameters.mvpd = mvpd.id;
  if (mvpd && !unusable && fallback === undefined) {
    const reason = partnerGrant(call, mvpd.id);
    if (reason) {
      closeCurrentSession(call);
      const serviceProvider = call.params['serviceProvider'] ?? '';
      return authorizeAnswer({ serviceProvider, mvpd: mvpd.id, reason, sessionId: newUuid() });
    }
  }
  if (fallback === 'missing_parameters_fallback') delete parameters.redirectUrl;
  if (parameters.domainName === undefined || parameters.redirectUrl === undefined) {
    return incompleteAnswer(openSession(call, parameters), 'resume', 'missing_parameters_fallback');
  }
  if (unusable || !mvpd) return basicSession(call, parameters, 'pfs_fallback');
  if (!configured || mvpd.partnerSso === false || fallback === 'configuration_fallback') {
    return basicSession(call, parameters, 'configuration_fallback');
  }
  return partnerRequest(call, mvpd.id);
}

function basicSession(
  call: CheckedCall,
  parameters: SessionParameters,
  reason: 'pfs_fallback' | 'configuration_fallback',
): Answer {
  const { partner, mvpds } = call.state;
  // The sample of a refused permission names an MVPD, though its status names none.
  const first = [...mvpds.values()].find((mvpd) => !mvpd.tempPass && mvpd.enabled !== false);
  const mvpd = parameters.mvpd ?? partner.fallbackMvpd ?? first?.id;
  const session = openSession(call, { ...parameters, ...(mvpd !== undefined && { mvpd }) });
  return missingParameters(session.parameters).length === 0
    ? authenticateAnswer(session, reason)
    : incompleteAnswer(session, 'resume', 'missing_parameters_fallback');
}

function partnerRequest(call: CheckedCall, mvpd: string): Answer {
  const { state, params } = call;
  const serviceProvider = params['serviceProvider'] ?? '';
  const id = newUuid();
  closeCurrentSession(call);
  state.partnerRequests.set(deviceKey(call), mvpd);
  const request = `<?xml version="1.0" encoding="UTF-8"?><samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${id}" Version="2.0" IssueInstant="${new Date(state.now()).toISOString()}"><saml:Issuer>https://saml.sp.auth.adobe.com</saml:Issuer></samlp:AuthnRequest>`;
  return sessionAnswer({
    actionName: 'partner_profile',
    actionType: 'direct',
    reasonType: 'none',
    url: `/api/v2/${segment(serviceProvider)}/profiles/sso/Apple`,
    sessionId: id,
    mvpd,
    serviceProvider,
    authenticationRequest: {
      type: 'saml',
      request: encodeBase64(request),
      attributesNames: ['uid', 'NameID', 'uniqueId'],
    },
  });
}

/** Why the viewer of a partner need not log in: as for anybody, or by an earlier partner login. */
function partnerGrant(call: CheckedCall, mvpd: string): GrantReason | undefined {
  const { state, identity } = call;
  const serviceProvider = call.params['serviceProvider'] ?? '';
  const owner = { clientId: call.client?.id ?? '', deviceId: call.deviceId };
  const reason = grantReason(state, { serviceProvider, owner, identity, mvpd });
  if (reason) return reason;
  const profiles = state.profiles.find({ serviceProvider, owner, mvpd }, state.now());
  return profiles.some(({ type }) => type === 'appleSSO') ? 'authenticatedSSO' : undefined;
}

function partnerProfile(call: CheckedCall): Answer {
  checkPartner(call);
  const { state } = call;
  const response = call.form.get('SAMLResponse') ?? '';
  if (!isBase64(response)) {
    throw new Refusal(
      'invalid_parameter_saml_response',
      'SAMLResponse must be Base64, URL-encoded once.',
    );
  }
  const { mvpd: named, problem } = partnerStatus(state, call.headers);
  if (problem || !named) {
    const { code, reason } = problem ?? { code: 'invalid_parameter_mvpd', reason: 'No MVPD.' };
    throw new Refusal(code, reason);
  }
  const mvpd = knownMvpd(state, named.id);
  const requested = state.partnerRequests.get(deviceKey(call));
  if (requested !== undefined && requested !== mvpd.id) {
    throw new Refusal(
      'invalid_header_pfs_provider_id_mismatch',
      `The partner request was for ${requested}, and not for ${mvpd.id}.`,
    );
  }
  if (degradationOf(mvpd) === 'AuthNAll') {
    return json(200, { profiles: { [mvpd.id]: degradedProfile(state) } });
  }
  const profile = createProfile(state, {
    serviceProvider: call.params['serviceProvider'],
    owner: { clientId: call.client?.id ?? '', deviceId: call.deviceId },
    identity: undefined,
    mvpd: mvpd.id,
    type: 'appleSSO',
  });
  return json(201, { profiles: { [mvpd.id]: wireProfile(profile) } });
}

function checkPartner({ params }: CheckedCall): void {
  if (params['partner'] === 'Apple') return;
  throw new Refusal('invalid_parameter_partner', 'The only partner is Apple.');
}

function deviceKey({ params, client, deviceId }: CheckedCall): string {
  return JSON.stringify([params['serviceProvider'], client?.id, deviceId]);
}
