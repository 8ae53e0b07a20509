import { InvalidResponseError } from '../errors/index.js';
import * as z from 'zod/mini';

/** The first wrong field of a body, as an error with its path. */
export function invalid(
  path: ReadonlyArray<PropertyKey> | string,
  expected: string,
): InvalidResponseError {
  const where = typeof path === 'string' ? path : path.map(String).join('.');
  return new InvalidResponseError(
    `The response is not what the protocol says: ${where || 'body'}: ${expected}`,
    {
      code: 'response_invalid',
      remedy: 'none',
      path: where,
    },
  );
}

/**
 * Makes a schema at first use (most of a schema's cost is at load) and gives the function that reads
 * a body with it.
 *
 * @returns Throws InvalidResponseError with the path of the first wrong field, below `at`.
 */
export function reader<T extends z.ZodMiniType>(
  make: () => T,
): (body: unknown, ...at: string[]) => z.infer<T> {
  let schema: T | undefined;
  return (body, ...at) => {
    const result = z.safeParse((schema ??= make()), body);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    throw invalid([...at, ...(issue?.path ?? [])], issue?.code ?? 'invalid');
  };
}

// Lists, maps and times are checked by hand: zod's own schemas for them are another kilobyte each app ships.
const checked = <T>(is: (value: unknown) => boolean) => z.custom<T>((value) => is(value));

const isMap = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text, or nothing: some pages send `null` for what is absent. */
export const text = () => z.nullish(z.string());

/** A list of texts, or nothing. */
export const texts = () =>
  z.nullish(
    checked<string[]>(
      (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
    ),
  );

/** A map from ids to what a reader of its own looks into. */
export const map = () => checked<Record<string, unknown>>(isMap);

/** A number, or a number in a string: times are strings in sessions, numbers in profiles (D7). */
export const numeric = () =>
  checked<number | string>(
    (value) => typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)),
  );

/** A field read with {@link numeric}. */
export const toNumber = (value: string | number | null | undefined): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);
