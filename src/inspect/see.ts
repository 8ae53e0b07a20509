import type { AnyActorRef, AnyMachineSnapshot, Snapshot } from 'xstate';
import { isMachine } from './is-machine.js';
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
  'machine' in snapshot && isMachine(snapshot.machine);

/** What XState itself tells a parent of its child; anybody else's member of that name is data. */
const isOfChild = (type: string, snapshot: unknown): snapshot is Snapshot<unknown> =>
  type.indexOf('xstate.snapshot.') === 0 && typeof snapshot === 'object' && snapshot !== null;

const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
      const { type, snapshot: carried } = event as { type: string; snapshot?: unknown };
      const isCarried = isOfChild(type, carried);
      // One that can't be read is a text.
      const data = redactor.value(isCarried ? { ...event, snapshot: undefined } : event);
      return {
        ...(isObject(data) && data),
        type: redactor.text(type),
        // That of a child, whole: with its machine, and all that it knows.
        ...(isCarried && { snapshot: snapshot(carried) as unknown as Json }),
      };
    }),
  };
}
