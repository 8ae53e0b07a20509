import {
  type AnyActorLogic,
  type AnyActorRef,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  initialTransition,
  transition,
} from 'xstate';
import { WHOLE } from '../../machines/entitlement/adapt.js';
import { flowError } from './flow-error.js';
import type { Call, Path, Timer } from './record.js';

/** A machine as XState persists it. */
export interface StoredMachine {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: unknown;
  readonly children: Record<string, StoredActor>;
}

interface StoredActor {
  readonly src: string;
  readonly syncSnapshot?: boolean;
  snapshot: { readonly status: string; readonly input?: unknown; readonly children?: unknown };
}

interface FlowEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** An event for a machine of the tree. */
interface Letter {
  readonly path: Path;
  /** Made late, where it holds the snapshot of an actor: of the parent's own. */
  readonly event: FlowEvent | { readonly snapshotOf: string };
}

/** What a step makes of a flow, and what is to be done once it is stored. */
export interface Stepped {
  readonly snapshot: StoredMachine;
  readonly timers: readonly Timer[];
  readonly calls: readonly Call[];
  /** Actions of the machines that are not XState's own. */
  readonly act: () => void;
}

export const isMachine = (logic: unknown): logic is AnyStateMachine =>
  typeof logic === 'object' && logic !== null && 'root' in logic;

const isWithin = (path: Path, outer: Path): boolean => outer.every((id, at) => path[at] === id);

const isSame = (one: Path, other: Path): boolean =>
  one.length === other.length && isWithin(one, other);

/** The logic that a machine has for the `src` of an actor; one that is written in the invocation has no name. */
function logicOf(machine: AnyStateMachine, src: string): AnyActorLogic | undefined {
  const [, index, node] = /^xstate\.invoke\.(\d+)\.(.*)$/.exec(src) ?? [];
  if (node === undefined)
    return (machine.implementations.actors as Record<string, AnyActorLogic>)[src];
  const invoke: unknown = machine.getStateNodeById(node).config.invoke;
  const found = (Array.isArray(invoke) ? invoke[Number(index)] : invoke) as { src: AnyActorLogic };
  return found.src;
}

/**
 * The logic and the stored part of an actor of the tree.
 *
 * @param actors Those of the flow, where the machine does not have them itself.
 */
export function find(
  machine: AnyStateMachine,
  snapshot: StoredMachine,
  path: Path,
  actors: Readonly<Record<string, AnyActorLogic>> = {},
): { readonly logic: AnyActorLogic; readonly stored: StoredActor['snapshot'] } | undefined {
  let logic: AnyActorLogic = machine;
  let stored: StoredActor['snapshot'] = snapshot;
  for (const id of path) {
    const child: StoredActor | undefined = (stored as StoredMachine).children[id];
    if (!child || !isMachine(logic)) return undefined;
    const given: AnyActorLogic | undefined = logic === machine ? actors[child.src] : undefined;
    const below = given ?? logicOf(logic, child.src);
    if (!below) return undefined;
    logic = below;
    stored = child.snapshot;
  }
  return { logic, stored };
}

/** How long a wait of the machines lasts at most, from now. */
function endOfWait(input: unknown, now: number): number {
  const { at, atMost = Infinity } = input as { at: number; atMost?: number };
  return Math.min(at, now + atMost);
}

/** An action that XState's pure functions give, of its own or of the machine's. */
interface Executable {
  readonly type: string;
  readonly params: Record<string, unknown> | undefined;
  readonly info: unknown;
  readonly exec?: unknown;
}

/**
 * Takes events to the machines of a stored flow, and to those that these send events to, until nothing is
 * left to be told. Nothing runs: XState's pure functions give the next snapshots, machine by machine.
 */
