import type { Json } from '../../../../src/inspect/index.js';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What an event names: `news`, `Cablevision`; and what of the context it has changed: `plays, marks`. */
export function aboutOf(
  event: object,
  before: Json | undefined,
  after: Json | undefined,
): { readonly about?: string } {
  const given = isObject(event) ? [event['resource'], event['mvpd']] : [];
  const named = given.filter((value) => typeof value === 'string');
  const old = isObject(before) ? before : undefined;
  const changed =
    old && isObject(after)
      ? Object.keys(after).filter((name) => !same(old[name], after[name]))
      : [];
  const about = [...named, changed.length > 0 ? `(${changed.join(', ')})` : '']
    .filter(Boolean)
    .join(' ');
  return about === '' ? {} : { about };
}
