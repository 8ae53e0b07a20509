import { PassErrorBase } from './base.js';

/**
 * Adobe answered, but the message lacks what its own values call for: a session to log in with that has
 * no code, a permit without a token. `code` is `response_invalid`, `path` says what is missing.
 */
export class InvalidResponseError extends PassErrorBase {
  override readonly name = 'InvalidResponseError';
}
