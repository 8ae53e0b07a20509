import type { AnyStateNode } from 'xstate';
import type { Json } from '../observation.js';
import type { Ids } from './ids.js';

/** The keys of a path; `\` takes the meaning from what follows it. */
const keysOf = (path: string): readonly string[] =>
  (path.match(/(?:\\[^]|[^.\\])+/g) ?? []).map((key) => key.replace(/\\([^])/g, '$1'));

const below = (node: AnyStateNode, keys: readonly string[]): AnyStateNode | undefined =>
  keys.reduce<AnyStateNode | undefined>((at, key) => at?.states[key], node);

function nodeAt(parent: AnyStateNode, target: string): AnyStateNode | undefined {
  const inside = below(parent, keysOf(target));
  if (inside || !target.startsWith('#')) return inside;
  try {
    return parent.machine.getStateNodeById(target);
  } catch {
    return undefined;
  }
}

/** What a path leads to, with what the others lead to. */
function merged(paths: readonly (readonly string[])[]): Json {
  const value: Record<string, Json> = {};
  for (const key of new Set(paths.map(([first = '']) => first))) {
    const rest = paths.filter(([first]) => first === key).map(([, ...others]) => others);
    value[key] = merged(rest.filter(({ length }) => length > 0));
  }
  return value;
}

/** Where a history state leads that has nothing to remember; nothing for the initial state beside it. */
export function historyTarget(node: AnyStateNode, ids: Ids): Json | undefined {
  const { parent, config } = node;
  const { target } = config as { readonly target?: string | readonly string[] };
  if (!parent || target === undefined) return undefined;
  const targets = typeof target === 'string' ? [target] : target;
  const nodes = targets.map((each) => nodeAt(parent, each));
  const depth = parent.path.length;
  const paths = nodes.map((each) => each?.path ?? []);
  // XState 4 has no way out of the parent from there.
  if (paths.some((path) => path.length <= depth || parent.path.some((key, at) => path[at] !== key)))
    return undefined;
  const [only] = nodes;
  if (nodes.length === 1 && only) return `#${ids.state(only)}`;
  return merged(paths.map((path) => path.slice(depth)));
}
