import { and, assign, createMachine, not, setup, stateIn } from 'xstate';
import { machines } from '../../../docs/tools/machines.js';

/** A bit of everything that XState has. */
export const everything = setup({
  guards: { isReady: () => true, isLate: () => false },
  actions: { note: () => {} },
  delays: { aMoment: 5 },
}).createMachine({
  id: 'everything',
  initial: 'one',
  on: { 'any.time': { actions: 'note' }, stop: '.three' },
  states: {
    one: {
      entry: ['note', () => {}],
      exit: assign({}),
      after: { 500: 'two', aMoment: { guard: 'isReady', target: 'two' } },
      on: {
        go: [
          { guard: and(['isReady', not('isLate')]), target: 'two' },
          { guard: () => true, target: 'three' },
          { guard: stateIn('one'), target: 'three' },
          { target: 'one', reenter: true },
        ],
        '*': { actions: 'note' },
      },
    },
    two: {
      type: 'parallel',
      onDone: 'three',
      states: {
        left: {
          initial: 'a',
          states: { a: { on: { next: 'b' } }, b: { type: 'final' } },
        },
        right: {
          initial: 'c',
          states: {
            c: { on: { back: 'past', out: '#everything.one', up: '#everything.two' } },
            past: { type: 'history', history: 'deep', target: 'd' },
            d: { type: 'final' },
          },
        },
      },
      on: { both: { target: ['.left.b', '.right.d'] }, reset: '#everything' },
    },
    three: { type: 'final' },
  },
});

const deep = (levels: number): object =>
  levels === 0
    ? { on: { out: '#deep' } }
    : { initial: 'in', states: { in: deep(levels - 1), out: {} }, on: { next: '.out' } };

/** Names that mean something to XML, to Mermaid, or to who joins them. */
const odd = createMachine({
  id: 'odd <ids> & "quotes"',
  initial: 'a b',
  description: 'Less < more & "so on"',
  states: {
    'a b': {
      description: '</text><script>',
      tags: ['<tag>', 'needs user'],
      on: { 'e;v|e"nt': { target: 'end' }, '<x>': { target: 'a_b' } },
    },
    a_b: { on: { go: { target: '漢字 😀' } } },
    end: { on: { 'go\u0001on': { target: 'a b' } } },
    '漢字 😀': {},
  },
});

/** Machines that are like no other. */
export const oddMachines = {
  everything,
  deep: createMachine({ id: 'deep', ...deep(6) }),
  odd,
  'no states': createMachine({ id: 'nothing', on: { ping: { actions: () => {} } } }),
  'only an end': createMachine({ id: 'short', initial: 'end', states: { end: { type: 'final' } } }),
  'no way between': createMachine({ id: 'apart', initial: 'a', states: { a: {}, b: {}, c: {} } }),
};

/** These, and those of the library. */
export const allMachines = { ...oddMachines, ...machines };
