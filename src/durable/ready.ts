import type { AnyActorLogic, AnyStateMachine } from 'xstate';
import { createLatest } from './latest.js';
import { isMachine } from './tree.js';
import type { HostedMachine } from './types.js';

/** Flows whose services are kept ready: those that were used last. */
const KEPT = 500;

export type Actors = Readonly<Record<string, AnyActorLogic>>;

/** A machine, and the actors that a flow of it has. */
export interface ReadyMachine extends HostedMachine {
  readonly actors: Actors;
}

type Named = Readonly<Record<string, unknown>>;

const isSame = (one: Named, other: Named): boolean => {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  );
};

/** Whether a step of the one comes to the same as a step of the other. */
function stepsAlike(one: AnyStateMachine, other: AnyStateMachine): boolean {
  if (one === other) return true;
  const [mine, theirs] = [one.implementations, other.implementations];
  return (
    one.config === other.config &&
    isSame(mine.actions, theirs.actions) &&
    isSame(mine.guards, theirs.guards) &&
    isSame(mine.delays, theirs.delays) &&
    areLike(mine.actors as Actors, theirs.actors as Actors)
  );
}

/** Whether a step comes to the same with either of these actors: requests are made elsewhere. */
function areLike(declared: Actors, given: Actors): boolean {
  return Object.keys(given).every((name) => {
    const [one, other] = [declared[name], given[name]];
    if (!one || !other) return false;
    return isMachine(one) && isMachine(other)
      ? stepsAlike(one, other)
      : !isMachine(one) && !isMachine(other);
  });
}

/** Machines with the actors of a flow, as it takes time to make them. */
export function createReady(make: (key: string, machine: string) => ReadyMachine) {
  const kept = createLatest<{ readonly name: string; readonly ready: ReadyMachine }>(KEPT);
  return {
    get(key: string, name: string): ReadyMachine {
      const found = kept.get(key);
      if (found?.name === name) return found.ready;
      const ready = make(key, name);
      kept.set(key, { name, ready });
      return ready;
    },
    forget(key: string): void {
      kept.delete(key);
    },
  };
}

/**
 * A machine for the flow that has these actors. `provide` takes about a millisecond: a machine whose steps are the
 * same without is shared by all flows.
 */
export const machineWith = (machine: AnyStateMachine, actors: Actors): AnyStateMachine =>
  areLike(machine.implementations.actors as Actors, actors) ? machine : machine.provide({ actors });
