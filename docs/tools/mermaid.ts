import type { ChartState } from './chart.js';

/** An id that Mermaid takes, of a path with dots. */
const idOf = (path: string) => path.replaceAll('.', '_');

/** The last part of a path. */
const nameOf = (path: string) => path.slice(path.lastIndexOf('.') + 1);

/** The arrows of a state and its children, between what the picture shows in their place. */
function leaving(state: ChartState, shownAs: (path: string) => string | undefined) {
  const from = shownAs(state.path);
  const own = state.arrows.flatMap(({ label, target }) => {
    const to = shownAs(target);
    return from === undefined || to === undefined ? [] : [{ from, to, label }];
  });
  const below: typeof own = state.children.flatMap((child) => leaving(child, shownAs));
  return [...own, ...below.filter(({ from: source, to }) => source !== to)];
}

function draw(
  states: readonly ChartState[],
  initial: string,
  shownAs: (path: string) => string | undefined,
): string[] {
  const labels = new Map<string, Set<string>>();
  for (const { from, to, label } of states.flatMap((state) => leaving(state, shownAs))) {
    const edge = `${idOf(from)} --> ${idOf(to)}`;
    const known = labels.get(edge) ?? new Set();
    labels.set(edge, label === '' ? known : known.add(label));
  }
  const edges = [...labels].map(([edge, texts]) =>
    texts.size === 0 ? edge : `${edge} : ${[...texts].join('<br/>')}`,
  );
  const named = new Set(
    states.flatMap((state) => leaving(state, shownAs)).flatMap((a) => [a.from, a.to]),
  );
  return [
    ...[...named]
      .filter((path) => path.includes('.'))
      .map((path) => `state "${nameOf(path)}" as ${idOf(path)}`),
    `[*] --> ${idOf(initial)}`,
    ...edges,
    ...states.filter(({ isFinal }) => isFinal).map(({ path }) => `${idOf(path)} --> [*]`),
  ];
}

const fence = (lines: readonly string[]) =>
  ['```mermaid', 'stateDiagram-v2', ...lines.map((line) => `  ${line}`), '```'].join('\n');

/** A machine from above: what its inner states do is shown as done by the state around them. */
function overview(chart: ChartState): string {
  const outermost = (path: string) => path.split('.', 1)[0];
  const anywhere = chart.arrows.map(
    ({ label, target }) => `note right of ${idOf(target)} : ${label}, from every state above`,
  );
  return fence([...draw(chart.children, chart.initial, outermost), ...anywhere]);
}

/** The inside of a state, with the ways out of it. */
function inside(state: ChartState): string {
  return fence(draw(state.children, `${state.path}.${state.initial}`, (path) => path));
}

/** The diagrams of a machine: one from above, and one for each inside; the same inside is drawn once. */
export function diagrams(chart: ChartState): string {
  const insides = new Map<string, string[]>();
  for (const state of chart.children.filter(({ children }) => children.length > 0)) {
    // The ids differ, and what they stand for doesn't.
    const picture = inside(state).replaceAll(`${idOf(state.path)}_`, 'inner_');
    insides.set(picture, [...(insides.get(picture) ?? []), `\`${state.path}\``]);
  }
  return [
    overview(chart),
    ...[...insides].flatMap(([picture, names]) => [`Inside ${names.join(' and ')}:`, picture]),
  ].join('\n\n');
}
