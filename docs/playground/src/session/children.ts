import { type AnyStateMachine, StateMachine } from 'xstate';
import type { ShownActor } from './actor.js';

type Actors = readonly ShownActor[];

/** The machine that a state of another one invokes; nothing where it invokes something else, or nobody knows. */
function machineOf(src: unknown, { chart }: ShownActor): AnyStateMachine | undefined {
  const logic: unknown =
    typeof src === 'string' ? chart?.machine.implementations.actors[src] : undefined;
  return logic instanceof StateMachine ? logic : undefined;
}

/** The last actor that a machine has started under a name. */
function startedBy(parent: ShownActor, id: string, src: string, actors: Actors) {
  const started = actors.filter(
    (actor) =>
      actor.parentId === parent.sessionId &&
      actor.id === id &&
      actor.chart &&
      // An app that is attached does not say it.
      (actor.src ?? src) === src,
  );
  return started[started.length - 1];
}

const made = new WeakMap<AnyStateMachine, Map<string, ShownActor>>();

/** The id by which a child is picked, whether it has begun or not. */
export const idOfChild = (parent: ShownActor, id: string, src: string): string =>
  `${parent.sessionId}/${id}:${src}`;

/** A child as its state invokes it, running or not, by what follows its parent in its id. */
export function childToCome(
  parent: ShownActor,
  name: string,
  actors: Actors,
): ShownActor | undefined {
  const cut = name.indexOf(':');
  const [id, src] = [name.slice(0, cut), name.slice(cut + 1)];
  const started = startedBy(parent, id, src, actors);
  const machine = machineOf(src, parent);
  if (started || !machine) return started;
  const sessionId = idOfChild(parent, id, src);
  const known = made.get(machine)?.get(sessionId);
  if (known) return known;
  const actor: ShownActor = {
    sessionId,
    id,
    parentId: parent.sessionId,
    src,
    chart: { id: machine.id, machine, isForeign: false },
    status: 'not started',
    taken: [],
  };
  made.set(machine, new Map(made.get(machine)).set(sessionId, actor));
  return actor;
}

/** Whether something that a state invokes has a chart of its own. */
export const opens = (parent: ShownActor, id: string, src: string, actors: Actors): boolean =>
  startedBy(parent, id, src, actors) !== undefined || machineOf(src, parent) !== undefined;
