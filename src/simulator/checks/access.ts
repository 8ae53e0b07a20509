import type { Call } from '../http/endpoint.js';
import type { EndpointId } from '../http/endpoint-id.js';
import { ExpiredToken, Refusal } from '../http/refusal.js';
import type { ClientRecord } from '../state/records.js';
import { headerMatrix } from './header-matrix.js';

/**
 * The client that a call's access token belongs to.
 *
 * @throws Refusal with 401 for a token that is missing, malformed, unknown or of a revoked client
 * @throws ExpiredToken
 */
export function authorizedClient(call: Call, endpoint: EndpointId): ClientRecord | undefined {
  const presence = headerMatrix[endpoint]?.authorization ?? 'optional';
  const header = call.headers.get('authorization');
  if (presence === 'foreign') {
    if (header === null) return undefined;
    throw new Refusal(
      endpoint === 'E7' ? 'invalid_parameter_service_provider' : 'invalid_request',
      `Authorization does not belong on ${endpoint}.`,
    );
  }
  if (header === null) {
    if (presence === 'optional') return undefined;
    throw denied('Authorization is missing.');
  }
  const token = /^Bearer (\S+)$/.exec(header)?.[1];
  if (token === undefined) throw denied('Authorization must be "Bearer" and an access token.');
  const record = call.state.tokens.get(token);
  if (!record) throw denied('The access token was never issued.');
  if (record.client.revoked) {
    // The management endpoints tell a dead client from a dead token by the status.
    const status = endpoint === 'E16' || endpoint === 'E17' ? 403 : undefined;
    throw denied('The client was revoked.', status);
  }
  if (record.expiresAt <= call.state.now()) throw new ExpiredToken('The access token has expired.');
  return record.client;
}

function denied(reason: string, status?: number): Refusal {
  return new Refusal('invalid_access_token_client_application', reason, status);
}
