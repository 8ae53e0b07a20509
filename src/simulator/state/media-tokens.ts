import { nanoid } from 'nanoid';
import { decodeBase64, encodeBase64 } from '../checks/base64.js';
import type { State } from './state.js';

/** What the Media Token Verifier answers (`media-tokens`); the simulator has no ERROR_UNKNOWN. */
export type MediaTokenVerdict =
  | 'VALID_TOKEN'
  | 'INVALID_TOKEN_FORMAT'
  | 'INVALID_SIGNATURE'
  | 'TOKEN_EXPIRED'
  | 'INVALID_RESOURCE_ID'
  | 'ERROR_UNKNOWN';

/** The `token` of a decision. */
export interface WireMediaToken {
  readonly issuedAt?: number;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly serializedToken: string;
}

/** Issues a media token. What is in it is nobody's business but the verifier's. */
export function issueMediaToken(state: State, resource: string): WireMediaToken {
  const now = state.now();
  const { mediaTokenLife, mediaTokenIssuedAt } = state.settings;
  const notAfter = now + mediaTokenLife;
  const serializedToken = encodeBase64(
    `<signatureInfo>${nanoid(43)}</signatureInfo><authToken>${nanoid()}</authToken>`,
  );
  state.mediaTokens.set(serializedToken, { resource, notAfter });
  return {
    ...(mediaTokenIssuedAt && { issuedAt: now }),
    notBefore: now,
    notAfter,
    serializedToken,
  };
}

/** Verifies a media token for a resource, as a programmer's backend does. */
export function verifyMediaToken(
  state: State,
  serializedToken: string,
  resource: string,
): MediaTokenVerdict {
  const form = /^<signatureInfo>[^<]+<\/signatureInfo><authToken>[^<]+<\/authToken>$/;
  if (!form.test(decodeBase64(serializedToken) ?? '')) return 'INVALID_TOKEN_FORMAT';
  const token = state.mediaTokens.get(serializedToken);
  if (!token) return 'INVALID_SIGNATURE';
  if (token.notAfter <= state.now()) return 'TOKEN_EXPIRED';
  return token.resource === resource ? 'VALID_TOKEN' : 'INVALID_RESOURCE_ID';
}
