import type { AbortError } from './abort-error.js';
import { PassErrorBase, type PassErrorData } from './base.js';
import type { EnhancedError } from './enhanced-error.js';
import type { ForeignAnswerError } from './foreign-answer-error.js';
import type { HttpError } from './http-error.js';
import type { InvalidInputError } from './invalid-input-error.js';
import type { InvalidResponseError } from './invalid-response-error.js';
import type { NetworkError } from './network-error.js';
import type { RegistrationError } from './registration-error.js';
import type { SnapshotError } from './snapshot-error.js';
import type { StorageError } from './storage-error.js';
import type { ThrottledError } from './throttled-error.js';
import type { TimeoutError } from './timeout-error.js';
import type { UnknownActionError } from './unknown-action-error.js';
import type { UnsafeUrlError } from './unsafe-url-error.js';

export { AbortError } from './abort-error.js';
export { EnhancedError } from './enhanced-error.js';
export { ForeignAnswerError } from './foreign-answer-error.js';
export { HttpError } from './http-error.js';
export { InvalidInputError } from './invalid-input-error.js';
export { InvalidResponseError } from './invalid-response-error.js';
export { NetworkError } from './network-error.js';
export { RegistrationError } from './registration-error.js';
export { SnapshotError } from './snapshot-error.js';
export { StorageError } from './storage-error.js';
export { ThrottledError } from './throttled-error.js';
export { TimeoutError } from './timeout-error.js';
export { UnknownActionError } from './unknown-action-error.js';
export { UnsafeUrlError } from './unsafe-url-error.js';
export type { PassErrorData } from './base.js';
export type { Remedy } from './remedy.js';

/** Everything that a call, a machine or a restore can fail with. Switch on `remedy`, or narrow by `name`. */
export type PassError =
  | AbortError
  | EnhancedError
  | ForeignAnswerError
  | HttpError
  | InvalidInputError
  | InvalidResponseError
  | NetworkError
  | RegistrationError
  | SnapshotError
  | StorageError
  | ThrottledError
  | TimeoutError
  | UnknownActionError
  | UnsafeUrlError;

/** Tells whether a caught value is one of this library's errors. */
export function isPassError(value: unknown): value is PassError {
  return value instanceof PassErrorBase;
}

const isErrorData = (value: unknown): value is PassErrorData =>
  typeof value === 'object' &&
  value !== null &&
  ['name', 'message', 'code', 'remedy'].every(
    (name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'string',
  );

/**
 * A caught value as plain data, for a machine's context. One that came through JSON stays what it was.
 * What is not a {@link PassError} (an injected service of the app's failed) becomes `unexpected`, with
 * its name and message.
 */
export function toErrorData(value: unknown): PassErrorData {
  if (isPassError(value)) return value.toJSON();
  if (isErrorData(value)) return { ...value };
  const { name, message } =
    value instanceof Error ? value : { name: 'Error', message: String(value) };
  return { name, message, code: 'unexpected', remedy: 'none' };
}
