import {
  type Actor,
  type ActorOptions,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  transition,
} from 'xstate';
import { SnapshotError } from '../src/errors/snapshot-error.js';
import { initialContext, isMachine, isOwn, migrated, versionOf } from './migrations/migrated.js';
import { type Fields, isObject } from './migrations/stored.js';

/** What `createActor` takes, but for what the stored snapshot says. */
export type RestoreOptions<T extends AnyStateMachine> = Omit<ActorOptions<T>, 'input' | 'snapshot'>;

const unreadable = (path: string, why: string): never => {
  throw new SnapshotError(`The stored flow can't be restored: ${path} ${why}`, {
    code: 'unreadable_snapshot',
    remedy: 'none',
    path,
  });
};

type Node = AnyStateMachine['root'];

/** The states that a stored value names, down to the innermost; nothing where the machine lacks one. */
function statesOf(value: unknown, node: Node): readonly Node[] | undefined {
  const names = typeof value === 'string' ? [value] : isObject(value) ? Object.keys(value) : [];
  const active = node.type === 'parallel' ? Object.keys(node.states).length : 1;
  if (names.length !== active) return undefined;
  const states = [node];
  for (const name of names) {
    const child = Object.prototype.hasOwnProperty.call(node.states, name)
      ? node.states[name]
      : undefined;
    if (!child || child.type === 'history') return undefined;
    const below = isObject(value) ? value[name] : undefined;
    if (Object.keys(child.states).length > 0) {
      const inner = statesOf(below, child);
      if (!inner) return undefined;
      states.push(...inner);
    } else if (below === undefined || (isObject(below) && Object.keys(below).length === 0)) {
      states.push(child);
    } else return undefined;
  }
  return states;
}

/** What their members that are `null` at first become, where that is no object. */
const laterKinds: Readonly<Record<string, string>> = {
  activationUrl: 'string',
  deviceId: 'string',
  key: 'string',
  nextCheckAt: 'number',
  partner: 'string',
  platformMappingId: 'string',
  pollInterval: 'number',
};

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;

/** Whether a stored value is of the kind that a member of a machine's context is of, or becomes. */
function isOfKind(
  value: unknown,
  initial: unknown,
  name: string,
  machine: AnyStateMachine,
): boolean {
  if ((initial ?? null) !== null) return kindOf(value) === kindOf(initial);
  return value === null || !isOwn(machine) || kindOf(value) === (laterKinds[name] ?? 'object');
}

/** The context of a stored flow; where JSON has lost a number, as it does with NaN, the first one counts. */
const mended = (context: Fields, initial: Fields): Fields => ({
  ...context,
  ...Object.fromEntries(
    Object.entries(initial).filter(
      ([name, value]) => typeof value === 'number' && context[name] === null,
    ),
  ),
});

/** Whether the state of an invoked actor stays where the actor has ended: then it may be gone. */
function mayBeGone({ onDone, onError }: { onDone?: unknown; onError?: unknown }): boolean {
  const stays = (to: unknown): boolean =>
    Array.isArray(to)
      ? to.some(stays)
      : !(typeof to === 'string' || (isObject(to) && to['target']));
  return stays(onDone) || stays(onError);
}

/** The actors that a stored flow can't go on without, by id, with their logic's name. */
function neededActors(machine: AnyStateMachine, states: readonly Node[], context: Fields) {
  const invoked = states.flatMap((state) =>
    state.invoke.flatMap((invoke) =>
      mayBeGone(invoke as object) ? [] : [[invoke.id, invoke.src as string] as const],
    ),
  );
  if (machine.id !== 'entitlement') return invoked;
  // Plays and lists of marks are actors of their own, from when they have an MVPD until they have ended.
  const plays = (context['plays'] as Fields[]).filter(
    ({ mvpd, output }) => mvpd !== null && !output,
  );
  const lists = (context['markRequests'] as Fields[]).filter(({ error }) => !error);
  return [
    ...invoked,
    ...plays.map(({ id }) => [String(id), 'authorization'] as const),
    ...lists.map(({ id }) => [String(id), 'preauthorization'] as const),
  ];
}

