import { PassErrorBase } from './base.js';

/** No answer came: DNS, connection, TLS, CORS, or the connection was cut. `cause` has the original error. */
export class NetworkError extends PassErrorBase {
  override readonly name = 'NetworkError';
}
