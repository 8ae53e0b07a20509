import { PassErrorBase } from './base.js';

/** The server asks for an action that this flow doesn't know. `response` has what it said. */
export class UnknownActionError extends PassErrorBase {
  override readonly name = 'UnknownActionError';
  declare readonly response: unknown;
}
