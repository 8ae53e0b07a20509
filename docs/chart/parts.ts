import { type ChartState, type ChartTransition, statesOf } from './model.js';
import { isInside } from './ways.js';

const without = (path: string, outer: string) =>
  outer === '' ? path : path.slice(outer.length + 1);

/** The path of what a part leads to outside of it, which is no path of its own: its name says where that is. */
function elsewhere(path: string, part: string): string {
  const around = part.slice(0, Math.max(part.lastIndexOf('.'), 0));
  const near = isInside(path, around) ? without(path, around) : path;
  return `^.${near.replaceAll('.', ' › ')}`;
}

/** The states that can be closed: the nearest that have others in them, within the regions of what is parallel. */
export const closable = ({ kind, children }: ChartState): readonly ChartState[] =>
  children.flatMap((child) => {
    if (child.children.length === 0) return [];
    return kind === 'parallel' ? closable(child) : [child];
  });

/** Where a way leads, as far as it can be seen from outside of what is closed. */
const seenFrom = (closed: readonly string[]) => (path: string) =>
  closed.find((outer) => isInside(path, outer)) ?? path;

/** The ways out of a closed state, without their words: its own picture has these. */
function waysOut(state: ChartState, seen: (path: string) => string): readonly ChartTransition[] {
  const ids = new Map<string, string>();
  for (const { transitions } of statesOf(state))
    for (const { id, targets, isSilent } of transitions)
      for (const target of isSilent ? [] : targets.map(seen))
        if (target !== state.path) ids.set(target, [ids.get(target), id].filter(Boolean).join(' '));
  return [...ids].map(([target, id]) => ({
    id,
    targets: [target],
    event: '',
    trigger: '',
    guard: '',
    actions: [],
    isSilent: false,
    isBare: true,
  }));
}

/** A chart without what is in these states. */
export function overviewOf(chart: ChartState, closed: readonly string[]): ChartState {
  const seen = seenFrom(closed);
  const shorten = (state: ChartState): ChartState => {
    const initial = seen(state.initial);
    if (!closed.includes(state.path)) {
      const transitions = state.transitions.map((one) => ({
        ...one,
        targets: one.targets.map(seen),
      }));
      return { ...state, initial, transitions, children: state.children.map(shorten) };
    }
    const stays = state.transitions.filter(({ targets }) => targets.length === 0);
    const transitions = [...stays, ...waysOut(state, seen)];
    return { ...state, kind: 'atomic', initial: '', transitions, children: [] };
  };
  return shorten(chart);
}

/** A state as a chart of its own; what it leads to elsewhere is named in its boxes. */
export function partOf(chart: ChartState, part: ChartState): ChartState {
  const names = new Set(statesOf(part).map(({ path }) => path));
  const within = (path: string) =>
    names.has(path) ? without(path, part.path) : elsewhere(path, part.path);
  const first = (path: string) => (path === '' ? '' : within(path));
  const move = (state: ChartState): ChartState => ({
    ...state,
    path: without(state.path, part.path),
    initial: first(state.initial),
    transitions: state.transitions.map((one) => ({ ...one, targets: one.targets.map(within) })),
    children: state.children.map(move),
  });
  return move(part);
}
