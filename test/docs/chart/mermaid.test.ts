import { createMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { toMermaid } from '../../../docs/chart/mermaid.js';
import { readChart, statesOf } from '../../../docs/chart/model.js';
import { allMachines, oddMachines } from './machines.js';

describe('a chart as Mermaid', () => {
  it('tells states, ways and ends', () => {
    const machine = createMachine({
      id: 'm',
      initial: 'a',
      on: { stop: '.b', ping: { actions: 'act' } },
      states: {
        a: { initial: 'x', states: { x: { on: { go: '#m.b', say: { actions: 'act' } } } } },
        b: { type: 'final' },
      },
    });
    expect(toMermaid(readChart(machine))).toBe(
      [
        'stateDiagram-v2',
        '  state a {',
        '    state "x" as a_x',
        '    a_x : say / act',
        '    [*] --> a_x',
        '  }',
        '  state b',
        '  [*] --> a',
        '  b --> [*]',
        '  a_x --> b : go',
        '  note right of b : stop, from every state',
        '  %% in every state: ping / act',
        '',
      ].join('\n'),
    );
  });

  it('puts what is parallel into regions', () => {
    expect(toMermaid(readChart(oddMachines.everything))).toMatch(
      /two_left \{[^]*--\n[^]*two_right \{/,
    );
  });

  it('has no name that its grammar would take for something else', () => {
    const text = toMermaid(readChart(oddMachines.odd));
    expect(text).not.toMatch(/;|<(?!br\/>)|\p{Cc}(?<!\n)|state end$/mu);
    expect(text).toContain('state "a b" as a_b\n');
    expect(text).toContain('state "a_b" as a_b_2\n');
    expect(text).toContain('state "end" as end_2\n');
    expect(text).toContain('a_b --> end_2 : e,v|e"nt');
  });

  it.each(Object.entries(allMachines))(
    'declares every state, each by an id of its own: %s',
    (_, machine) => {
      const chart = readChart(machine);
      const text = toMermaid(chart);
      const declared = [...text.matchAll(/^ *state (?:".*" as )?(\w+)$/gm)].map(([, id]) => id);
      const opened = [...text.matchAll(/^ *state (\w+) \{$/gm)].map(([, id]) => id);
      const ids = new Set([...declared, ...opened]);
      expect(ids.size).toBe(statesOf(chart).length - 1);
      const ends = [...text.matchAll(/^ *(\w+|\[\*\]) --> (\w+|\[\*\])/gm)].flatMap(([, a, b]) => [
        a,
        b,
      ]);
      expect(ends.filter((end) => end !== '[*]' && !ids.has(end))).toEqual([]);
    },
  );
});
