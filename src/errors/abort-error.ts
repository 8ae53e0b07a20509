import { PassErrorBase } from './base.js';

/** The caller's `AbortSignal` ended the call. */
export class AbortError extends PassErrorBase {
  override readonly name = 'AbortError';
}
