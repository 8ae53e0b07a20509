import type { FlagValues } from '../command.js';
import { textOf } from '../flags.js';

/** A flag with several values, between commas or blanks. */
export const listOf = (flags: FlagValues, name: string): readonly string[] =>
  (textOf(flags, name) ?? '').split(/[\s,]+/).filter(Boolean);

/** What has gone wrong, in one line: where a request has failed, its cause says why. */
export function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return cause instanceof Error ? `${message} (${cause.message || cause.name})` : message;
}
