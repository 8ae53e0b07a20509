import { StateMachine } from 'xstate';
import {
  absorbs,
  ancestors,
  branchesOf,
  isTransient,
  type StateNode,
  subtree,
  takes,
} from './chart.js';

/** The triggers that lead out of a state: its own, those of states below it, and inherited ones. */
function exitsOf(node: StateNode, reachable: ReadonlySet<StateNode>): readonly string[] {
  const inside = new Set(subtree(node));
  const leaving = (from: StateNode): string[] =>
    branchesOf(from)
      .filter(([, branches]) =>
        branches.some(({ target }) => target?.some((state) => !inside.has(state))),
      )
      .map(([trigger]) => trigger);

  const exits = [...inside].filter((state) => reachable.has(state)).flatMap(leaving);
  const between: StateNode[] = [node];
  for (const above of ancestors(node)) {
    const free = (trigger: string): boolean =>
      absorbs(node, trigger, reachable) !== 'yes' &&
      !between.some((state) => takes(state, trigger));
    exits.push(...leaving(above).filter((trigger) => trigger === '' || free(trigger)));
    between.push(above);
  }
  return exits;
}

/** The events of a person that a state passes on to an invoked machine, which ends with them. */
function handedOn(node: StateNode): readonly string[] {
  const { actions, actors } = node.machine.implementations as {
    readonly actions: Record<string, unknown>;
    readonly actors: Record<string, unknown>;
  };
  const passesOn = (action: unknown, id: string): boolean => {
    const named = typeof action === 'string' ? action : String((action as { type?: string }).type);
    const { type, to } = (actions[named] ?? action) as { type?: unknown; to?: unknown };
    return type === 'xstate.sendTo' && to === id;
  };
  return node.invoke.flatMap(({ id, src }) => {
    const child = typeof src === 'string' ? actors[src] : undefined;
    if (!(child instanceof StateMachine)) return [];
    return branchesOf(node)
      .filter(
        ([trigger, branches]) =>
          branches.some((branch) => branch.actions.some((action) => passesOn(action, id))) &&
          child.root.transitions
            .get(trigger)
            ?.some(({ target }) => target?.some(({ type }) => type === 'final')),
      )
      .map(() => `xstate.done.actor.${id}`);
  });
}

/** A region of the whole chart is left with the chart alone, as the chart itself is. */
const isRegionOfAll = ({ parent }: StateNode) => parent?.type === 'parallel' && !parent.parent;

/** What is wrong with the ways out of a state that is not final, if anything. */
export function exitProblem(
  node: StateNode,
  reachable: ReadonlySet<StateNode>,
): 'no-exit' | 'no-way-out' | undefined {
  if (!node.parent || isRegionOfAll(node) || node.type === 'final' || node.type === 'history')
    return undefined;
  if (!reachable.has(node)) return undefined;
  const exits = exitsOf(node, reachable);
  if (exits.length === 0) return 'no-exit';
  if (isTransient(node)) return undefined;
  const ends = handedOn(node);
  return exits.some(
    (trigger) => trigger !== '' && (!trigger.startsWith('xstate.') || ends.includes(trigger)),
  )
    ? undefined
    : 'no-way-out';
}
