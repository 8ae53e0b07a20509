import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { type StateNode, subtree } from '../../statechart/chart.js';

const isWithin = (node: StateNode, above: StateNode): boolean =>
  node === above || (node.parent !== undefined && isWithin(node.parent, above));

/** The states at rest that come of going to one; of a history, any below its parent. */
function enteredBy(node: StateNode): readonly StateNode[] {
  switch (node.type) {
    case 'compound':
      return node.initial.target.flatMap(enteredBy);
    case 'parallel':
      return Object.values(node.states).flatMap(enteredBy);
    case 'history':
      return subtree(node.parent!).filter(({ type }) => /^(atomic|final)$/.test(type));
    default:
      return [node];
  }
}

/** Where an event leads from a state, or from one that it is in. */
const targetsOf = (node: StateNode): readonly StateNode[] => [
  ...[...node.transitions.values()].flat().flatMap(({ target = [] }) => target),
  ...(node.always ?? []).flatMap(({ target = [] }) => target),
  ...(node.parent ? targetsOf(node.parent) : []),
];

/**
 * The states in which it makes a difference what a history remembers: those that lead to it before its
 * parent, which remembers anew when it is left, is entered again.
 */
function mattersIn(history: StateNode, all: readonly StateNode[]): ReadonlySet<StateNode> {
  const others = all.filter(
    (node) => /^(atomic|final)$/.test(node.type) && !isWithin(node, history.parent!),
  );
  const targets = new Map(others.map((node) => [node, targetsOf(node)]));
  const found = new Set<StateNode>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const node of others) {
      const leads = targets.get(node)!;
      if (leads.includes(history) || leads.flatMap(enteredBy).some((to) => found.has(to)))
        found.add(node);
    }
  }
  return found;
}

/** Gives what a snapshot remembers, as far as it makes a difference to where the flow can go. */
export function memoryOf(machine: AnyStateMachine): (snapshot: AnyMachineSnapshot) => unknown {
  const all = subtree(machine.root);
  const histories = all
    .filter(({ type }) => type === 'history')
    .map((history) => ({ id: history.id, matters: mattersIn(history, all) }));
  return ({ _nodes, historyValue }) =>
    histories.map(({ id, matters }) =>
      _nodes.some((node) => matters.has(node))
        ? historyValue[id]?.map((node: StateNode) => node.id)
        : null,
    );
}
