import { PassErrorBase } from './base.js';

/**
 * An option, argument, input or payload can't be used, or the set-up around the client can't (its
 * `fetch`, say; then with a `cause`). `path` names it. Nothing was requested.
 */
export class InvalidInputError extends PassErrorBase {
  override readonly name = 'InvalidInputError';
}

/** Refuses what the app has given. @throws InvalidInputError */
export function refuse(
  path: string,
  expected: string,
  code = 'invalid_input',
  options?: { cause: unknown },
): never {
  throw new InvalidInputError(`${path}: ${expected}`, { code, remedy: 'none', path }, options);
}
