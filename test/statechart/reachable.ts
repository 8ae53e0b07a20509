import {
  ancestors,
  branchesOf,
  childrenOf,
  isTransient,
  liveCount,
  type StateNode,
} from './chart.js';

/** Where a history state leads that has seen nothing yet. */
function historyDefault(node: StateNode): readonly StateNode[] {
  const { target } = node.config as { target?: string };
  const { parent } = node;
  if (!parent) return [];
  if (target !== undefined) {
    const found = target.startsWith('#')
      ? node.machine.getStateNodeById(target.slice(1))
      : target.split('.').reduce<StateNode | undefined>((at, key) => at?.states[key], parent);
    return found ? [found] : [];
  }
  return parent.type === 'parallel' ? [parent] : parent.initial.target;
}

/** The states that some order of events leads to, whatever the guards say. */
export function reachableStates(root: StateNode): ReadonlySet<StateNode> {
  const reached = new Set<StateNode>();
  const entered = new Set<StateNode>();

  function enter(node: StateNode): void {
    if (entered.has(node)) return;
    entered.add(node);
    reached.add(node);
    if (node.type === 'history') historyDefault(node).forEach(target);
    if (node.type === 'compound') node.initial.target.forEach(enter);
    if (node.type === 'parallel') childrenOf(node).forEach(enter);
  }

  function target(node: StateNode): void {
    enter(node);
    let below = node;
    for (const above of ancestors(node)) {
      reached.add(above);
      const from = below;
      if (above.type === 'parallel')
        childrenOf(above)
          .filter((child) => child !== from)
          .forEach(enter);
      below = above;
    }
  }

  /** Whether the event that says that a state is done can come. */
  const canEnd = (node: StateNode): boolean =>
    node.type === 'parallel' ||
    childrenOf(node).some((child) => child.type === 'final' && reached.has(child));

  enter(root);
  let before: number;
  do {
    before = reached.size + entered.size;
    for (const node of reached) {
      for (const [trigger, branches] of branchesOf(node)) {
        if (trigger !== '' && isTransient(node)) continue;
        if (trigger === `xstate.done.state.${node.id}` && !canEnd(node)) continue;
        for (const branch of branches.slice(0, liveCount(branches))) branch.target?.forEach(target);
      }
    }
  } while (reached.size + entered.size > before);
  return reached;
}
