import type { AnyStateMachine } from 'xstate';
import { type Definition4, definition4 } from './definition.js';
import { type EventNames, eventNames } from './event-names.js';
import { idsOf } from './ids.js';

/** A machine as XState 4 knows it. */
export interface Chart4 {
  readonly definition: Definition4;
  /** The definition, as it is sent. */
  readonly json: string;
  readonly names: EventNames;
  /** What XState 4 calls the actor that a state invokes; spawned ones keep their ids. */
  readonly actorId: (id: string) => string;
}

// By what was written: `provide` makes another machine of it, with the same states.
const made = new WeakMap<object, Chart4>();

function chartOf(machine: AnyStateMachine): Chart4 {
  const ids = idsOf(machine);
  const names = eventNames(machine, ids);
  const definition = definition4(machine, ids, names);
  return {
    definition,
    json: JSON.stringify(definition),
    names,
    actorId: (id) => names.toXState4(`xstate.done.actor.${id}`).replace('done.invoke.', ''),
  };
}

/**
 * A machine of XState 5 for the `createMachine` of XState 4: the same states, transitions and names, and
 * nothing that is not a name.
 */
export function chart4(machine: AnyStateMachine): Chart4 {
  const known = made.get(machine.config) ?? chartOf(machine);
  made.set(machine.config, known);
  return known;
}
