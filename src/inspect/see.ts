import type { AnyActorRef, AnyMachineSnapshot, Snapshot } from 'xstate';
import type { Json, SeenEvent, SeenSnapshot } from './observation.js';
import type { Redactor } from './redact/redactor.js';

/** Makes plain data of what XState passes around. */
export interface See {
  readonly event: (event: { readonly type: string }) => SeenEvent;
  readonly snapshot: (snapshot: Snapshot<unknown>) => SeenSnapshot;
  readonly text: (text: string) => string;
}

/** What is the same object is seen once. */
function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

const isOfMachine = (snapshot: object): snapshot is AnyMachineSnapshot =>
  'machine' in snapshot && 'value' in snapshot && 'children' in snapshot;

const filled = (parts: Readonly<Record<string, Json | undefined>>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(parts).filter((part): part is [string, Json] => part[1] !== undefined),
  );

/** @param idOf The id of an actor among those that are seen. */
export function seeing(redactor: Redactor, idOf: (ref: AnyActorRef) => string): See {
  const show = (value: unknown, name: string): Json | undefined =>
    value === undefined ? undefined : redactor.value(value, name);

  function childrenOf({ children }: AnyMachineSnapshot) {
    const live = Object.entries(children as Record<string, AnyActorRef | undefined>);
    return Object.fromEntries(
      live.flatMap(([id, ref]) => {
        if (typeof ref?.send !== 'function') return [];
        const { src } = ref as { src?: unknown };
        const named = typeof src === 'string' ? { src: redactor.text(src) } : {};
        return [[redactor.text(id), { sessionId: idOf(ref), ...named }]];
      }),
    );
  }

  /** Its nodes, by their ids. */
  const history = ({ historyValue }: AnyMachineSnapshot): Json | undefined => {
    const kept = Object.entries(historyValue as Record<string, ReadonlyArray<{ id: string }>>);
    if (kept.length === 0) return undefined;
    return Object.fromEntries(kept.map(([id, nodes]) => [id, nodes.map((node) => node.id)]));
  };

  const snapshot = once((seen: Snapshot<unknown>): SeenSnapshot => {
    const { status, output, error } = seen;
    const { context, input } = seen as { context?: unknown; input?: unknown };
    const data = filled({
      context: show(context, 'context'),
      output: show(output, 'output'),
      error: show(error, 'error'),
      input: show(input, 'input'),
    });
    if (!isOfMachine(seen)) return { status, ...data };
    const historyValue = history(seen);
    return {
      status,
      value: seen.value as Json,
      tags: [...seen.tags],
      ...data,
      children: childrenOf(seen),
      ...(historyValue !== undefined && { historyValue }),
    };
  });

  return {
    snapshot,
    text: redactor.text,
    event: once((event) => {
      const { type, snapshot: carried, ...data } = event as { type: string; snapshot?: unknown };
      return {
        type: redactor.text(type),
        ...(redactor.value(data) as object),
        // That of a child, whole: with its machine, and all that it knows.
        ...(typeof carried === 'object' &&
          carried !== null && {
            snapshot: snapshot(carried as Snapshot<unknown>) as unknown as Json,
          }),
      };
    }),
  };
}
