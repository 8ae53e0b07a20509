import { isMachine } from '../is-machine.js';
import type { Json } from '../observation.js';
import { canonical, isPersonal, isSecret, isShown } from './names.js';
import { REDACTED } from './redacted.js';
import { redactText } from './text.js';

/** What is hidden, and what is not. */
export interface RedactOptions {
  /** Names of members of your own whose texts may be shown. A secret among them is still hidden by its shape. */
  readonly show?: readonly string[];
  /** Names of members that are hidden with everything in them, besides those that are known as secret. */
  readonly hide?: readonly string[];
  /** Hides what an MVPD says about the viewer (`attributes` of a profile). Default true. */
  readonly profileAttributes?: boolean;
}

/** Makes plain data without secrets of anything. */
export interface Redactor {
  /** @param name Of the member that it is the value of; it decides whether a text is shown. */
  readonly value: (value: unknown, name?: string) => Json;
  /** A text that is no value of a member, such as the name of an actor. */
  readonly text: (text: string) => string;
}

/** What is done with a text: shown without the shapes of secrets, or hidden. `all`: whatever it is, it is hidden. */
type Rule = 'show' | 'hide' | 'all';

/** What is nested deeper is no data that somebody reads. */
const DEEPEST = 60;
/** Objects in one value; what is held in many places is written in each. */
const MOST = 100_000;

/** What XState has of an actor, for those who hold a reference to one. */
interface Reference {
  readonly id: string;
  readonly sessionId: string;
  readonly send: unknown;
}

const isReference = (value: object): value is Reference =>
  'sessionId' in value && typeof (value as Reference).send === 'function';

/** What of an object is data. */
function membersOf(value: object): ReadonlyArray<readonly [name: string, value: unknown]> {
  if (value instanceof Map) return [...value].map(([name, of]) => [String(name), of as unknown]);
  const names = Object.keys(value);
  // Those of a plain Error can't be enumerated.
  if (value instanceof Error) names.unshift('name', 'message');
  return [...new Set(names)].map((name) => [name, (value as Record<string, unknown>)[name]]);
}

/** As JSON.stringify does, but for what is no plain object. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isReference(value)) return value;
  if (value instanceof Date) return Number.isNaN(+value) ? null : value.toISOString();
  if (value instanceof URL) return value.href;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return REDACTED;
  // A machine that is held in some context is code.
  if ('toJSON' in value && typeof value.toJSON === 'function' && !isMachine(value))
    return (value.toJSON as () => unknown)();
  return value;
}

/** A list of a secret name and a value, among others: so are headers written. */
const isPair = ({ length, 0: name }: readonly unknown[], above: readonly object[]): boolean =>
  length === 2 &&
  typeof name === 'string' &&
  isSecret(name) &&
  Array.isArray(above[above.length - 1]);

/** What a text says that is JSON of an object, a list, or a text again. */
function nestedIn(text: string): unknown {
  if (!/^\s*["{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @see RedactOptions */
export function createRedactor({
  show = [],
  hide = [],
  profileAttributes = true,
}: RedactOptions = {}): Redactor {
  const alsoShown = new Set(show.map(canonical));
  const alsoHidden = new Set(hide.map(canonical));

  /** How many objects there is room for in the value at hand. */
  let room = 0;

  /** @param open Inside of attributes that are shown: the names there are those of the MVPD. */
  function ruleFor(name: string, value: unknown, open: boolean): Rule {
    const known = canonical(name);
    if (alsoHidden.has(known)) return 'all';
    if (alsoShown.has(known)) return 'show';
    if (isSecret(name) || (known === 'attributes' && profileAttributes)) return 'all';
    if (isPersonal(name) && !open) return 'all';
    return open || isShown(name, value) ? 'show' : 'hide';
  }

  /** A text that is JSON holds members, as an object does. */
  function textOf(text: string, above: readonly object[], open: boolean): string {
    const inner = above.length > DEEPEST ? undefined : nestedIn(text);
    return inner === undefined
      ? redactText(text)
      : JSON.stringify(walk(inner, 'show', [...above, {}], open));
  }

  function walk(
    given: unknown,
    rule: Rule,
    above: readonly object[],
    open: boolean,
  ): Json | undefined {
    const value = unwrapped(given);
    switch (typeof value) {
      case 'string':
        return rule === 'show' ? textOf(value, above, open) : REDACTED;
      case 'number':
        if (rule === 'all') return REDACTED;
        return Number.isFinite(value) ? value : null;
      case 'bigint':
        return rule === 'all' ? REDACTED : String(value);
      case 'boolean':
        return value;
      case 'object':
        break;
      default:
        return undefined;
    }
    if (value === null) return null;
    // Whole: the names in it may say who somebody is, too.
    if (rule === 'all') return REDACTED;
    if (above.includes(value)) return '[circular]';
    if (above.length > DEEPEST) return '[deep]';
    room -= 1;
    if (room < 0) return '[more]';
    if (isReference(value))
      return { id: redactText(value.id), sessionId: redactText(value.sessionId) };
    if (isMachine(value)) return '[machine]';
    const path = [...above, value];
    if (Array.isArray(value) || value instanceof Set)
      return [...(value as Iterable<unknown>)].map(
        (item, index, all) =>
          walk(item, index === 1 && isPair(all, above) ? 'all' : rule, path, open) ?? null,
      );
    const seen: Record<string, Json> = {};
    for (const [name, member] of membersOf(value)) {
      const inside = open || canonical(name) === 'attributes';
      const shownAs = walk(member, ruleFor(name, member, open), path, inside);
      if (shownAs !== undefined) define(seen, redactText(name), shownAs);
    }
    return seen;
  }

  return {
    value(value, name = '') {
      room = MOST;
      try {
        return (
          walk(value, ruleFor(name, value, false), [], canonical(name) === 'attributes') ?? null
        );
      } catch {
        // A getter or a toJSON that throws.
        return '[unreadable]';
      }
    },
    text: redactText,
  };
}

/** `__proto__` is a name like any other. */
const define = (object: Record<string, Json>, name: string, value: Json): void => {
  Object.defineProperty(object, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
};
