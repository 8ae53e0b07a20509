import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  getInitialSnapshot,
  getNextSnapshot,
} from 'xstate';
import type { AnyStateMachine as AnyMachine4 } from 'xstate4-receivers';
import { shown } from '../support/active.js';
import { oddMachines } from '../support/odd-machines.js';
import { charts, machineOf, sent } from '../support/random-chart.js';

beforeEach(() => {
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  vi.restoreAllMocks();
});

const key = (path: readonly string[]) => JSON.stringify(path);

interface Arrow {
  readonly target: ReadonlyArray<{ readonly path: string[] }> | undefined;
}

const targets = (arrows: readonly Arrow[]) =>
  arrows.map(({ target }) => target?.map(({ path }) => key(path)).join());

/** Every state with where its transitions lead, in XState 5. */
const arrows5 = (node: AnyStateNode): Array<[string, Array<string | undefined>]> => [
  [
    key(node.path),
    targets([...[...node.transitions.values()].flat(), ...(node.always ?? [])]).sort(),
  ],
  ...Object.values<AnyStateNode>(node.states).flatMap(arrows5),
];

type Node4 = AnyMachine4['states'][string];

/** The same in XState 4. */
const arrows4 = (node: Node4): Array<[string, Array<string | undefined>]> => [
  [key(node.path), targets(node.transitions).sort()],
  ...Object.values(node.states).flatMap((child) => arrows4(child as Node4)),
];

/** Sends events in turn, the delayed ones too, and compares after each. */
function walk(machine: AnyStateMachine, events: readonly string[]): AnyMachineSnapshot {
  let snapshot = getInitialSnapshot(machine, undefined as never) as AnyMachineSnapshot;
  const inspector = shown(machine, snapshot);
  for (const type of events) {
    if (snapshot.status !== 'active') break;
    const event = type === 'time' ? (delayed(snapshot) ?? 'unknown') : type;
    snapshot = getNextSnapshot(machine, snapshot as never, { type: event }) as AnyMachineSnapshot;
    inspector.expectSame(snapshot);
  }
  expect(arrows4(inspector.machine as Node4).sort()).toEqual(arrows5(machine.root).sort());
  expect(inspector.machine.definition.id).toBeTypeOf('string');
  expect(console.warn).not.toHaveBeenCalled();
  return snapshot;
}

const delayed = ({ _nodes: nodes }: AnyMachineSnapshot): string | undefined => {
  const [first] = nodes.flatMap(({ after }) => after);
  return first && String(first.eventType);
};

describe('a machine of somebody else', () => {
  it('stands at the same place in XState 4, whatever it is made of', () => {
    let far = 0;
    fc.assert(
      fc.property(
        charts,
        fc.array(fc.constantFrom(...sent, 'time'), { maxLength: 12 }),
        (chart, events) => {
          const machine = machineOf(chart);
          const before = getInitialSnapshot(machine, undefined as never) as AnyMachineSnapshot;
          const after = walk(machine, events);
          if (JSON.stringify(before.value) !== JSON.stringify(after.value)) far += 1;
        },
      ),
      { numRuns: 200 },
    );
    expect(far, 'of all walks, enough led somewhere').toBeGreaterThan(20);
  });

  it.each(oddMachines)('may have $what', ({ machine, events }) => {
    walk(machine, events);
  });
});
