import assert from 'node:assert/strict';
import { expect } from 'vitest';
import type { AnyMachineSnapshot } from 'xstate';
import { restoreActor } from '../../../machines/index.js';
import { isTransient, nameOf, type StateNode, subtree } from '../../statechart/chart.js';
import { notJson } from '../../statechart/json.js';
import { explore, type Exploration, isOfAnActor, type Vertex } from './explore.js';

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const isAtRest = (node: StateNode) => /^(atomic|final)$/.test(node.type) && !isTransient(node);

/** States in which a flow can stand. */
const resting = ({ machine }: Exploration): string[] =>
  subtree(machine.root).filter(isAtRest).map(nameOf);

const standing = (value: unknown, above = ''): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, below]) =>
        // The value of a region without states below it.
        Object.keys(below as object).length === 0
          ? [`${above}${name}`]
          : standing(below, `${above}${name}.`),
      )
    : [`${above}${String(value)}`];

/** What must be true of a state however it was reached. */
function checkShown(state: AnyMachineSnapshot, { view, phases }: Exploration) {
  // Tens of thousands of states are checked, and `expect` would take most of the time.
  assert.ok(state.status === 'active' || state.status === 'done', `the flow is ${state.status}`);
  const shown = view(state as never);
  assert.ok(phases.includes(shown.phase), `the phase ${shown.phase} is unknown`);
  const odd = [...notJson(state.context, 'context'), ...notJson(shown, 'view')];
  assert.ok(odd.length === 0, `not JSON: ${odd.join(', ')}`);
  assert.ok(state.status === 'active' || state.output !== undefined, 'an end has no output');
  return shown;
}

function expectGood(
  { key, state, edges }: Vertex,
  exploration: Exploration,
): { readonly phase: string } {
  const { machine, view } = exploration;
  const shown = checkShown(state, exploration);
  const stored = json(machine.getPersistedSnapshot(state));
  assert.deepEqual(json(view(stored as never)), json(shown), 'a stored flow looks another way');
  restoreActor(machine, stored);
  if (state.status === 'done') return shown;
  const isWayOut = edges.some(({ event }) => !isOfAnActor(event) && state.can(event));
  assert.ok(isWayOut, `no way out of ${JSON.stringify(state.value)}`);
  for (const { event, state: next, to } of edges) {
    if (event.type.startsWith('no.such')) assert.equal(to, key, 'an unknown event does something');
    if (next.status === 'error')
      throw new Error(`breaks at ${JSON.stringify(event)}`, { cause: next.error });
    if (next !== state) checkShown(next, exploration);
  }
  return shown;
}

/** A state that was looked at, without the snapshots around it. */
interface Seen {
  readonly key: string;
  readonly value: unknown;
  readonly phase: string;
  readonly isEnd: boolean;
  /** The keys of the states that it leads to. */
  readonly leadsTo: ReadonlySet<string>;
}

/** The states from which nobody gets to an end, whatever they do and whatever the actors answer. */
function lost(all: readonly Seen[]): readonly unknown[] {
  const before = new Map<string, string[]>();
  for (const { key, leadsTo } of all)
    for (const to of leadsTo) before.set(to, [...(before.get(to) ?? []), key]);
  const found = new Set<string>();
  const queue = all.filter(({ isEnd }) => isEnd).map(({ key }) => key);
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    queue.push(...(before.get(key) ?? []));
  }
  return all.filter(({ key }) => !found.has(key)).map(({ value }) => value);
}

/** A flow has stood in every state in which it can stand, but for those that the input never leads to. */
export function expectEveryState(
  states: ReadonlyArray<{ readonly value: unknown }>,
  exploration: Exploration,
): void {
  const { unreached = [] } = exploration;
  const reached = new Set(states.flatMap(({ value }) => standing(value)));
  expect(resting(exploration).filter((name) => !reached.has(name))).toEqual(unreached);
}

/** Explores a machine, and checks what holds in every state that is reached. Gives how many those are. */
export function expectAGoodChart(exploration: Exploration): number {
  const { view, isEnd } = exploration;
  const all: Seen[] = [];
  for (const vertex of explore(exploration)) {
    const { phase } = expectGood(vertex, exploration);
    const { key, state, edges } = vertex;
    all.push({
      key,
      value: state.value,
      phase,
      isEnd: isEnd?.(view(state as never)) ?? state.status === 'done',
      leadsTo: new Set(edges.map(({ to }) => to)),
    });
  }
  expectEveryState(all, exploration);
  const phases = new Set(all.map(({ phase }) => phase));
  expect(phases, 'all phases are shown').toEqual(new Set(exploration.phases));
  expect(lost(all), 'everybody gets to an end').toEqual([]);
  return all.length;
}
