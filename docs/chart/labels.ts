import type { AnyStateNode } from 'xstate';
import { actionNames, guardName, INLINE } from '../../src/inspect/names.js';

/** The parts of what XState names by itself. */
const ofActor = /^xstate\.(done|error|snapshot)\.actor\.(.*)$|^xstate\.(snapshot)\.(.*)$/;

const outcomes: Readonly<Record<string, string>> = {
  done: 'done',
  error: 'fails',
  snapshot: 'changes',
};

/** An invoked actor is known by its service, and by its id where that is no name. */
function actorName(node: AnyStateNode, id: string): string {
  if (id === '*') return 'any actor';
  const invoked = node.invoke.find((candidate) => candidate.id === id);
  return invoked === undefined ? id : sourceName(invoked.src, id);
}

/** The name of a service: what it is called in `setup`, or its id where it stands inline. */
export function sourceName(source: unknown, id: string): string {
  const isMadeUp = /^xstate\.invoke\.|^\d+\.|:invocation\[/.test(id);
  if (typeof source === 'string' && !source.startsWith('xstate.invoke.')) return source;
  return isMadeUp ? 'a service' : id;
}

/** What takes a transition, in words: `checkProfile done`, `after 500 ms`; empty where nothing has to come. */
export function eventName(node: AnyStateNode, event: string, delay?: unknown): string {
  if (event === '*') return 'any other event';
  const [, outcome, id, snapshot, snapshotId] = ofActor.exec(event) ?? [];
  const kind = outcome ?? snapshot;
  if (kind !== undefined) return `${actorName(node, id ?? snapshotId ?? '')} ${outcomes[kind]}`;
  if (event.startsWith('xstate.done.state.')) return `${node.key} done`;
  if (!event.startsWith('xstate.after.')) return event;
  if (typeof delay === 'number') return `after ${delay} ms`;
  return `after ${typeof delay === 'string' ? delay : 'a while'}`;
}

/** The name of a guard; empty where there is none. */
export const guardLabel = (guard: unknown): string =>
  guardName(guard).replaceAll(INLINE, 'a condition');

/** The names of actions; what XState has ready goes by its short name: `assign`. */
export const actionLabels = (actions: readonly unknown[]): string[] =>
  actionNames(actions).map((name) =>
    name === INLINE ? 'an action' : name.replace(/^xstate\./, ''),
  );
