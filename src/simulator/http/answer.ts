import { errorCatalogue, type ErrorCode } from '../../protocol/error-catalogue.js';
import { newUuid } from '../state/ids.js';

/** What goes back to the caller. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent where the answer has no body. */
  readonly body?: string;
  /** The error code, for the journal. */
  readonly code?: string;
  /** Why the simulator refused, for the journal. */
  readonly reason?: string;
}

/** An answer as it leaves the simulator, spoiled or not. */
export interface SentAnswer extends Omit<Answer, 'body'> {
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** It comes from something that stands between, which knows nothing of CORS. */
  readonly foreign?: true;
  /** A redirect that a browser hides from scripts. */
  readonly opaque?: true;
}

/** The error codes of the registration endpoints (`dynamic-client-registration-apis`). */
export type RegistrationErrorCode =
  | 'invalid_request'
  | 'invalid_redirect_uri'
  | 'invalid_software_statement'
  | 'unapproved_software_statement'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

const registrationErrors: ReadonlySet<string> = new Set<RegistrationErrorCode>([
  'invalid_request',
  'invalid_redirect_uri',
  'invalid_software_statement',
  'unapproved_software_statement',
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
]);

/** Whether a code is one that E1 and E2 answer with. */
export function isRegistrationError(code: string): code is RegistrationErrorCode {
  return registrationErrors.has(code);
}

const jsonType = { 'content-type': 'application/json;charset=UTF-8' };
/** The `helpUrl` of every error. */
export const enhancedErrorHelp =
  'https://experienceleague.adobe.com/docs/pass/authentication/auth-features/error-reportn/enhanced-error-codes.html';

/** A JSON body, labelled as Adobe does it. */
export function json(status: number, body: unknown): Answer {
  return { status, headers: jsonType, body: JSON.stringify(body) };
}

/** A JSON body, labelled as the SSO service does it. */
export function bareJson(status: number, body: unknown): Answer {
  return { ...json(status, body), headers: { 'content-type': 'application/json' } };
}

/** A status and nothing else. */
export function empty(status: number): Answer {
  return { status, headers: {} };
}

/** Sends a user agent on. A header is ASCII, which a registered URL need not be. */
export function redirect(url: string): Answer {
  const location = url.replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent);
  return { status: 302, headers: { location, 'cache-control': 'no-store' } };
}

/** An enhanced error as an object, without its `trace`. */
export interface EnhancedErrorBody {
  readonly action: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly helpUrl: string;
}

/** What the catalogue says about a code (`enhanced-error-codes`), as it goes over the wire. */
export function enhancedErrorBody(
  code: string,
  { reason, status, action }: { reason?: string; status?: number; action?: string } = {},
): EnhancedErrorBody {
  const known = isCatalogued(code) ? errorCatalogue[code] : undefined;
  const meaning = known?.meaning ?? 'An error that the catalogue does not list.';
  return {
    action: action ?? known?.action ?? 'none',
    status: status ?? known?.statuses[0] ?? 400,
    code,
    message: reason === undefined ? meaning : `${meaning} ${reason}`,
    helpUrl: enhancedErrorHelp,
  };
}

/**
 * An enhanced error, flat as V2 has it (`enhanced-error-codes`).
 *
 * @param reason what exactly was wrong; follows the documented meaning in `message`
 */
export function enhancedError(
  code: string,
  reason?: string,
  status?: number,
  action?: string,
): Answer {
  const error = enhancedErrorBody(code, {
    ...(reason !== undefined && { reason }),
    ...(status !== undefined && { status }),
    ...(action !== undefined && { action }),
  });
  const body = { ...error, trace: newUuid() };
  return { ...json(error.status, body), code, ...(reason !== undefined && { reason }) };
}

function isCatalogued(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}

/** The OAuth-style error of E1 and E2. Its reason is in the journal only: the body has no room. */
export function registrationError(code: string, reason?: string): Answer {
  return { ...json(400, { error: code }), code, ...(reason !== undefined && { reason }) };
}

/** The throttling answer: HTML, and no `Retry-After` (`throttling-mechanism`). */
export function throttled(): Answer {
  return statusPage(429, 'Too Many Requests', 'openresty');
}

/** The page that a server in front of the service makes for a status. */
export function statusPage(status: number, phrase: string, server: string): Answer {
  const title = `${status} ${phrase}`;
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n<hr><center>${server}</center>\n</body>\n</html>`,
  };
}
