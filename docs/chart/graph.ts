import type { Contents } from './contents.js';
import type { ElkEdge, ElkNode, ElkOptions } from './elk.js';
import { fonts, widthOf } from './measure.js';
import { type ChartState, statesOf } from './model.js';
import { labelLines } from './contents.js';
import type { Tangle, Way, Ways } from './ways.js';

/** How a chart is laid out. */
export interface Arrangement {
  readonly direction: 'DOWN' | 'RIGHT';
  /** So many states are beside each other at most. */
  readonly abreast?: number;
  readonly tangle?: Tangle;
}

/** The side of what marks the first state. */
const DOT = 10;
const HISTORY = 30;

/** Not inherited by what is nested, so that every state with children has them. */
const options = ({ direction, abreast = Infinity }: Arrangement, top: number): ElkOptions => ({
  ...(abreast < Infinity && {
    'elk.layered.layering.strategy': 'COFFMAN_GRAHAM',
    'elk.layered.layering.coffmanGraham.layerBound': String(abreast),
  }),
  'elk.algorithm': 'layered',
  'elk.direction': direction,
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.padding': `[top=${top},left=24,bottom=24,right=24]`,
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.edgeLabels.placement': 'CENTER',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.labelLabel': '10',
  'elk.spacing.componentComponent': '28',
  'elk.layered.spacing.nodeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.layered.considerModelOrder.strategy': 'NONE',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.thoroughness': '40',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
});

/** The chart as ELK takes it, and what its ids stand for. */
export interface Graph {
  readonly root: ElkNode;
  readonly states: ReadonlyMap<string, ChartState>;
  readonly arrows: ReadonlyMap<string, Way>;
}

export function graphOf(
  chart: ChartState,
  { arrows: ways, unseen, isForward }: Ways,
  contents: ReadonlyMap<ChartState, Contents>,
  arrangement: Arrangement,
): Graph {
  const all = statesOf(chart);
  // Paths hold whatever people write; numbers are safe.
  const idByPath = new Map(all.map(({ path }, index) => [path, `state-${index}`]));
  const idOf = (path: string) => idByPath.get(path) ?? 'state-0';
  const initial: ElkEdge[] = [];
  const placed = new Set([
    ...[...ways, ...unseen].flatMap(({ from, to }) => [from, to]),
    ...all.map((state) => state.initial),
  ]);
  const last = { 'elk.layered.layering.layerConstraint': 'LAST' };

  const nodeOf = (state: ChartState): ElkNode => {
    const id = idOf(state.path);
    const { width, height } = contents.get(state)!;
    if (state.kind === 'history') return { id, width: HISTORY, height: HISTORY };
    if (state.children.length === 0 && state.path !== '') {
      const isPlaced = placed.has(state.path);
      return { id, width, height, ...(!isPlaced && { layoutOptions: last }) };
    }
    const children = state.children.map(nodeOf);
    if (state.initial !== '' && idByPath.has(state.initial)) {
      children.unshift({
        id: `${id}-initial`,
        width: DOT,
        height: DOT,
        layoutOptions: { 'elk.layered.layering.layerConstraint': 'FIRST' },
      });
      initial.push({
        id: `${id}-begin`,
        sources: [`${id}-initial`],
        targets: [idOf(state.initial)],
        layoutOptions: {
          'elk.layered.priority.direction': '10',
          'elk.layered.priority.straightness': '10',
        },
      });
    }
    return {
      id,
      children,
      layoutOptions: {
        ...options(arrangement, height + 12),
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        'elk.nodeSize.minimum': `(${width},${height})`,
      },
    };
  };

  const root = nodeOf(chart);
  // What leads back is given the other way round, so that the flow alone makes the layers.
  const ends = (way: Way) => {
    const [from, to] = [idOf(way.from), idOf(way.to)];
    return isForward(way) ? { sources: [from], targets: [to] } : { sources: [to], targets: [from] };
  };
  const arrows = new Map(ways.map((way, index) => [`arrow-${index}`, way]));
  const edges = [...arrows].map(([id, way]): ElkEdge => {
    const lines = labelLines(way.transitions);
    const width = Math.max(...lines.map(({ text, note }) => widthOf(text + note, 'code'))) + 14;
    const height = lines.length * fonts.code.line + 4;
    const { sources, targets } = ends(way);
    if (lines.length === 0) return { id, sources, targets };
    const layoutOptions = { 'elk.edgeLabels.inline': 'true' };
    return {
      id,
      sources,
      targets,
      labels: [{ id: `${id}-label`, text: ' ', width, height, layoutOptions }],
    };
  });
  const places = unseen.map((way, index) => ({ id: `unseen-${index}`, ...ends(way) }));
  return {
    root: { ...root, edges: [...initial, ...edges, ...places] },
    states: new Map(all.map((state) => [idOf(state.path), state])),
    arrows,
  };
}
