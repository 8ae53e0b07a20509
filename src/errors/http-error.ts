import { PassErrorBase } from './base.js';

/** An HTTP status that is no success, with no error body that could be read. `code` is `http_<status>`. */
export class HttpError extends PassErrorBase {
  override readonly name = 'HttpError';
}
