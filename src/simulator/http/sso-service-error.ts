import { newUuid } from '../state/ids.js';
import { bareJson, enhancedErrorHelp, type Answer } from './answer.js';

/** The error codes of the SSO service (`sso-service`). */
export type SsoServiceErrorCode =
  | 'token_invalid'
  | 'token_expired'
  | 'header_missing'
  | 'header_invalid'
  | 'request_invalid'
  | 'request_null'
  | 'unauthorized'
  | 'internal_error';

interface Row {
  readonly status: number;
  readonly action: 'get_new_token' | 'check_headers' | 'check_request_body' | 'none';
  readonly meaning: string;
}

const catalogue: Readonly<Record<SsoServiceErrorCode, Row>> = {
  token_invalid: { status: 400, action: 'get_new_token', meaning: 'The token is not valid.' },
  token_expired: { status: 401, action: 'get_new_token', meaning: 'The token has run out.' },
  header_missing: { status: 400, action: 'check_headers', meaning: 'A header is missing.' },
  header_invalid: { status: 401, action: 'get_new_token', meaning: 'A header is not valid.' },
  request_invalid: {
    status: 400,
    action: 'check_request_body',
    meaning: 'The request is not valid.',
  },
  request_null: { status: 400, action: 'none', meaning: 'The request is empty.' },
  unauthorized: { status: 401, action: 'none', meaning: 'Access is not authorized.' },
  internal_error: { status: 500, action: 'none', meaning: 'The server has failed.' },
};

const statusNames: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  500: 'INTERNAL_SERVER_ERROR',
};

function isCatalogued(code: string): code is SsoServiceErrorCode {
  return Object.hasOwn(catalogue, code);
}

/** An error of the SSO service: the enhanced error in a wrapper (D38). */
export function ssoServiceError(code: string, reason?: string, status?: number): Answer {
  const row = isCatalogued(code) ? catalogue[code] : undefined;
  const errorStatus = status ?? row?.status ?? 400;
  const meaning = row?.meaning ?? 'An error that the catalogue does not list.';
  const error = {
    status: errorStatus,
    code,
    message: reason === undefined ? meaning : `${meaning} ${reason}`,
    action: row?.action ?? 'none',
    helpUrl: enhancedErrorHelp,
    trace: newUuid(),
  };
  const body = { status: statusNames[errorStatus] ?? String(errorStatus), error };
  return { ...bareJson(errorStatus, body), code, ...(reason !== undefined && { reason }) };
}

/** A refusal in the words of the SSO service, which shares its checks with V2. */
export function inSsoServiceWords(code: string): SsoServiceErrorCode {
  if (isCatalogued(code)) return code;
  if (code.startsWith('invalid_access_token')) return 'unauthorized';
  return code.startsWith('invalid_header') ? 'header_missing' : 'request_invalid';
}
