import { PassErrorBase } from './base.js';

/** HTTP 429, still after the permitted retries. `retryAfter` says how many milliseconds to wait. */
export class ThrottledError extends PassErrorBase {
  override readonly name = 'ThrottledError';
}
