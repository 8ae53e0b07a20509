import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  initialTransition,
  transition,
} from 'xstate';
import type { AnyStateMachine as AnyMachine4 } from 'xstate4-receivers';
import { shown } from '../support/active.js';
import { oddMachines } from '../support/odd-machines.js';
import { charts, machineOf, sent } from '../support/random-chart.js';
import { expectNoWarnings } from '../support/warnings.js';

expectNoWarnings();

const key = (path: readonly string[]) => JSON.stringify(path);

interface Arrow {
  readonly target: ReadonlyArray<{ readonly path: string[] }> | undefined;
}

const targets = (arrows: readonly Arrow[]) =>
  arrows.map(({ target }) => target?.map(({ path }) => key(path)).join() ?? 'nowhere').sort();

/** Every state with where its transitions lead, in XState 5. */
const arrows5 = (node: AnyStateNode): Array<[string, string[]]> => [
  [key(node.path), targets([...[...node.transitions.values()].flat(), ...(node.always ?? [])])],
  ...Object.values<AnyStateNode>(node.states).flatMap(arrows5),
];

type Node4 = AnyMachine4['states'][string];

/** The same in XState 4. */
const arrows4 = (node: Node4): Array<[string, string[]]> => [
  [key(node.path), targets(node.transitions)],
  ...Object.values(node.states).flatMap((child) => arrows4(child as Node4)),
];

const initial = (machine: AnyStateMachine): AnyMachineSnapshot =>
  initialTransition(machine, undefined as never)[0];

/** Sends events in turn, the delayed ones too, and compares after each. */
function walk(machine: AnyStateMachine, events: readonly string[]): AnyMachineSnapshot {
  let snapshot = initial(machine);
  const inspector = shown(machine, snapshot);
  for (const type of events) {
    if (snapshot.status !== 'active') break;
    const event = type === 'time' ? (delayed(snapshot) ?? 'unknown') : type;
    [snapshot] = transition(machine, snapshot, { type: event });
    inspector.expectSame(snapshot);
  }
  expect(new Map(arrows4(inspector.machine as Node4))).toEqual(new Map(arrows5(machine.root)));
  expect(inspector.machine.definition.id).toBeTypeOf('string');
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
        fc.array(fc.constantFrom(...sent, 'time'), { minLength: 4, maxLength: 12, size: 'max' }),
        (chart, events) => {
          const machine = machineOf(chart);
          const before = initial(machine);
          const after = walk(machine, events);
          if (JSON.stringify(before.value) !== JSON.stringify(after.value)) far += 1;
        },
      ),
      { numRuns: 200 },
    );
    expect(far, 'of all walks, enough led somewhere').toBeGreaterThan(15);
  });

  it.each(oddMachines)('may have $what', ({ machine, events }) => {
    walk(machine, events);
  });
});
