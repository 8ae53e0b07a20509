import type { Call } from '../http/endpoint.js';
import type { Identity } from '../state/records.js';
import { decodeBase64 } from './base64.js';
import { parseRecord } from './record.js';

/**
 * The person that the identity headers stand for. One that cannot be read stands for itself; one that
 * has run out, or that the SSO service has taken back, is no error but simply no SSO.
 */
export function identityOf({ headers, state }: Call): Identity | undefined {
  const serviceToken = headers.get('ad-service-token');
  const platform =
    headers.get('adobe-subject-token') ?? headers.get('x-roku-reserved-roku-connect-token');
  for (const [type, token] of [
    ['serviceTokenSSO', serviceToken],
    ['platformSSO', platform],
  ] as const) {
    if (token === null) continue;
    const claims = claimsOf(token);
    const { exp, iss, sub } = claims;
    if (typeof exp === 'number' && exp * 1000 <= state.now()) continue;
    if (iss === state.ssoService.issuer && !state.ssoService.accepts(token)) continue;
    return { type, subject: typeof sub === 'string' ? sub : token };
  }
  return undefined;
}

/** The claims of a signed token; of an encrypted or foreign one, none. */
function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
  const padded = payload.padEnd(Math.ceil(payload.length / 4) * 4, '=');
  return parseRecord(decodeBase64(padded) ?? '') ?? {};
}
