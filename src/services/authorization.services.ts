import type {
  AuthorizationAnswer,
  AuthorizationInput,
} from '../../machines/authorization/index.js';
import { within } from '../client/abort.js';
import { authorize } from '../client/decisions.js';
import type { PassClient } from '../client/pass-client.js';
import { EnhancedError } from '../errors/enhanced-error.js';
import { refuse } from '../errors/invalid-input-error.js';
import { InvalidResponseError } from '../errors/invalid-response-error.js';
import { NetworkError } from '../errors/network-error.js';
import { compact } from '../protocol/compact.js';
import { keepMediaToken, takeMediaToken } from './media-tokens.js';
import { service } from './service.js';

/** Milliseconds that the programmer's backend may take. */
const PATIENCE = 15_000;

/**
 * Has the programmer's backend verify a media token. `true` where it is valid; rejects where nobody
 * knows, or where it takes longer than 15 seconds. The token is used up either way.
 */
export type VerifyMediaToken = (
  serializedToken: string,
  call: { readonly resource: string; readonly mvpd: string; readonly signal: AbortSignal },
) => Promise<boolean>;

/**
 * What `authorizationMachine` invokes, made from a client. Make it once, and create many flows. Without
 * `verifyMediaToken`, the token of a permit is had with {@link takeMediaToken}.
 */
export const authorizationServices = (
  client: PassClient,
  { verifyMediaToken }: { readonly verifyMediaToken?: VerifyMediaToken } = {},
) => ({
  authorize: service<AuthorizationAnswer, AuthorizationInput>(
    async ({ input: { mvpd, resource }, signal }) => {
      const { decisions } = await authorize(client, { mvpd, resources: [resource] }, { signal });
      const { authorized, error, token, source, notAfter } = decisions[0]!;
      if (!authorized) {
        const unexplained = new EnhancedError('No reason given', {
          code: 'authorization_denied',
          remedy: 'none',
        });
        return { error: error ?? unexplained.toJSON() };
      }
      if (!token?.serializedToken)
        throw new InvalidResponseError('The permit has no token', {
          code: 'response_invalid',
          remedy: 'none',
          path: 'decisions.0.token',
        });
      const ticket = await keepMediaToken(client, token);
      return { permit: compact({ ticket, verify: !!verifyMediaToken, source, notAfter }) };
    },
  ),
  verifyMediaToken: service<boolean, AuthorizationInput & { ticket: string }>(
    async ({ input: { mvpd, resource, ticket }, signal, restored }) => {
      const token = await takeMediaToken(client, ticket);
      // It may have been used already.
      if (restored) refuse('input', 'restored', 'restored');
      try {
        if (token && verifyMediaToken) {
          const call = { resource, mvpd, signal };
          const verify = () => verifyMediaToken(token.serializedToken, call);
          const verdict: unknown = await within('verifyMediaToken', PATIENCE, verify, signal);
          return verdict === true;
        }
      } catch {
        // Not kept, nor as a cause: the token may be in it.
      }
      throw new NetworkError('The media token could not be verified', {
        code: 'verification_unavailable',
        remedy: 'retry',
        path: 'verifyMediaToken',
      });
    },
  ),
});
