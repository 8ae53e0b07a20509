import type { AnyStateNode } from 'xstate';

/** What actions, guards and delays can be in a state node: names, names with parameters, or functions. */
type Named = string | number | { readonly type?: unknown; readonly name?: unknown } | undefined;

/** The name of an action, a guard or a delay, without its parameters; empty where it has none. */
export function nameOf(named: unknown): string {
  const thing = named as Named;
  if (typeof thing === 'string' || typeof thing === 'number') return String(thing);
  if (typeof thing?.type === 'string') return thing.type;
  return typeof thing?.name === 'string' ? thing.name : '';
}

/** What XState puts into `entry` and `exit` of a state that has `after`. */
const isOfAfter = (action: unknown): boolean => {
  const { type, event, sendId } = action as { type?: string; event?: unknown; sendId?: unknown };
  const about = (event as { type?: unknown } | undefined)?.type ?? sendId;
  return (
    (type === 'xstate.raise' || type === 'xstate.cancel') &&
    typeof about === 'string' &&
    about.startsWith('xstate.after.')
  );
};

/** What stands for a function without a name of its own. */
export const INLINE = 'inline';

/** A function that stands where it is used is called after the key of its place. */
const named = (name: string): string =>
  /^(guard|actions|entry|exit|)$/.test(name) ? INLINE : name;

/** The names of the actions that were written, without those that XState adds for `after`. */
export const actionNames = (actions: readonly unknown[]): string[] =>
  actions.filter((action) => !isOfAfter(action)).map((action) => named(nameOf(action)));

/** The name of a guard, of those that it is made of: `isOver and not isKnown`; empty where there is none. */
export function guardName(guard: unknown): string {
  if (guard === undefined || guard === null) return '';
  const name = nameOf(guard);
  const { guards: parts } = guard as { guards?: unknown };
  if (!Array.isArray(parts)) return named(name);
  const names = parts.map(guardName);
  return name === 'not' ? `not ${names.join('')}` : names.join(` ${name} `);
}

/** A way to a state from anywhere in its machine, whatever its key is made of. */
export const targetOf = ({ machine, path }: AnyStateNode): string =>
  `#${[machine.id, ...path].map((key) => key.replace(/[\\.]/g, '\\$&')).join('.')}`;
