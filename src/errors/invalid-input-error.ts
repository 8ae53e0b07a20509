import { PassErrorBase } from './base.js';

/** An option or argument can't be sent; `path` names it. Nothing was requested. */
export class InvalidInputError extends PassErrorBase {
  override readonly name = 'InvalidInputError';
}

/** Refuses an option or argument. @throws InvalidInputError */
export function refuse(path: string, expected: string, code = 'invalid_input'): never {
  throw new InvalidInputError(`${path}: ${expected}`, { code, remedy: 'none', path });
}
