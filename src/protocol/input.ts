import * as z from 'zod/mini';
import { type PassErrorData, toErrorData } from '../errors/index.js';
import { refuse } from '../errors/invalid-input-error.js';
import { compact } from './compact.js';
import { lazy, made, type Message } from './wire.js';

/**
 * Reads what an app has given: the input of a machine, what its functions give. What the schema does not
 * name is left out.
 *
 * @param path Where it stands, for the error.
 * @throws InvalidInputError with the path of the first value that can't be used.
 */
export function readInput<T extends z.ZodMiniType>(
  schema: () => T,
  given: unknown,
  path: string,
): Message<z.output<T>> {
  const result = z.safeParse(schema(), given);
  if (result.success) return result.data as Message<z.output<T>>;
  const issue = result.error.issues[0];
  const expected = issue && 'expected' in issue ? issue.expected : issue?.message;
  const where = [path, ...(issue?.path ?? []).map(String)].filter(Boolean).join('.');
  return refuse(where || 'input', `expected ${expected}`);
}

/**
 * The input of a machine, where it comes in. What can't be used is for the state `failed` to tell, with
 * its path; nothing else of the input is used then.
 *
 * @param given Nothing where a stored snapshot is restored.
 */
export function checkedInput<T extends z.ZodMiniType>(
  schema: () => T,
  given: unknown,
): { readonly input: Partial<Message<z.output<T>>>; readonly error: PassErrorData | null } {
  try {
    const isObject = typeof given === 'object' && given !== null;
    const input = readInput(schema, isObject ? compact(given) : (given ?? {}), '');
    return { input, error: null };
  } catch (error) {
    return { input: {}, error: toErrorData(error) };
  }
}

/** A schema of an input. Each field may be missing: which have to be there is for the types to say. */
export const inputFields = <T extends z.core.$ZodShape>(shape: () => T) =>
  lazy(() => z.object(shape()));

/** Any text. */
export const anyText = () => z.optional(z.string());

/** Texts. */
export const texts = () => z.optional(z.array(z.string()));

/** One of these texts. */
export const oneOf = <T extends string>(...names: readonly T[]) =>
  z.optional(made(z.string(), names.join(' or '), (given) => names.find((name) => name === given)));

/** A number that JSON can hold. */
export const finite = (expected: string) =>
  z.optional(
    made(z.unknown(), expected, (given) =>
      typeof given === 'number' && isFinite(given) ? given : undefined,
    ),
  );

/** An object of the app's own. */
export const anyObject = <T extends object>() =>
  z.optional(
    made(z.unknown(), 'an object', (given) =>
      typeof given === 'object' && given !== null ? (given as T) : undefined,
    ),
  );
