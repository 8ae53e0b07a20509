import { PassErrorBase } from './base.js';

/**
 * An HTTP status that is no success, from an endpoint whose errors have no body: the TempPass resets and
 * the V1 logout. `code` is `http_<status>`.
 */
export class HttpError extends PassErrorBase {
  override readonly name = 'HttpError';
}
