import { PassErrorBase } from './base.js';

/**
 * Adobe answered with an enhanced error: `code` is one of the error catalogue, or one that Adobe has
 * added since. Flat (V2) and wrapped (V1, SSO service) bodies end here alike.
 */
export class EnhancedError extends PassErrorBase {
  override readonly name = 'EnhancedError';
}
