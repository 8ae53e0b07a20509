import type { AnyStateMachine } from 'xstate';
import { type Ids, subtree } from './ids.js';

/** What events are called, there and here. */
export interface EventNames {
  readonly toXState4: (type: string) => string;
  /** Of an event that a person may send; nothing where XState itself would send it. */
  readonly toXState5: (type: string) => string | undefined;
}

const prefixes = [
  ['xstate.done.actor.', 'done.invoke.'],
  ['xstate.error.actor.', 'error.platform.'],
  ['xstate.done.state.', 'done.state.'],
] as const;

/** What XState 4 or 5 sends of itself; `*` is no event at all, and would break the flow. */
const isReserved = (type: string): boolean =>
  type === '' ||
  type === '*' ||
  /^(xstate|done\.invoke|done\.state|error\.platform)\./.test(type) ||
  type === 'error.execution' ||
  type === 'error.communication';

/** XState 4 keeps events as members of plain objects: `constructor` would not be found there as such. */
const quoted = (type: string): string => (type in Object.prototype ? `'${type}'` : type);
const unquoted = (type: string): string => {
  const [, inside = ''] = /^'(.*)'$/.exec(type) ?? [];
  return inside in Object.prototype ? inside : type;
};

const byPrefix = (type: string): string => {
  const [five, four] = prefixes.find(([prefix]) => type.startsWith(prefix)) ?? ['', ''];
  return four + type.slice(five.length);
};

/** The events that XState makes of what a machine has: their names can't be read backwards. */
function made(machine: AnyStateMachine, ids: Ids): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const node of subtree(machine.root)) {
    const id = ids.state(node);
    names.set(`xstate.done.state.${node.id}`, `done.state.${id}`);
    for (const { eventType, delay } of node.after)
      names.set(String(eventType), `xstate.after(${String(delay)})#${id}`);
    for (const [index, invoked] of node.invoke.entries()) {
      const actor = ids.invoke(node, index);
      names.set(`xstate.done.actor.${invoked.id}`, `done.invoke.${actor}`);
      names.set(`xstate.error.actor.${invoked.id}`, `error.platform.${actor}`);
      names.set(`xstate.snapshot.${invoked.id}`, `xstate.snapshot.${actor}`);
    }
  }
  return names;
}

/** How the events of a machine are called in XState 4. */
export function eventNames(machine: AnyStateMachine, ids: Ids): EventNames {
  const known = made(machine, ids);
  return {
    toXState4: (type) => known.get(type) ?? quoted(byPrefix(type)),
    toXState5: (type) => (isReserved(type) ? undefined : unquoted(type)),
  };
}
