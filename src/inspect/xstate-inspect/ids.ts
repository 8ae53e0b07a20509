import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** The names that XState 4 has for what a machine of XState 5 has. */
export interface Ids {
  /** Of a state. */
  readonly state: (node: AnyStateNode) => string;
  /** Of what a state invokes, by its place in the list. */
  readonly invoke: (node: AnyStateNode, index: number) => string;
  /** What separates keys in a path: it is in no key. */
  readonly delimiter: string;
}

/** A node, and all below it. */
export const subtree = (node: AnyStateNode): readonly AnyStateNode[] => [
  node,
  ...Object.values<AnyStateNode>(node.states).flatMap(subtree),
];

/** XState 4 finds a state by `#` and its id, in an object. */
const usable = (id: string): string =>
  id.replace(/^#+/, '') in Object.prototype || /^#*$/.test(id)
    ? `state ${id}`
    : id.replace(/^#+/, '');

function uniqueIds(nodes: readonly AnyStateNode[]): ReadonlyMap<AnyStateNode, string> {
  const taken = new Set<string>();
  const ids = new Map<AnyStateNode, string>();
  for (const node of nodes) {
    const wanted = usable(node.id);
    let id = wanted;
    for (let n = 1; taken.has(id); n += 1) id = `${wanted}~${n}`;
    taken.add(id);
    ids.set(node, id);
  }
  return ids;
}

/** The ids that a machine has itself, but where XState 4 could not tell them apart. */
export function idsOf(machine: AnyStateMachine): Ids {
  const nodes = subtree(machine.root);
  const ids = uniqueIds(nodes);
  const state = (node: AnyStateNode) => ids.get(node) ?? node.id;
  // It looks for the root's id as if it were a path, too.
  const undivided = [state(machine.root), ...nodes.map(({ key }) => key)];
  let delimiter = '.';
  while (undivided.some((key) => key.includes(delimiter))) delimiter += '/';
  return {
    state,
    delimiter,
    invoke: (node, index) => {
      const id = node.invoke[index]?.id ?? '';
      return id === `${index}.${node.id}` ? `${state(node)}:invocation[${index}]` : id;
    },
  };
}
