import type { Identity } from '../state/records.js';
import { parseRecord } from './record.js';

/** The person that the identity headers stand for; one that cannot be read is simply no SSO. */
export function identityOf(headers: Headers): Identity | undefined {
  const serviceToken = headers.get('ad-service-token');
  if (serviceToken !== null) return { type: 'serviceTokenSSO', subject: subjectOf(serviceToken) };
  const platform =
    headers.get('adobe-subject-token') ?? headers.get('x-roku-reserved-roku-connect-token');
  return platform === null ? undefined : { type: 'platformSSO', subject: subjectOf(platform) };
}

/** The `sub` of a signed token; an encrypted or foreign one stands for itself. */
function subjectOf(token: string): string {
  const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
  if (!/^[A-Za-z0-9+/]+$/.test(payload) || payload.length % 4 === 1) return token;
  const subject = parseRecord(atob(payload))?.['sub'];
  return typeof subject === 'string' ? subject : token;
}
