import { type AnyStateMachine, createMachine } from 'xstate';

/** Machines that are written as few would, and what is odd about each. */
export const oddMachines: ReadonlyArray<{
  readonly what: string;
  readonly machine: AnyStateMachine;
  readonly events: readonly string[];
}> = [
  { what: 'no states', machine: createMachine({ id: 'nothing', on: { go: {} } }), events: ['go'] },
  { what: 'no id', machine: createMachine({ initial: 'a', states: { a: {} } }), events: [] },
  {
    what: 'an id with dots, to which a deep state goes back',
    machine: createMachine({
      id: 'my.app.v2',
      initial: 'a',
      states: {
        a: { initial: 'b', states: { b: { id: 'deep', on: { go: { target: '#top' } } } } },
        c: { id: 'top', on: { go: '#deep' } },
      },
    }),
    events: ['go', 'go'],
  },
  {
    what: 'the root as a target from deep below',
    machine: createMachine({
      id: 'root',
      initial: 'a',
      states: { a: { initial: 'b', states: { b: { on: { go: '#root' } } } } },
    }),
    events: ['go'],
  },
  {
    what: 'two states with the same id',
    machine: createMachine({
      id: 'm',
      initial: 'a',
      on: { back: '.a.b' },
      states: {
        a: { initial: 'b', states: { b: { on: { go: '#m.a\\.b' } } } },
        'a.b': { on: { go: 'a' }, after: { 10: 'a' } },
      },
    }),
    events: ['go', 'back', 'go', 'time'],
  },
  {
    what: 'ids that plain objects have',
    machine: createMachine({
      id: 'constructor',
      initial: 'a',
      states: {
        a: { id: 'toString', on: { go: '#__proto__' } },
        b: { id: '__proto__', on: { go: '#toString' } },
      },
    }),
    events: ['go', 'go'],
  },
  {
    what: 'an id that begins with #',
    machine: createMachine({
      id: '#m',
      initial: 'a',
      states: { a: { id: '#', on: { go: 'b' } }, b: { id: '##b', on: { go: 'a' } } },
    }),
    events: ['go', 'go'],
  },
  {
    what: 'transitions that are never taken, and forbidden ones',
    machine: createMachine({
      initial: 'a',
      on: { go: '.b' },
      states: { a: { on: { go: {}, back: ['b', 'a'] } }, b: {} },
    }),
    events: ['go', 'back'],
  },
  {
    what: 'a root that is done',
    machine: createMachine({
      id: 'm',
      initial: 'a',
      onDone: { actions: 'celebrate' },
      output: () => ({ secret: 'value' }),
      states: { a: { on: { go: 'b' } }, b: { type: 'final', output: () => 1 } },
    } as never),
    events: ['go'],
  },
  {
    what: 'several targets',
    machine: createMachine({
      id: 'm',
      type: 'parallel',
      on: { go: ['.l.two', '.r.two'].map(() => ({ target: ['.l.two', '.r.two'] })) },
      states: {
        l: { initial: 'one', states: { one: {}, two: {} } },
        r: { initial: 'one', states: { one: {}, two: {} } },
        alone: {},
      },
    } as never),
    events: ['go'],
  },
  {
    what: 'histories that lead to several states, or anywhere',
    machine: createMachine({
      id: 'm',
      initial: 'out',
      states: {
        out: {
          id: 'out',
          on: { go: 'in.past', back: 'in.near', 'go.on': 'in.l.inner', constructor: 'in.far' },
        },
        in: {
          type: 'parallel',
          on: { go: '#out' },
          states: {
            l: {
              initial: 'one',
              states: { one: {}, two: {}, inner: { type: 'history', target: 'two' } },
            },
            r: { initial: 'one', states: { one: {}, two: {} } },
            past: { type: 'history', history: 'deep', target: ['l.two', 'r.two'] },
            near: { type: 'history' },
            far: { type: 'history', target: '#out' },
          },
        },
      },
    } as never),
    events: ['go', 'go', 'back', 'go', 'go.on', 'go', 'constructor', 'go'],
  },
  {
    what: 'an initial state that is a history, or has actions',
    machine: createMachine({
      initial: 'a',
      states: {
        a: {
          initial: { target: 'past', actions: 'note' },
          on: { go: 'b' },
          states: { one: {}, two: {}, past: { type: 'history', target: 'two' } },
        },
        b: { on: { go: 'a' } },
      },
    } as never),
    events: ['go', 'go'],
  },
];
