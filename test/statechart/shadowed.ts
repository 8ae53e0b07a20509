import {
  absorbs,
  branchesOf,
  childrenOf,
  isTransient,
  liveCount,
  type StateNode,
} from './chart.js';

/** What in a state can never run although it is written down. */
export function shadowedIn(node: StateNode, reachable: ReadonlySet<StateNode>): readonly string[] {
  const found: string[] = [];
  for (const [trigger, branches] of branchesOf(node)) {
    const dead = branches.length - liveCount(branches);
    if (dead > 0) {
      found.push(`${trigger || 'always'}: ${dead} after a branch without a guard`);
    }
  }
  if (isTransient(node) && (node.transitions.size > 0 || node.invoke.length > 0)) {
    found.push('an always without a guard leaves before any event or invoke');
  }
  for (const event of node.transitions.keys()) {
    if (event === `xstate.done.state.${node.id}`) continue;
    const answers = childrenOf(node)
      .map((child) => absorbs(child, event, reachable))
      .filter((answer) => answer !== 'never');
    const taken =
      node.type === 'parallel'
        ? answers.includes('yes')
        : answers.length > 0 && answers.every((answer) => answer === 'yes');
    if (taken) found.push(`${event}: every state below takes it first, without a guard`);
  }
  return found;
}