export function step(
  machine: AnyStateMachine,
  before: { readonly snapshot: StoredMachine; timers: readonly Timer[]; calls: readonly Call[] },
  { seq, now }: { readonly seq: number; readonly now: number },
  begin: { readonly input: unknown } | { readonly path: Path; readonly event: { type: string } },
): Stepped {
  let root = before.snapshot;
  let { timers, calls } = before;
  const letters: Letter[] = [];
  const acts: Array<() => void> = [];

  const put = (path: Path, logic: AnyStateMachine, next: AnyMachineSnapshot): void => {
    const stored = JSON.parse(
      JSON.stringify(logic.getPersistedSnapshot(next, WHOLE)),
    ) as StoredMachine;
    const id = path[path.length - 1];
    if (id === undefined) {
      root = stored;
      return;
    }
    const parent = path.slice(0, -1);
    const child = (find(machine, root, parent)!.stored as unknown as StoredMachine).children[id]!;
    child.snapshot = stored;
    if (next.status === 'active') {
      if (child.syncSnapshot) letters.push({ path: parent, event: { snapshotOf: id } });
    } else
      letters.push({
        path: parent,
        event:
          next.status === 'done'
            ? { type: `xstate.done.actor.${id}`, output: next.output, actorId: id }
            : { type: `xstate.error.actor.${id}`, error: next.error, actorId: id },
      });
  };

  const forget = (path: Path): void => {
    timers = timers.filter((timer) => !isWithin(timer.path, path));
    calls = calls.filter((call) => !isWithin(call.path, path));
  };

  const perform = (path: Path, logic: AnyStateMachine, actions: readonly Executable[]): void => {
    for (const { type, params = {}, exec, info } of actions) {
      const { event, delay } = params;
      const id = params['id'] as string | undefined;
      const told = event as FlowEvent;
      if (type === 'xstate.raise' || type === 'xstate.sendTo') {
        const to = params['to'] as { id: string; sessionId: string } | undefined;
        const isOwn = type === 'xstate.raise' || !to || !childIds(path).includes(to.id);
        const target = isOwn ? path : [...path, to.id];
        if (delay === undefined) {
          if (type === 'xstate.sendTo') letters.push({ path: target, event: told });
          continue;
        }
        const name = id ?? `${told.type}.${timers.length}`;
        timers = timers.filter((timer) => !(isSame(timer.path, target) && timer.id === name));
        timers = [...timers, { path: target, id: name, at: now + Number(delay), seq, event: told }];
      } else if (type === 'xstate.cancel') {
        timers = timers.filter(
          (timer) => !(isSame(timer.path, path) && timer.event && timer.id === params['sendId']),
        );
      } else if (type === 'xstate.stopChild') {
        if (id !== undefined) forget([...path, id]);
      } else if (type === 'xstate.spawnChild') spawn([...path, id!], logic, params);
      else if (typeof exec === 'function')
        acts.push(() => (exec as (info: unknown, params: unknown) => void)(info, params));
    }
  };

  const childIds = (path: Path): readonly string[] =>
    Object.keys((find(machine, root, path)?.stored as StoredMachine | undefined)?.children ?? {});

  const spawn = (path: Path, parent: AnyStateMachine, params: Record<string, unknown>): void => {
    forget(path);
    const child = find(machine, root, path);
    // It was stopped in the same step.
    if (!child || child.stored.status !== 'active') return;
    const { src } = (find(machine, root, path.slice(0, -1))!.stored as StoredMachine).children[
      path[path.length - 1]!
    ]!;
    if (!logicOf(parent, src)) throw flowError('flow_broken', `the actor ${src} was not provided`);
    if (isMachine(child.logic)) {
      const [next, actions] = initialTransition(child.logic, params['input'] as never);
      put(path, child.logic, next as AnyMachineSnapshot);
      perform(path, child.logic, actions);
    } else if (src === 'waitUntil') {
      const at = endOfWait(child.stored.input, now);
      timers = [...timers, { path, id: path[path.length - 1]!, at, seq }];
    } else calls = [...calls, { path, src, seq }];
  };

  const deliver = ({ path, event }: Letter): void => {
    const found = find(machine, root, path);
    if (!found || !isMachine(found.logic) || found.stored.status !== 'active') return;
    const { logic, stored } = found;
    const live = createActor(logic, { snapshot: stored } as never).getSnapshot();
    let told = event as { type: string };
    if ('snapshotOf' in event) {
      const id = event.snapshotOf as string;
      const { children } = live as { children: Record<string, AnyActorRef | undefined> };
      const child = children[id];
      if (!child) return;
      const snapshot: unknown = child.getSnapshot();
      told = Object.assign({ type: `xstate.snapshot.${id}` }, { snapshot });
    }
    const [next, actions] = transition(logic, live as AnyMachineSnapshot, told);
    put(path, logic, next as AnyMachineSnapshot);
    perform(path, logic, actions);
  };

  if ('input' in begin) {
    const [next, actions] = initialTransition(machine, begin.input as never);
    put([], machine, next as AnyMachineSnapshot);
    perform([], machine, actions);
  } else deliver(begin);
  for (let letter = letters.shift(); letter; letter = letters.shift()) deliver(letter);
  const { status, error } = root;
  if (status === 'error') throw flowError('flow_broken', 'the step broke the flow', error);

  const isThere = ({ path }: { readonly path: Path }): boolean =>
    find(machine, root, path)?.stored.status === 'active';
  return {
    snapshot: root,
    timers: timers.filter(isThere),
    calls: calls.filter(isThere),
    act: () => acts.forEach((run) => run()),
  };
}

/** The flow with the result of one of its calls in it, and the event that tells it to the machine above. */
export function settled(
  machine: AnyStateMachine,
  snapshot: StoredMachine,
  path: Path,
  result: { readonly output: unknown } | { readonly error: unknown },
): { readonly snapshot: StoredMachine; readonly path: Path; readonly event: { type: string } } {
  const copy = JSON.parse(JSON.stringify(snapshot)) as StoredMachine;
  const parent = path.slice(0, -1);
  const id = path[path.length - 1]!;
  const { children } = find(machine, copy, parent)!.stored as unknown as StoredMachine;
  const isDone = 'output' in result;
  children[id]!.snapshot = { status: isDone ? 'done' : 'error', ...result };
  const event = { type: `xstate.${isDone ? 'done' : 'error'}.actor.${id}`, ...result, actorId: id };
  return { snapshot: copy, path: parent, event };
}
