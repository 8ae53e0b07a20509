import { PassErrorBase } from './base.js';

/** No answer came within the client's `timeout`, or from a function of the app within its own; `path` names that. */
export class TimeoutError extends PassErrorBase {
  override readonly name = 'TimeoutError';
}
