import type { AnyStateNode } from 'xstate';

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

const typeOf = (value: object) => ('type' in value ? String(value.type) : '');

/** A function that stands where it is used is called after the key of its place. */
const isAnonymous = (name: string) => /^(guard|actions|entry|exit|)$/.test(name);

/** The name of a guard; empty where there is none. */
export function guardName(guard: unknown): string {
  if (guard === undefined || guard === null) return '';
  if (typeof guard === 'string') return guard;
  if (typeof guard !== 'function') return typeof guard === 'object' ? typeOf(guard) : '';
  const parts: unknown = 'guards' in guard ? guard.guards : undefined;
  if (Array.isArray(parts)) {
    const names = parts.map(guardName);
    return guard.name === 'not' ? `not ${names.join('')}` : names.join(` ${guard.name} `);
  }
  return isAnonymous(guard.name) ? 'a condition' : guard.name;
}

/** Starting and stopping the timer of `after`, which XState writes down as actions of the state. */
function isTimer(action: object): boolean {
  const event: unknown = 'event' in action ? action.event : undefined;
  const id: unknown = 'sendId' in action ? action.sendId : undefined;
  const type = typeof event === 'object' && event !== null ? typeOf(event) : id;
  return typeof type === 'string' && type.startsWith('xstate.after.');
}

/** The names of actions, without what XState adds. */
export function actionNames(actions: readonly unknown[]): string[] {
  return actions.flatMap((action) => {
    if (typeof action === 'string') return [action];
    if ((typeof action !== 'object' && typeof action !== 'function') || action === null) return [];
    if (isTimer(action)) return [];
    const type = typeOf(action).replace(/^xstate\./, '');
    if (type !== '') return [type];
    return typeof action === 'function' && !isAnonymous(action.name)
      ? [action.name]
      : ['an action'];
  });
}
