import type { Contents } from './contents.js';
import type { ElkEdge, ElkNode, ElkOptions } from './elk.js';
import { fonts, widthOf } from './measure.js';
import { type ChartState, statesOf } from './model.js';
import { labelLines } from './contents.js';
import type { Way, Ways } from './ways.js';

export type Direction = 'DOWN' | 'RIGHT';

/** The side of what marks the first state. */
const DOT = 10;
const HISTORY = 30;

/** Not inherited by what is nested, so that every state with children has them. */
const options = (direction: Direction, top: number): ElkOptions => ({
  'elk.algorithm': 'layered',
  'elk.direction': direction,
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.padding': `[top=${top},left=24,bottom=24,right=24]`,
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.edgeLabels.inline': 'true',
  'elk.edgeLabels.placement': 'CENTER',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.labelLabel': '10',
  'elk.spacing.componentComponent': '28',
  'elk.layered.spacing.nodeNodeBetweenLayers': '30',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
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
  { arrows: ways }: Ways,
  contents: ReadonlyMap<ChartState, Contents>,
  direction: Direction,
): Graph {
  const all = statesOf(chart);
  // Paths hold whatever people write; numbers are safe.
  const idByPath = new Map(all.map(({ path }, index) => [path, `state-${index}`]));
  const idOf = (path: string) => idByPath.get(path) ?? 'state-0';
  const initial: ElkEdge[] = [];

  const nodeOf = (state: ChartState): ElkNode => {
    const id = idOf(state.path);
    const { width, height } = contents.get(state)!;
    if (state.kind === 'history') return { id, width: HISTORY, height: HISTORY };
    if (state.children.length === 0 && state.path !== '') return { id, width, height };
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
        ...options(direction, height + 12),
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        'elk.nodeSize.minimum': `(${width},${height})`,
      },
    };
  };

  const root = nodeOf(chart);
  const arrows = new Map(ways.map((way, index) => [`arrow-${index}`, way]));
  const edges = [...arrows].map(([id, { from, to, transitions }]): ElkEdge => {
    const lines = labelLines(transitions);
    const width = Math.max(
      ...lines.map(({ text, note }) => widthOf([text, note].filter(Boolean).join(' '), 'code')),
    );
    return {
      id,
      sources: [idOf(from)],
      targets: [idOf(to)],
      labels: [
        {
          id: `${id}-label`,
          text: ' ',
          width: width + 12,
          height: lines.length * fonts.code.line + 4,
        },
      ],
    };
  });
  return {
    root: { ...root, edges: [...initial, ...edges] },
    states: new Map(all.map((state) => [idOf(state.path), state])),
    arrows,
  };
}
