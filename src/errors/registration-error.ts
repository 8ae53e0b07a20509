import { PassErrorBase } from './base.js';

/**
 * Dynamic client registration was refused: `code` is `invalid_client`, `invalid_software_statement`
 * or another of the OAuth-style codes.
 */
export class RegistrationError extends PassErrorBase {
  override readonly name = 'RegistrationError';
}
