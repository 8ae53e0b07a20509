import { type ChartState, type ChartTransition, labelOf, statesOf } from './model.js';

/** What Mermaid reads as something else than text. */
const safe = (text: string) =>
  text
    .replace(/;/g, ',')
    .replace(/</g, '‹')
    .replace(/>/g, '›')
    .replace(/[\s\p{Cc}]+/gu, ' ');

/** Words of its grammar, which no id may be. */
const words = new Set([
  'end',
  'state',
  'note',
  'direction',
  'class',
  'classDef',
  'style',
  'default',
]);

/** Ids that Mermaid takes, by path. */
function idsOf(states: readonly ChartState[]): Map<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set(words);
  for (const { path } of states) {
    const plain = path.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'state';
    let id = plain;
    for (let count = 2; taken.has(id); count += 1) id = `${plain}_${count}`;
    taken.add(id);
    ids.set(path, id);
  }
  return ids;
}

const drawn = ({ transitions }: ChartState) => transitions.filter(({ isSilent }) => !isSilent);

const withActions = (transition: ChartTransition) =>
  safe([labelOf(transition), `/ ${transition.actions.join(', ')}`].filter(Boolean).join(' '));

const isInternal = ({ targets }: ChartTransition) => targets.length === 0;

/** A state with what is in it, and what it does without leaving it. */
function declare(state: ChartState, idOf: (path: string) => string): string[] {
  const id = idOf(state.path);
  const label = state.kind === 'history' ? `${state.name} (history)` : state.name;
  const name = label === id ? [] : [`state "${safe(label).replace(/"/g, "'")}" as ${id}`];
  const internal = drawn(state).filter(isInternal).map(withActions);
  if (state.children.length === 0)
    return [
      ...(name.length > 0 ? name : [`state ${id}`]),
      ...internal.map((text) => `${id} : ${text}`),
    ];
  return [
    ...name,
    `state ${id} {`,
    ...internal.map((text) => `  %% in all of them: ${text}`),
    ...inside(state, idOf).map((line) => `  ${line}`),
    '}',
  ];
}

function inside(state: ChartState, idOf: (path: string) => string): string[] {
  const { kind, initial, children } = state;
  // What is parallel has a region for each child.
  const between = kind === 'parallel' ? ['--'] : [];
  return [
    ...children.flatMap((child, index) => [...(index > 0 ? between : []), ...declare(child, idOf)]),
    ...(initial === '' ? [] : [`[*] --> ${idOf(initial)}`]),
    ...children
      .filter((child) => child.kind === 'final')
      .map(({ path }) => `${idOf(path)} --> [*]`),
  ];
}

function arrowsOf(state: ChartState, idOf: (path: string) => string): string[] {
  const labels = new Map<string, string[]>();
  for (const transition of drawn(state))
    for (const target of transition.targets.filter((path) => path !== '')) {
      const arrow = `${idOf(state.path)} --> ${idOf(target)}`;
      labels.set(arrow, [...(labels.get(arrow) ?? []), safe(labelOf(transition))]);
    }
  return [...labels].map(([arrow, texts]) => {
    const told = texts.filter((text) => text !== '');
    return told.length === 0 ? arrow : `${arrow} : ${told.join('<br/>')}`;
  });
}

/** A whole machine as text for Mermaid. */
export function toMermaid(chart: ChartState): string {
  const states = statesOf(chart);
  const ids = idsOf(states);
  const idOf = (path: string) => ids.get(path) ?? 'state';
  const anywhere = drawn(chart).flatMap((transition) =>
    isInternal(transition)
      ? [`%% in every state: ${withActions(transition)}`]
      : transition.targets
          .filter((path) => path !== '')
          .map(
            (to) => `note right of ${idOf(to)} : ${safe(labelOf(transition))}, from every state`,
          ),
  );
  const lines = [
    ...inside(chart, idOf),
    ...states.filter(({ path }) => path !== '').flatMap((state) => arrowsOf(state, idOf)),
    ...anywhere,
  ];
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`), ''].join('\n');
}
