import { PassErrorBase } from './base.js';

/** No answer came within the client's `timeout`. */
export class TimeoutError extends PassErrorBase {
  override readonly name = 'TimeoutError';
}