function check(machine: AnyStateMachine, snapshot: unknown, path: string): void {
  if (!isObject(snapshot)) return unreadable(path, 'is not a snapshot');
  const { status, value, context, children = {} } = snapshot;
  if (status === 'error') return unreadable(`${path}.status`, 'says that the flow broke');
  if (status === 'stopped')
    return unreadable(`${path}.status`, 'says that it was taken after stop()');
  if (status !== 'active' && status !== 'done') return unreadable(`${path}.status`, 'is unknown');
  const states = statesOf(value, machine.root);
  if (!states) return unreadable(`${path}.value`, `names no state of ${machine.id}`);
  if (status === 'done' && states.every(({ type }) => type !== 'final'))
    return unreadable(`${path}.status`, 'says that the flow has ended, its state that it has not');
  if (!isObject(context)) return unreadable(`${path}.context`, 'is missing');
  const initial = initialContext(machine);
  if (isOwn(machine) && versionOf(context) !== versionOf(initial))
    return unreadable(`${path}.context.version`, 'is unknown');
  const known = mended(context, initial);
  // All members are in every stored context.
  for (const name of Object.keys(initial)) {
    const at = `${path}.context.${name}`;
    if (!(name in context)) return unreadable(at, 'is missing');
    if (!isOfKind(known[name], initial[name], name, machine))
      return unreadable(at, 'is of another kind');
  }
  if (machine.id === 'entitlement')
    for (const name of ['plays', 'markRequests'])
      (context[name] as readonly unknown[]).forEach((request, index) => {
        if (!isObject(request)) unreadable(`${path}.context.${name}.${index}`, 'is no request');
      });
  if (!isObject(children)) return unreadable(`${path}.children`, 'are no actors');
  for (const id of Object.keys(children)) {
    const child = children[id];
    const at = `${path}.children.${id}`;
    if (!isObject(child) || typeof child['src'] !== 'string' || !isObject(child['snapshot']))
      return unreadable(at, 'is no actor');
    const logic: unknown = (machine.implementations.actors as Fields)[child['src']];
    // XState would leave the child out without a word, and the flow would wait for ever.
    if (!logic) return unreadable(`${at}.src`, 'was not provided');
    if (isMachine(logic)) check(logic, child['snapshot'], at);
    else if (!/^(active|done|error)$/.test(String(child['snapshot']['status'])))
      return unreadable(`${at}.status`, 'is unknown');
  }
  if (status === 'done') return;
  for (const [id, src] of neededActors(machine, states, context)) {
    const child = children[id] as Fields | undefined;
    if (!child) return unreadable(`${path}.children.${id}`, 'is missing');
    if (child['src'] !== src) return unreadable(`${path}.children.${id}.src`, `is not ${src}`);
  }
}

/**
 * The same flow, with the numbers that JSON has lost, and told of an actor that had ended: a subscriber can
 * take a snapshot before the flow is told, and XState tells it to nobody after a restore.
 */
function told(machine: AnyStateMachine, stored: Fields): Fields {
  const children = { ...(stored['children'] as Fields | undefined) };
  for (const id of Object.keys(children)) {
    const child = children[id] as { src: string; snapshot: Fields };
    const logic: unknown = (machine.implementations.actors as Fields)[child.src];
    if (isMachine(logic)) children[id] = { ...child, snapshot: told(logic, child.snapshot) };
  }
  const context = mended(stored['context'] as Fields, initialContext(machine));
  const flow = { ...stored, context, children };
  if (stored['status'] !== 'active') return flow;
  const states = statesOf(stored['value'], machine.root) ?? [];
  for (const [id] of neededActors(machine, states, context)) {
    const { status, output, error } = (children[id] as { snapshot: Fields }).snapshot;
    if (status === 'active') continue;
    const event =
      status === 'done'
        ? { type: `xstate.done.actor.${id}`, output, actorId: id }
        : { type: `xstate.error.actor.${id}`, error, actorId: id };
    const before = createActor(machine, { snapshot: flow } as never).getSnapshot();
    const [after] = transition(machine, before as AnyMachineSnapshot, event);
    return told(machine, JSON.parse(JSON.stringify(machine.getPersistedSnapshot(after))) as Fields);
  }
  return flow;
}

/**
 * Makes an actor of a stored flow: what `getPersistedSnapshot()` gave, as JSON text or parsed. Not
 * started yet. A flow that an earlier version stored becomes one of this version first. Waits go on to their deadlines, and requests that were in flight go out again, as the
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
  snapshot = migrated(machine, snapshot);
  check(machine, snapshot, 'snapshot');
  // XState asks for the input of a new flow here, which a restored one does not need.
  return createActor(machine, { ...options, snapshot: told(machine, snapshot as Fields) } as never);
}
