import { PassErrorBase } from './base.js';

/** No answer came: DNS, connection, TLS, CORS, or the connection was cut. `cause` has the original error, in engines that know it. */
export class NetworkError extends PassErrorBase {
  override readonly name = 'NetworkError';
}
