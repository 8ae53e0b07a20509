import { type ChartState, type ChartTransition, statesOf } from './model.js';

/** An arrow from state to state, which may stand for several transitions. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly transitions: readonly ChartTransition[];
}

/** What is drawn as an arrow, and what is written into the boxes. */
export interface Ways {
  readonly arrows: readonly Way[];
  /** By the path of the state; `to` is empty for what does not leave it. */
  readonly written: ReadonlyMap<string, readonly Way[]>;
}

/** From so many other states on, arrows to a state are a tangle. */
const HUB = 5;

/** One is in the other, or is the other. */
const areNested = (a: string, b: string) =>
  a === b || a === '' || b === '' || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

const group = <Value>(values: readonly Value[], keyOf: (value: Value) => string) => {
  const groups = new Map<string, Value[]>();
  for (const value of values)
    groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
};

function waysOf(state: ChartState): Way[] {
  const drawn = state.transitions.filter(({ isSilent }) => !isSilent);
  const single = drawn.flatMap((transition) =>
    (transition.targets.length === 0 ? [''] : transition.targets).map((to, index) => ({
      transition,
      to,
      isInternal: transition.targets.length === 0 && index === 0,
    })),
  );
  return [...group(single, ({ to, isInternal }) => `${isInternal}${to}`).values()].map(
    (several) => ({
      from: state.path,
      to: several[0]!.to,
      transitions: several.map(({ transition }) => transition),
    }),
  );
}

/** Decides what is drawn: arrows between states, except to those where everything leads. */
export function waysIn(chart: ChartState): Ways {
  const states = statesOf(chart);
  const ways = states.flatMap(waysOf);
  const between = ways.filter(({ from, to }) => to !== '' && !areNested(from, to));
  const sources = group(between, ({ to }) => to);
  const isHub = (path: string) => (sources.get(path)?.length ?? 0) >= HUB;
  const arrows = between.filter(({ to }) => !isHub(to));
  const isArrow = new Set(arrows);
  return {
    arrows,
    written: group(
      ways.filter((way) => !isArrow.has(way)),
      ({ from }) => from,
    ),
  };
}
