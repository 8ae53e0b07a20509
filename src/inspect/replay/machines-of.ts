import type { AnyStateMachine } from 'xstate';
import { isMachine } from '../is-machine.js';
import type { FlightActor, FlightRecord } from '../recorder/flight-record.js';
import { libraryMachines } from './library.js';

/** What a machine runs under a name, if that is a machine. */
function machineIn(parent: AnyStateMachine, src: string): AnyStateMachine | undefined {
  const actors = parent.implementations.actors as Readonly<Record<string, unknown>>;
  const logic = Object.prototype.hasOwnProperty.call(actors, src) ? actors[src] : undefined;
  return isMachine(logic) ? logic : undefined;
}

/** The machine of each actor, as far as it is known: what its parent runs, or the one of that id. */
export function machinesOf(
  { actors }: FlightRecord,
  given: readonly AnyStateMachine[],
): ReadonlyMap<string, AnyStateMachine> {
  const found = new Map<string, AnyStateMachine>();
  const byId = (id: string) => [...given, ...libraryMachines].find((machine) => machine.id === id);
  // Parents begin before their children.
  for (const { sessionId, parentId, src, machine } of actors) {
    const parent = parentId === undefined ? undefined : found.get(parentId);
    const inParent = parent && src !== undefined ? machineIn(parent, src) : undefined;
    const one = inParent?.id === machine ? inParent : byId(machine);
    if (one) found.set(sessionId, one);
  }
  return found;
}

/** The outermost of the actors that an actor is in. */
export function rootsOf(actors: readonly FlightActor[]): ReadonlyMap<string, string> {
  const roots = new Map<string, string>();
  for (const { sessionId, parentId } of actors) {
    const root = parentId === undefined ? undefined : roots.get(parentId);
    roots.set(sessionId, root ?? sessionId);
  }
  return roots;
}
