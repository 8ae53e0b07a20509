import { InvalidResponseError } from '../errors/index.js';
import * as z from 'zod/mini';
import { compact, type Present } from './compact.js';

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

const isMap = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Shape = Readonly<Record<string, z.ZodMiniCustom>>;
type Fields<T extends Shape> = { [K in keyof T]: z.infer<T[K]> };

/**
 * Makes a schema at first use (most of a schema's cost is at load) and gives the function that reads
 * a body with it. What the schema doesn't name is kept; what is absent or `null` is left out.
 *
 * @returns Throws InvalidResponseError with the path of the first wrong field, below `at`.
 */
export function reader<T extends Shape>(
  make: () => T,
): (body: unknown, ...at: string[]) => Present<Fields<T>> {
  let schema: z.ZodMiniObject<T> | undefined;
  const absent: Record<string, unknown> = {};
  return (body, ...at) => {
    if (!schema) {
      const shape = make();
      for (const name of Object.keys(shape)) absent[name] = null;
      schema = z.object(shape);
    }
    const given = isMap(body) ? { ...absent, ...(body as object) } : body;
    const result = z.safeParse(schema, given);
    if (result.success) return compact(given as Fields<T>);
    throw invalid([...at, ...(result.error.issues[0]?.path ?? [])], 'missing or wrong');
  };
}

// Every field is a check of our own: zod's schemas for optional fields, unions, lists and maps would be
// another two kilobytes in each app.
const required = <T>(is: (value: unknown) => boolean) => z.custom<T>(is);
const optional = <T>(is: (value: unknown) => boolean) =>
  z.custom<T | null>((value) => value === null || is(value));

const isText = (value: unknown) => typeof value === 'string';
const isNumeric = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));

/** Text that has to be there. */
export const text = () => required<string>(isText);

/** Text, or nothing. */
export const maybeText = () => optional<string>(isText);

/** A list of texts, or nothing. */
export const maybeTexts = () =>
  optional<string[]>((value) => Array.isArray(value) && value.every(isText));

/** A map from ids to what a reader of its own looks into. */
export const map = () => required<Record<string, unknown>>(isMap);

/** A map, or nothing. */
export const maybeMap = () => optional<Record<string, unknown>>(isMap);

/** A number, or a number in a string: times are strings in sessions, numbers in profiles (D7). */
export const numeric = () => required<number | string>(isNumeric);

/** The same, or nothing. */
export const maybeNumeric = () => optional<number | string>(isNumeric);

/** What a numeric field holds. */
export const toNumber = (value: string | number | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);
