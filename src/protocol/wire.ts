// oxlint-disable no-underscore-dangle -- `_zod` is where zod has what a schema consists of.
import { foreignAnswer } from '../errors/foreign-answer-error.js';
import { InvalidResponseError } from '../errors/invalid-response-error.js';
import * as z from 'zod/mini';

/**
 * Tells of a part of an answer that can't be read, and was left out.
 *
 * @param path Where it stands, as `requestor.mvpds.0.id`.
 */
export type TellOddity = (path: string, expected: string) => void;

/** A message as this room gives it: read-only down to its leaves, and what is absent is not there. */
export type Message<T> = T extends string
  ? T
  : T extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Message<Item>>
    : T extends object
      ? {
          readonly [Key in keyof T]: Message<
            undefined extends T[Key] ? NonUndefined<T[Key]> : T[Key]
          >;
        }
      : T;

type NonUndefined<T> = unknown extends T ? T : Exclude<T, undefined>;

/** The message that a schema reads. */
export type Read<TSchema extends () => z.ZodMiniType> = Message<z.output<ReturnType<TSchema>>>;

/** A schema that is made at its first use: most of its cost is at load. */
export function lazy<T extends z.ZodMiniType>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** A value that is read by code: zod's own kinds are larger. `undefined` where it can't be. */
export const value = <T>(expected: string, reads: (given: unknown) => T | undefined) =>
  z.pipe(
    z.unknown(),
    z.transform((given, { issues }): T => {
      const known = reads(given);
      if (known !== undefined) return known;
      issues.push({ code: 'custom', input: given, message: expected });
      return z.NEVER;
    }),
  );

/** The same, of a text. */
export const textual = <T>(expected: string, reads: (given: string) => T | undefined) =>
  value(expected, (given) => (typeof given === 'string' ? reads(given) : undefined));

/** Text, which may be empty. */
export const anything = () => textual('a text', (given) => given);

/** Text with something in it: an id, a name, a code. */
export const text = () => textual('text', (given) => given || undefined);

/** Text of a set that Adobe may extend. */
export const open = <T extends string>() =>
  textual('text', (given): T | (string & {}) | undefined => given || undefined);

/** A number, or one in a text: times are texts in sessions, numbers in profiles (D7). */
const numeric = (expected: string, toValue: (given: number) => number) =>
  value(expected, (given) => {
    const isNumeric = typeof given === 'number' || (typeof given === 'string' && given !== '');
    const known = isNumeric ? toValue(Number(given)) : NaN;
    return known >= 0 ? known : undefined;
  });

/** As far as `Date` goes. */
const LAST = 8.64e15;

/** As seconds, it is the year 5138; as milliseconds, 1973. */
const SECONDS = 1e11;

/**
 * A time in epoch milliseconds. Seconds are understood (D4); what lies beyond the last date is that date,
 * as servers write "never" with the largest number they have.
 */
export const time = () =>
  numeric('a time', (given) => Math.min(given < SECONDS ? given * 1000 : given, LAST));

/** A number that is not negative. */
export const count = () => numeric('a number', (given) => (given < LAST ? given : NaN));

/** A flag, also as text (D19); missing, it is `false`. */
export const flag = () =>
  z.pipe(
    z.optional(
      value('a boolean', (given) => (/^(boolean|string)$/.test(typeof given) ? given : undefined)),
    ),
    z.transform((given) => given === true || given === 'true'),
  );

// A member of this name is left out by zod, which protects the prototype.
const PROTO = '__proto__';
const HIDDEN = `\0${PROTO}`;
const shown = (id: string) => (id === HIDDEN ? PROTO : id);

/** A map from ids of any name: an object whose members are all of one kind. */
export const map = <T extends z.ZodMiniType>(entry: T) =>
  z.pipe(
    z.catchall(z.object({}), entry),
    z.transform((entries: Record<string, z.output<T>>) =>
      Object.fromEntries(Object.entries(entries).map(([id, member]) => [shown(id), member])),
    ),
  );

/** JSON as {@link read} takes it; `undefined` where it is none. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(
      json.replace(/^\uFEFF/, '').replace(/"__proto__"(?=\s*:)/g, '"\\u0000__proto__"'),
    );
  } catch {
    // The parser's own message would quote the text, which may hold a secret.
    return undefined;
  }
}

type Schema = z.core.$ZodType;

const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** A schema without what is made of its value, and without its default. */
function bare(schema: Schema): Schema {
  const def = defOf(schema);
  return def.type === 'pipe' ? bare(def.in) : 'innerType' in def ? bare(def.innerType) : schema;
}

interface Part {
  readonly of: Record<PropertyKey, unknown>;
  readonly key: PropertyKey;
  /** A field that is there, but empty: as good as absent. */
  readonly isEmpty: boolean;
}

/** The smallest part around a place that a message may lack: a member of a list or a map, an optional field. */
function partAround(path: readonly PropertyKey[], schema: Schema, body: unknown): Part | undefined {
  let part: Part | undefined;
  let node = bare(schema);
  let at = body as Part['of'];
  for (const key of path) {
    const def = defOf(node);
    const isField = def.type === 'object' && !def.catchall;
    const next =
      def.type === 'array'
        ? def.element
        : def.type === 'object'
          ? (def.catchall ?? def.shape[key as string])
          : undefined;
    if (!next || typeof at !== 'object' || at === null) break;
    if ((!isField || next._zod.optin) && key in at)
      part = { of: at, key, isEmpty: isField && (at[key] ?? '') === '' };
    at = at[key] as Part['of'];
    node = bare(next);
  }
  return part;
}

/**
 * Reads a body with a schema. What the schema does not name is left out, and so is, with a word to
 * `tell`, the smallest part that can't be read and that the message may lack.
 *
 * @param body JSON of our own: it is changed.
 * @throws ForeignAnswerError where the body is no such message at all, with the `path` of the place.
 */
export function read<T extends z.ZodMiniType>(
  schema: () => T,
  body: unknown,
  tell?: TellOddity,
): Message<z.output<T>> {
  for (;;) {
    const result = z.safeParse(schema(), body);
    if (result.success) return result.data as Message<z.output<T>>;
    const parts: Part[] = [];
    for (const issue of result.error.issues) {
      const where = issue.path.map((key) => shown(String(key))).join('.');
      const expected = 'expected' in issue ? String(issue.expected) : issue.message;
      const part = partAround(issue.path, schema(), body);
      if (!part) throw foreignAnswer({ path: where });
      if (!part.isEmpty) tell?.(where, expected);
      parts.push(part);
    }
    const lists = new Set<unknown[]>();
    for (const { of, key } of parts) {
      if (Array.isArray(of)) lists.add(of);
      delete of[key];
    }
    for (const list of lists) {
      // `filter` passes over what was deleted.
      const rest = list.filter(() => true);
      list.length = 0;
      for (const item of rest) list.push(item);
    }
  }
}

/** A message that can be read, but lacks what its own values call for. */
export const invalid = (path: string, expected: string): InvalidResponseError =>
  new InvalidResponseError(`The response is not what the protocol says: ${path}: ${expected}`, {
    code: 'response_invalid',
    remedy: 'none',
    path,
  });
