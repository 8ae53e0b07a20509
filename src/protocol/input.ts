import * as z from 'zod/mini';
import { refuse } from '../errors/invalid-input-error.js';

/**
 * Reads what an app has given: options, the input of a machine, the payload of an event. What the schema
 * does not name is left out.
 *
 * @param path Where it stands, for the error.
 * @throws InvalidInputError with the path of the first value that can't be used.
 */
export function readInput<T extends z.ZodMiniType>(
  schema: () => T,
  given: unknown,
  path: string,
): z.output<T> {
  const result = z.safeParse(schema(), given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const expected = issue && 'expected' in issue ? issue.expected : issue?.message;
  const where = [path, ...(issue?.path ?? []).map(String)].filter(Boolean).join('.');
  return refuse(where || 'input', `expected ${expected}`);
}
