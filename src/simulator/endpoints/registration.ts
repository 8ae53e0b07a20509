import { parseRecord } from '../checks/record.js';
import type { CheckedCall, Endpoint } from '../http/endpoint.js';
import { json, type Answer } from '../http/answer.js';
import { Refusal } from '../http/refusal.js';
import type { RegisteredClient } from '../simulator.js';
import type { ClientRecord } from '../state/records.js';
import type { State } from '../state/state.js';

/** E1 and E2 (`dynamic-client-registration-apis`). */
export const registrationEndpoints: readonly Endpoint[] = [
  {
    id: 'E1',
    method: 'POST',
    path: '/o/client/register',
    errors: 'registration',
    query: [],
    fields: [],
    undocumented: 'invalid_parameter_service_provider',
    handle: register,
  },
  {
    id: 'E2',
    method: 'POST',
    path: '/o/client/token',
    errors: 'registration',
    query: [],
    fields: ['client_id', 'client_secret', 'grant_type'],
    undocumented: 'invalid_parameter_service_provider',
    handle: accessToken,
  },
];

function register({ state, rawBody }: CheckedCall): Answer {
  const body = parseRecord(rawBody);
  if (!body) throw new Refusal('invalid_request', 'The body is no JSON object.');
  for (const name of Object.keys(body)) {
    if (name !== 'software_statement' && name !== 'redirect_uri') {
      throw new Refusal('invalid_request', `E1 has no field ${JSON.stringify(name)}.`);
    }
  }
  const { software_statement: statement, redirect_uri: redirectUri } = body;
  if (typeof statement !== 'string' || statement === '') {
    throw new Refusal('invalid_request', 'software_statement is missing.');
  }
  if (/\s/.test(statement)) {
    throw new Refusal('invalid_software_statement', 'software_statement has white space in it.');
  }
  const accepted = state.settings.softwareStatements;
  if (accepted && !accepted.includes(statement)) {
    throw new Refusal('unapproved_software_statement', 'This software statement is not accepted.');
  }
  if (redirectUri !== undefined && !(typeof redirectUri === 'string' && isUri(redirectUri))) {
    throw new Refusal('invalid_redirect_uri', 'redirect_uri is no absolute URI.');
  }
  return json(201, clientCredentials(state, state.register(), redirectUri));
}

/** What E1 says about a client that was registered just now. */
export function clientCredentials(
  state: State,
  { id, secret }: ClientRecord,
  redirectUri = 'app://com.programmer.adobe#simulator',
): RegisteredClient {
  return {
    client_id: id,
    client_secret: secret,
    // The sample answers with another URI than the one sent; nobody may compare them (D2).
    redirect_uris: [redirectUri],
    grant_types: ['client_credentials'],
    scopes: ['api:client:v2'],
    client_id_issued_at: Math.floor(state.now() / 1000),
  };
}

function accessToken({ state, form }: CheckedCall): Answer {
  const id = form.get('client_id');
  const secret = form.get('client_secret');
  const grant = form.get('grant_type');
  if (!id || !secret || !grant) {
    throw new Refusal('invalid_request', 'client_id, client_secret and grant_type are required.');
  }
  if (grant !== 'client_credentials') {
    throw new Refusal('unsupported_grant_type', 'grant_type must be client_credentials.');
  }
  const client = state.clients.get(id);
  if (!client || client.revoked || client.secret !== secret) {
    throw new Refusal('invalid_client', 'The client is unknown, revoked, or has another secret.');
  }
  return json(201, {
    id: client.id,
    access_token: state.issue(client),
    created_at: state.now(),
    expires_in: state.settings.tokenLife,
    token_type: 'bearer',
  });
}

function isUri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:\S+$/i.test(text);
}
