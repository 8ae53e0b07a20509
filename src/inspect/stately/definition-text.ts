import type { AnyStateMachine } from 'xstate';
import { definitionOf } from '../definition.js';

const known = new WeakMap<AnyStateMachine, string>();

/** What an inspector draws, as JSON: the whole machine, or for an actor without one its name. */
export function definitionText(machine: AnyStateMachine | undefined, name: string): string {
  if (!machine) return JSON.stringify({ id: name });
  const text = known.get(machine) ?? JSON.stringify(definitionOf(machine));
  known.set(machine, text);
  return text;
}
