import { PassErrorBase } from './base.js';

/** The server sent a URL that must not be opened: not `https:`, scheme-relative, or disguised. */
export class UnsafeUrlError extends PassErrorBase {
  override readonly name = 'UnsafeUrlError';
}
