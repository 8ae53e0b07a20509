import type { AnyStateMachine } from 'xstate';

export type StateNode = AnyStateMachine['root'];
export type Transition = NonNullable<StateNode['always']>[number];

export const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

export const childrenOf = (node: StateNode): readonly StateNode[] => Object.values(node.states);

/** A node, and all below it. */
export const subtree = (node: StateNode): readonly StateNode[] => [
  node,
  ...childrenOf(node).flatMap(subtree),
];

/** All above a node, the nearest first. */
export const ancestors = (node: StateNode): readonly StateNode[] =>
  node.parent ? [node.parent, ...ancestors(node.parent)] : [];

/** How a finding names a state. */
export const nameOf = (node: StateNode): string => node.path.join('.') || '(root)';

/** The transitions of a node by what triggers them; `''` for those that need no event. */
export const branchesOf = (
  node: StateNode,
): ReadonlyArray<readonly [trigger: string, branches: readonly Transition[]]> => [
  ...(node.always ? [['', node.always] as const] : []),
  ...node.transitions,
];

/** How many branches can run: those after the first one without a guard never do. */
export const liveCount = (branches: readonly Transition[]): number => {
  const unguarded = branches.findIndex(({ guard }) => guard === undefined);
  return unguarded < 0 ? branches.length : unguarded + 1;
};

export const hasUnguarded = (branches: readonly Transition[]): boolean =>
  branches.some(({ guard }) => guard === undefined);

/** Whether the state is left as soon as it is entered, so that no event ever finds it. */
export const isTransient = (node: StateNode): boolean =>
  (node.always ?? []).some(({ guard, target }) => guard === undefined && target !== undefined);

/** Whether a descriptor in `on` catches all that another one does. */
const covers = (descriptor: string, other: string): boolean =>
  descriptor === other ||
  descriptor === '*' ||
  (descriptor.endsWith('.*') && other.startsWith(descriptor.slice(0, -1)));

/** Whether a state takes an event for good, so that no state above it sees it. */
export const takes = (node: StateNode, event: string): boolean =>
  [...node.transitions].some(
    ([descriptor, branches]) => covers(descriptor, event) && hasUnguarded(branches),
  );

/**
 * Whether all places below and at a node take an event before those above it: `never` where the
 * machine is never at rest there.
 */
export function absorbs(
  node: StateNode,
  event: string,
  reachable: ReadonlySet<StateNode>,
): 'yes' | 'no' | 'never' {
  if (!reachable.has(node) || node.type === 'history' || isTransient(node)) return 'never';
  // The machine ends with an outermost final state; with a deeper one the states above go on.
  if (node.type === 'final') return node.parent?.parent ? 'no' : 'never';
  if (takes(node, event)) return 'yes';
  const below = childrenOf(node)
    .map((child) => absorbs(child, event, reachable))
    .filter((answer) => answer !== 'never');
  if (node.type === 'parallel') return below.includes('yes') ? 'yes' : 'no';
  if (node.type === 'compound' && below.length === 0) return 'never';
  return below.length > 0 && below.every((answer) => answer === 'yes') ? 'yes' : 'no';
}
