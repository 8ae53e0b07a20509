import * as z from 'zod/mini';
import { type PassErrorData, toErrorData } from '../errors/index.js';
import { refuse } from '../errors/invalid-input-error.js';
import { isHttpUrl } from './url.js';
import { anything, lazy, type Message, textual } from './wire.js';

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
    return { input: readInput(schema, given ?? {}, ''), error: null };
  } catch (error) {
    return { input: {}, error: toErrorData(error) };
  }
}

/** A schema of an input. Each field may be missing: which have to be there is for the types to say. */
export const inputFields = <T extends z.core.$ZodShape>(shape: () => T) =>
  lazy(() => z.object(shape()));

/** A field that an app may leave out, also with `null`. */
const given = <T>(expected: string, read: (value: unknown) => T | undefined) =>
  z.optional(
    z.pipe(
      z.unknown(),
      z.transform((value, { issues }): T | undefined => {
        if (value === null || value === undefined) return undefined;
        const known = read(value);
        if (known === undefined) issues.push({ code: 'custom', input: value, message: expected });
        return known;
      }),
    ),
  );

/** Any text. */
export const anyText = () =>
  given('text', (value) => (typeof value === 'string' ? value : undefined));

/** An address that a viewer may be shown. */
export const address = () =>
  given('an https: address', (value) =>
    typeof value === 'string' && isHttpUrl(value, true) ? value : undefined,
  );

/** Texts. */
export const texts = () => z.optional(z.array(anything()));

/** One of these texts. */
export const oneOf = <T extends string>(...names: readonly T[]) =>
  z.optional(textual(names.join(' or '), (text) => names.find((name) => name === text)));

/** A number that JSON can hold. */
export const finite = (expected: string) =>
  given(expected, (value) => (typeof value === 'number' && isFinite(value) ? value : undefined));

/** An object of the app's own, as JSON has it: it is stored with the flow. */
export const anyObject = <T extends object>() =>
  given('an object of JSON', (value): T | undefined => {
    try {
      return typeof value === 'object' ? (JSON.parse(JSON.stringify(value)) as T) : undefined;
    } catch {
      return undefined;
    }
  });
