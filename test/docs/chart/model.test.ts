import { createActor, createMachine, fromPromise, type AnyStateMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { type ChartState, labelOf, readChart, statesOf } from '../../../docs/chart/model.js';
import { transitionId } from '../../../src/inspect/transition-id.js';
import { allMachines, oddMachines } from './machines.js';

const { everything } = oddMachines;

function find(machine: AnyStateMachine, path: string): ChartState {
  const state = statesOf(readChart(machine)).find((candidate) => candidate.path === path);
  if (state === undefined) throw new Error(`No state ${path}`);
  return state;
}

const labels = (machine: AnyStateMachine, path: string) =>
  find(machine, path).transitions.map((transition) => labelOf(transition));

describe('the model of a chart', () => {
  it.each(Object.entries(allMachines))('is plain data: %s', (_, machine) => {
    const chart = readChart(machine);
    expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
  });

  it.each(Object.entries(allMachines))('leads to states that are there: %s', (_, machine) => {
    const states = statesOf(readChart(machine));
    const paths = new Set(states.map(({ path }) => path));
    expect(paths.size).toBe(states.length);
    for (const { transitions, initial } of states) {
      expect(paths).toContain(initial);
      for (const { targets } of transitions)
        for (const target of targets) expect(paths).toContain(target);
    }
  });

  it.each(Object.entries(allMachines))(
    'gives each transition an id of its own: %s',
    (_, machine) => {
      const ids = statesOf(readChart(machine)).flatMap(({ transitions }) =>
        transitions.map(({ id }) => id),
      );
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  it('has the ids that an inspection tells', () => {
    const taken: string[] = [];
    const actor = createActor(everything, {
      inspect: (event) => {
        if (event.type !== '@xstate.microstep') return;
        const { _transitions: transitions } = event;
        taken.push(...transitions.map(transitionId));
      },
    });
    actor.start();
    actor.send({ type: 'go' });
    actor.send({ type: 'any.time' });
    actor.stop();
    const known = statesOf(readChart(everything)).flatMap(({ transitions }) =>
      transitions.map(({ id }) => id),
    );
    expect(taken).toContain('|any.time|0');
    expect(taken).toContain('one|go|0');
    expect(known).toEqual(
      expect.arrayContaining(taken.filter((id) => !id.includes('xstate.init'))),
    );
  });

  it('says of each state what kind it is', () => {
    const kinds = statesOf(readChart(everything)).map(({ path, kind }) => `${path}: ${kind}`);
    expect(kinds).toEqual([
      ': compound',
      'one: atomic',
      'two: parallel',
      'two.left: compound',
      'two.left.a: atomic',
      'two.left.b: final',
      'two.right: compound',
      'two.right.c: atomic',
      'two.right.past: history',
      'two.right.d: final',
      'three: final',
    ]);
    expect(find(everything, 'two.right.past')).toMatchObject({
      isDeep: true,
      initial: 'two.right.d',
    });
    expect(find(everything, 'two').initial).toBe('');
  });

  it('says in words what takes a transition', () => {
    expect(labels(everything, 'one')).toEqual([
      'go [isReady and not isLate]',
      'go [a condition]',
      expect.stringMatching(/^go \[.+\]$/),
      'go [otherwise]',
      'any other event',
      'after 500 ms',
      'after aMoment [isReady]',
    ]);
    expect(labels(everything, 'two')).toEqual(['both', 'reset', 'two done']);
  });

  it('knows actors by their services, and by their ids where they have no name', () => {
    const machine = createMachine({
      initial: 'a',
      states: {
        a: {
          invoke: [
            { src: 'load', onDone: 'b', onError: 'b' },
            { id: 'inline', src: fromPromise(async () => 2), onDone: 'b' },
            { src: fromPromise(async () => 3), onSnapshot: 'b' },
          ],
        },
        b: {},
      },
    });
    expect(labels(machine, 'a')).toEqual([
      'load done',
      'load fails',
      'inline done',
      'a service changes',
    ]);
    expect(find(machine, 'a').invoked.map(({ src }) => src)).toEqual([
      'load',
      'inline',
      'a service',
    ]);
  });

  it('names actions without the timers that XState adds', () => {
    const { entry, exit } = find(everything, 'one');
    expect(entry).toEqual(['note', 'an action']);
    expect(exit).toEqual(['assign']);
  });

  it('tells what is not drawn from what is', () => {
    const machine = createMachine({ on: { nothing: {}, something: { actions: 'act' } } });
    const silent = readChart(machine).transitions.map(({ event, isSilent }) => [event, isSilent]);
    expect(silent).toEqual([
      ['nothing', true],
      ['something', false],
    ]);
  });

  it('tells what is left at once', () => {
    const machine = createMachine({
      initial: 'a',
      states: { a: { always: 'b' }, b: { always: { guard: () => false, target: 'a' } } },
    });
    expect(find(machine, 'a').isTransient).toBe(true);
    expect(find(machine, 'b').isTransient).toBe(false);
    expect(labels(machine, 'a')).toEqual(['']);
  });
});
