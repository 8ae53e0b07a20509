import { PassErrorBase } from './base.js';

/**
 * A success status, but the body is not what the protocol says. `code` is `response_empty`,
 * `response_html`, `response_not_json` (also truncated JSON), or `response_invalid` with the `path`
 * of the first wrong field.
 */
export class InvalidResponseError extends PassErrorBase {
  override readonly name = 'InvalidResponseError';
}
