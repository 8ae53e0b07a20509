import { type Actor, type ActorOptions, type AnyStateMachine, createActor } from 'xstate';
import { SnapshotError } from '../src/errors/snapshot-error.js';

/** What `createActor` takes, but for what the stored snapshot says. */
export type RestoreOptions<T extends AnyStateMachine> = Omit<ActorOptions<T>, 'input' | 'snapshot'>;

const unreadable = (path: string, why: string): never => {
  throw new SnapshotError(`The stored flow can't be restored: ${path} ${why}`, {
    code: 'unreadable_snapshot',
    remedy: 'none',
    path,
  });
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a stored state value names states that the machine has, down to where it has no more. */
function fits(value: unknown, node: AnyStateMachine['root']): boolean {
  const names = typeof value === 'string' ? [value] : isObject(value) ? Object.keys(value) : [];
  if (names.length === 0 || (node.type !== 'parallel' && names.length > 1)) return false;
  return names.every((name) => {
    const child = Object.prototype.hasOwnProperty.call(node.states, name)
      ? node.states[name]
      : undefined;
    if (!child) return false;
    const below = isObject(value) ? value[name] : undefined;
    const isLeaf = Object.keys(child.states).length === 0;
    return isLeaf
      ? below === undefined || (isObject(below) && Object.keys(below).length === 0)
      : fits(below, child);
  });
}

function check(machine: AnyStateMachine, snapshot: unknown, path: string): void {
  if (!isObject(snapshot)) return unreadable(path, 'is not a snapshot');
  const { status, value, context, children = {} } = snapshot;
  if (status === 'error') return unreadable(`${path}.status`, 'says that the flow broke');
  if (status === 'stopped')
    return unreadable(`${path}.status`, 'says that it was taken after stop()');
  if (status !== 'active' && status !== 'done') return unreadable(`${path}.status`, 'is unknown');
  if (!fits(value, machine.root))
    return unreadable(`${path}.value`, `names no state of ${machine.id}`);
  if (!isObject(context)) return unreadable(`${path}.context`, 'is missing');
  const { context: initial } = machine.config as { context?: unknown };
  // The factory is pure and needs no input; all of its members are in every stored context.
  const expected =
    typeof initial === 'function'
      ? (initial as (args: object) => object)({ input: undefined })
      : {};
  for (const name of Object.keys(expected)) {
    if (!(name in context)) return unreadable(`${path}.context.${name}`, 'is missing');
  }
  if (!isObject(children)) return unreadable(`${path}.children`, 'are no actors');
  for (const id of Object.keys(children)) {
    const child = children[id];
    const at = `${path}.children.${id}`;
    if (!isObject(child) || typeof child['src'] !== 'string' || !isObject(child['snapshot']))
      return unreadable(at, 'is no actor');
    const logic: unknown = (machine.implementations.actors as Record<string, unknown>)[
      child['src']
    ];
    // XState would leave the child out without a word, and the flow would wait for ever.
    if (!logic) return unreadable(`${at}.src`, 'was not provided');
    if (isObject(logic) && 'root' in logic)
      check(logic as unknown as AnyStateMachine, child['snapshot'], at);
  }
}

/**
 * Makes an actor of a stored flow: what `getPersistedSnapshot()` gave, as JSON text or parsed. Not
 * started yet. Waits go on to their deadlines, and requests that were in flight go out again, as the
 * description of their state says.
 *
 * @param machine With the same actors provided as when it was stored.
 * @throws SnapshotError for what is no snapshot, or one of another machine or version; `path` says where.
 *
 * @example
 * ```ts
 * import { createActor } from 'xstate';
 * import { logoutMachine, logoutView, restoreActor } from 'tve-auth-flow/machines';
 *
 * const flow = createActor(logoutMachine, { input: { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' } });
 * flow.start();
 * const stored = JSON.stringify(flow.getPersistedSnapshot());
 *
 * const restored = restoreActor(logoutMachine, stored);
 * console.log(logoutView(restored.getSnapshot()).phase);
 * ```
 */
export function restoreActor<T extends AnyStateMachine>(
  machine: T,
  stored: unknown,
  options?: RestoreOptions<T>,
): Actor<T> {
  let snapshot: unknown = stored;
  if (typeof stored === 'string') {
    try {
      snapshot = JSON.parse(stored);
    } catch {
      unreadable('snapshot', 'is not JSON');
    }
  }
  check(machine, snapshot, 'snapshot');
  // XState asks for the input of a new flow here, which a restored one does not need.
  return createActor(machine, { ...options, snapshot } as never);
}
