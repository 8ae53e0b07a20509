import {
  type Badge,
  type Contents,
  contentsOf,
  type LabelLine,
  labelLines,
  type Line,
} from './contents.js';
import type { Elk, ElkEdge, ElkNode, ElkPoint } from './elk.js';
import { type Arrangement, type Graph, graphOf } from './graph.js';
import { type ChartState, statesOf } from './model.js';
import { type Ways, waysIn } from './ways.js';

/** Where something is, from the upper left corner of the chart, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The box of a state, and what stands in it. */
export interface LaidOutState extends Box {
  readonly path: string;
  readonly name: string;
  readonly kind: ChartState['kind'];
  readonly description: string;
  readonly tags: readonly string[];
  readonly isTransient: boolean;
  readonly isDeep: boolean;
  /** The path of the state around it; the machine has none. */
  readonly parent: string | null;
  readonly lines: readonly Line[];
  readonly badges: readonly Badge[];
}

/** What stands at an arrow, a line for each transition. */
export interface LaidOutLabel extends Box {
  readonly lines: readonly LabelLine[];
}

/** An arrow. */
export interface LaidOutArrow {
  readonly from: string;
  readonly to: string;
  /** The ids of what it stands for. */
  readonly transitions: readonly string[];
  readonly points: readonly ElkPoint[];
  readonly label: LaidOutLabel;
}

/** The mark of what is entered first, with its arrow. */
export interface LaidOutInitial extends Box {
  /** The path of the state that it is in. */
  readonly state: string;
  readonly points: readonly ElkPoint[];
}

/** A chart with a place for everything: plain data, which can be stored and drawn later. */
export interface LaidOutChart {
  readonly name: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  /** Outermost first. */
  readonly states: readonly LaidOutState[];
  readonly initials: readonly LaidOutInitial[];
  readonly arrows: readonly LaidOutArrow[];
}

const round = (value = 0) => Math.round(value * 10) / 10;

const pointsOf = ({ sections = [] }: ElkEdge): ElkPoint[] =>
  sections
    .flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint])
    .map(({ x, y }) => ({ x: round(x), y: round(y) }));

const backwards = (points: readonly ElkPoint[]) =>
  points.reduceRight<ElkPoint[]>((all, point) => all.concat(point), []);

const boxOf = ({ x, y, width, height }: Partial<Box>): Box => ({
  x: round(x),
  y: round(y),
  width: round(width),
  height: round(height),
});

const nodesOf = (node: ElkNode): ElkNode[] => [node, ...(node.children ?? []).flatMap(nodesOf)];

function parentsOf(state: ChartState): Array<[ChartState, string | null]> {
  return state.children.flatMap((child) => [
    [child, state.path] as [ChartState, string | null],
    ...parentsOf(child),
  ]);
}

function read(
  chart: ChartState,
  isForward: Ways['isForward'],
  { states, arrows }: Graph,
  laidOut: ElkNode,
  contents: ReadonlyMap<ChartState, Contents>,
): LaidOutChart {
  const parents = new Map([[chart, null] as [ChartState, string | null], ...parentsOf(chart)]);
  const nodes = nodesOf(laidOut);
  const edges = new Map((laidOut.edges ?? []).map((edge) => [edge.id, edge]));
  // ELK gives no size to a machine without states.
  const least = contents.get(chart)!;
  const outer = {
    width: Math.max(round(laidOut.width), least.width),
    height: Math.max(round(laidOut.height), least.height),
  };
  return {
    name: chart.name,
    description: chart.description,
    ...outer,
    states: nodes.flatMap((node) => {
      const state = states.get(node.id);
      if (state === undefined) return [];
      const { path, name, kind, description, tags, isTransient, isDeep } = state;
      const { lines, badges } = contents.get(state)!;
      const parent = parents.get(state) ?? null;
      const common = { path, name, kind, description, tags, isTransient, isDeep, parent };
      const box = state === chart ? { x: 0, y: 0, ...outer } : boxOf(node);
      return [{ ...box, ...common, lines, badges }];
    }),
    initials: nodes.flatMap((node) => {
      const [, id] = /^(.*)-initial$/.exec(node.id) ?? [];
      const edge = edges.get(`${id}-begin`);
      const state = states.get(id ?? '');
      if (edge === undefined || state === undefined) return [];
      return [{ ...boxOf(node), state: state.path, points: pointsOf(edge) }];
    }),
    arrows: [...arrows].map(([id, way]) => {
      const { from, to, transitions } = way;
      const edge = edges.get(id)!;
      return {
        from,
        to,
        transitions: transitions.map((transition) => transition.id),
        points: isForward(way) ? pointsOf(edge) : backwards(pointsOf(edge)),
        label: { ...boxOf(edge.labels?.[0] ?? {}), lines: labelLines(transitions) },
      };
    }),
  };
}

/** How far a picture is from a page that can be read without moving about. */
const burden = ({ width, height }: LaidOutChart) => Math.max(width / 1100, height / 1400);

/** Gives everything in a chart its place. The same chart gets the same places. */
export async function layoutAs(
  chart: ChartState,
  elk: Elk,
  arrangement: Arrangement,
): Promise<LaidOutChart> {
  const ways = waysIn(chart, arrangement.tangle);
  const contents = new Map(
    statesOf(chart).map((state) => [
      state,
      contentsOf(
        state,
        chart.name,
        ways.written.get(state.path) ?? [],
        ways.reaching.get(state.path) ?? [],
      ),
    ]),
  );
  const graph = graphOf(chart, ways, contents, arrangement);
  return read(chart, ways.isForward, graph, (await elk.layout(graph.root)) as ElkNode, contents);
}

/** Lays a chart out downwards or to the right, whichever fits better on a page. */
export async function layoutChart(chart: ChartState, elk: Elk): Promise<LaidOutChart> {
  const down = await layoutAs(chart, elk, { direction: 'DOWN' });
  const right = await layoutAs(chart, elk, { direction: 'RIGHT' });
  return burden(right) < burden(down) ? right : down;
}
