import type { ErrorCode } from '../../protocol/error-catalogue.js';
import type { RegistrationErrorCode } from './answer.js';
import type { SsoServiceErrorCode } from './sso-service-error.js';

/** Thrown where a request is not what the tables say; the endpoint decides how it is rendered. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode | RegistrationErrorCode | SsoServiceErrorCode;
  /** The HTTP status, where it is not the one of the catalogue. */
  readonly status: number | undefined;
  /** The action, where it is not the one of the catalogue. */
  readonly action: string | undefined;

  constructor(code: Refusal['code'], reason: string, status?: number, action?: string) {
    super(reason);
    this.code = code;
    this.status = status;
    this.action = action;
  }
}

/** A 401 without a body: the token has expired (`rest-api-v2`, older shape of a plain 401). */
export class ExpiredToken extends Error {
  override readonly name = 'ExpiredToken';
}
