import { type ChartState, type ChartTransition, statesOf } from './model.js';

/** From state to state; it may stand for several transitions. */
export interface Way {
  readonly from: string;
  /** Empty for the machine, and for what stays inside. */
  readonly to: string;
  readonly transitions: readonly ChartTransition[];
}

/** What is drawn as an arrow, and what is written into the boxes. */
export interface Ways {
  readonly arrows: readonly Way[];
  /** By the path of the state that is left. */
  readonly written: ReadonlyMap<string, readonly Way[]>;
  /** The same, by the path of the state that is reached. */
  readonly reaching: ReadonlyMap<string, readonly Way[]>;
  /** What is written, and decides the place of a state to which no arrow leads. */
  readonly unseen: readonly Way[];
  /** Whether a way leads down the page: the order of a chart is that in which it is written. */
  readonly isForward: (way: Way) => boolean;
}

/** Leads nowhere: its actions are all there is. */
export const staysInside = ({ transitions }: Way) => transitions[0]?.targets.length === 0;

/** From how much on arrows are a tangle, and are written into boxes. */
export interface Tangle {
  /** Arrows from so many other states to one. */
  readonly hub: number;
  /** Ways back from one state. */
  readonly back: number;
}

export const usualTangle: Tangle = { hub: 5, back: 3 };

/** A state is somewhere in another one. */
export const isInside = (path: string, outer: string) =>
  outer === '' ? path !== '' : path.startsWith(`${outer}.`);

/** One is in the other, or is the other. */
const areNested = (a: string, b: string) => a === b || isInside(a, b) || isInside(b, a);

const parentOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf('.'), 0));

function group<Value>(values: readonly Value[], keyOf: (value: Value) => string) {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const known = groups.get(keyOf(value));
    if (known === undefined) groups.set(keyOf(value), [value]);
    else known.push(value);
  }
  return groups;
}

/** The paths of a chart in the order of its flow: what is written first, after what is entered first. */
function pathsInOrder({ path, initial, children }: ChartState): string[] {
  const isFirst = (child: ChartState) => areNested(child.path, initial) && initial !== '';
  const sorted = [...children.filter(isFirst), ...children.filter((child) => !isFirst(child))];
  return [path, ...sorted.flatMap(pathsInOrder)];
}

function waysOf({ path: from, transitions }: ChartState): Way[] {
  const single = transitions
    .filter(({ isSilent }) => !isSilent)
    .flatMap((transition): Way[] =>
      transition.targets.length === 0
        ? [{ from, to: '', transitions: [transition] }]
        : transition.targets.map((to) => ({ from, to, transitions: [transition] })),
    );
  return [...group(single, (way) => `${staysInside(way)}|${way.to}`).values()].map((several) => ({
    from,
    to: several[0]!.to,
    transitions: several.flatMap((way) => way.transitions),
  }));
}

/** Decides what is drawn: the flow, without the arrows to where everything leads. */
export function waysIn(chart: ChartState, tangle: Tangle = usualTangle): Ways {
  const ways = statesOf(chart).flatMap(waysOf);
  const order = new Map(pathsInOrder(chart).map((path, index) => [path, index]));
  const distance = ({ from, to }: Way) => (order.get(to) ?? 0) - (order.get(from) ?? 0);
  const isForward = (way: Way) => distance(way) > 0;

  const between = ways.filter(
    (way) => !staysInside(way) && !areNested(way.from, way.to) && order.has(way.to),
  );
  const sources = group(between, ({ to }) => to);
  const waysBack = group(
    between.filter((way) => !isForward(way)),
    ({ from }) => from,
  );
  const isTangled = (way: Way) =>
    (sources.get(way.to)?.length ?? 0) >= tangle.hub ||
    (!isForward(way) && (waysBack.get(way.from)?.length ?? 0) >= tangle.back);
  const arrows = new Set(between.filter((way) => !isTangled(way)));

  const nearest = (several: readonly Way[]) =>
    several
      .filter(isForward)
      .reduce<Way | undefined>(
        (best, way) => (best !== undefined && distance(best) <= distance(way) ? best : way),
        undefined,
      );
  const keep = (way: Way | undefined) => way !== undefined && arrows.add(way);

  // From every state the flow goes on to the next one.
  const siblings = between.filter(({ from, to }) => parentOf(from) === parentOf(to));
  for (const leaving of group(siblings, ({ from }) => from).values()) keep(nearest(leaving));

  // What the flow goes on from is reached by it, and what has no arrow at all has its place near by.
  const ends = new Set([...arrows].map(({ to }) => to));
  const starts = new Set([...arrows].map(({ from }) => from));
  const unreached = [...sources].filter(([to]) => !ends.has(to));
  for (const [to, several] of unreached) if (starts.has(to)) keep(nearest(several));
  const unseen = unreached.flatMap(([to, several]) => {
    const forward = several.filter(isForward);
    return starts.has(to) ? [] : forward.slice(-1);
  });
  const written = ways.filter((way) => !arrows.has(way));
  return {
    arrows: between.filter((way) => arrows.has(way)),
    written: group(written, ({ from }) => from),
    reaching: group(
      written.filter((way) => !staysInside(way) && way.from !== way.to),
      ({ to }) => to,
    ),
    unseen,
    isForward,
  };
}
