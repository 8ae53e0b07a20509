import { describe, expect, it } from 'vitest';
import {
  type AnyStateMachine,
  assign,
  createMachine,
  fromCallback,
  fromEventObservable,
  fromObservable,
  fromPromise,
  fromTransition,
  raise,
  sendParent,
  sendTo,
  setup,
  spawnChild,
} from 'xstate';
import { checkStatechart, type CheckOptions } from './check.js';

type States = Record<string, object>;

const work = fromPromise(async () => 1);

/** A chart of these states, which a person can always cancel; so a test shows one fault alone. */
function chart(states: States, more: object = {}): AnyStateMachine {
  const described = Object.fromEntries(
    Object.entries(states).map(([name, state]) => [name, { description: name, ...state }]),
  );
  const config = {
    id: 'm',
    initial: Object.keys(states)[0],
    context: {},
    on: { cancel: '.end' },
    states: { ...described, end: { description: 'end', type: 'final' } },
    ...more,
  };
  return setup({ actors: { work } }).createMachine(config as never) as unknown as AnyStateMachine;
}

const findings = (machine: AnyStateMachine, options?: CheckOptions): string[] =>
  checkStatechart(machine, options).map(({ rule, at, message }) => `${rule} ${at}: ${message}`);

describe('a good chart', () => {
  it('has no findings', () => {
    const good = setup({
      types: {} as { context: { count: number; note: string | null }; input: { note?: string } },
      actors: { work, child: createMachine({}), reducer: fromTransition((state) => state, {}) },
      actions: { count: assign({ count: 1 }), tell: sendTo('child', { type: 'go' }) },
    }).createMachine({
      id: 'good',
      context: ({ input }) => ({
        count: 0,
        note: (input as { note?: string } | undefined)?.note ?? null,
      }),
      initial: 'deciding',
      on: { cancel: '.end' },
      states: {
        deciding: {
          description: 'decides',
          always: [{ guard: () => false, target: 'working' }, { target: 'both' }],
        },
        working: {
          description: 'works',
          invoke: {
            src: 'work',
            onDone: [{ guard: () => true, target: 'nested' }, 'both'],
            onError: [{ guard: () => true, target: 'deciding' }, 'nested'],
          },
        },
        nested: {
          description: 'is nested',
          initial: 'one',
          invoke: { id: 'child', src: 'child', onError: 'end' },
          entry: 'tell',
          onDone: 'working',
          on: { next: 'end', back: '.past' },
          states: {
            one: { description: 'one', on: { next: 'two' } },
            two: { description: 'two', on: { on: 'last' } },
            last: { description: 'last', type: 'final' },
            past: { type: 'history', target: 'two' },
          },
        },
        both: {
          description: 'both at once',
          type: 'parallel',
          onDone: 'nested',
          states: {
            left: {
              description: 'left',
              initial: 'on',
              states: {
                on: { description: 'on', on: { flip: 'off' } },
                off: { description: 'off', type: 'final' },
              },
            },
            right: {
              description: 'right',
              initial: 'on',
              states: {
                on: { description: 'on', entry: 'count', on: { flip: 'off' } },
                off: { description: 'off', type: 'final' },
              },
            },
          },
        },
        end: { description: 'the end', type: 'final' },
      },
    });
    expect(findings(good, { inputs: [{}, { note: 'x' }] })).toEqual([]);
  });
});

describe('unreachable states', () => {
  it('are those that no transition leads to', () => {
    expect(findings(chart({ a: {}, island: { on: { go: 'a' } } }))).toEqual([
      'unreachable island: no transition leads to it',
    ]);
  });

  it('are those behind a branch that never runs', () => {
    expect(
      findings(chart({ a: { on: { go: [{ target: 'b' }, { target: 'c' }] } }, b: {}, c: {} })),
    ).toEqual([
      'shadowed a: go: 1 after a branch without a guard',
      'unreachable c: no transition leads to it',
    ]);
  });

  it('are those behind the end of a state that never ends', () => {
    const nested = {
      initial: 'x',
      onDone: 'b',
      states: { x: { description: 'x' }, y: { description: 'y', type: 'final' } },
    };
    expect(findings(chart({ a: nested, b: {} }))).toEqual([
      'unreachable a.y: no transition leads to it',
      'unreachable b: no transition leads to it',
    ]);
  });

  it.each([
    ['initial', { a: { initial: 'x', states: { x: { description: 'x' } } } }],
    ['always', { a: { always: { guard: () => true, target: 'b' } }, b: {} }],
    ['onDone', { a: { invoke: { src: 'work', onDone: 'b', onError: 'end' } }, b: {} }],
    ['onError', { a: { invoke: { src: 'work', onError: 'b' } }, b: {} }],
    [
      'a deep target',
      {
        a: { on: { go: '#deep' } },
        b: {
          initial: 'x',
          states: { x: { description: 'x' }, y: { id: 'deep', description: 'y', on: { x: 'x' } } },
        },
      },
    ],
  ] satisfies Array<[string, States]>)('are not those that %s leads to', (_how, states) => {
    expect(findings(chart(states))).toEqual([]);
  });

  it('are not the other regions of a parallel state that is entered deep inside', () => {
    const region = (id: string): object => ({
      description: 'region',
      initial: 'x',
      states: { x: { description: 'x', on: { next: 'y' } }, y: { id, description: 'y' } },
    });
    const both = { type: 'parallel', states: { left: region('left-y'), right: region('right-y') } };
    expect(findings(chart({ a: { on: { go: '#left-y' } }, both }))).toEqual([]);
  });
});

describe('shadowed transitions', () => {
  it.each([
    [
      'of an event',
      { a: { on: { go: [{ target: 'b' }, { guard: () => true, target: 'end' }] } }, b: {} },
      'shadowed a: go: 1 after a branch without a guard',
    ],
    [
      'of always',
      { a: { always: [{ target: 'b' }, { guard: () => true, target: 'end' }] }, b: {} },
      'shadowed a: always: 1 after a branch without a guard',
    ],
    [
      'of an invoke',
      {
        a: { invoke: { src: 'work', onError: ['b', { guard: () => true, target: 'end' }] } },
        b: {},
      },
      'shadowed a: xstate.error.actor.0.m.a: 1 after a branch without a guard',
    ],
    [
      'in a state that is left at once',
      { a: { always: 'b', on: { go: 'end' } }, b: {} },
      'shadowed a: an always without a guard leaves before any event or invoke',
    ],
  ] satisfies Array<[string, States, string]>)('%s', (_what, states, expected) => {
    expect(findings(chart(states))).toEqual([expected]);
  });

  const below = (two: object): States => ({
    a: {
      initial: 'one',
      on: { go: 'b' },
      states: {
        one: { description: 'one', on: { go: 'two' } },
        two: { description: 'two', ...two },
      },
    },
    b: {},
  });
  const shadow = 'shadowed a: go: every state below takes it first, without a guard';

  it('above states which all take the event', () => {
    expect(findings(chart(below({ on: { go: 'one' } })))).toContain(shadow);
    expect(findings(chart(below({ on: { '*': 'one' } })))).toContain(shadow);
  });

  it('not above states of which one lets the event through', () => {
    expect(findings(chart(below({})))).toEqual([]);
    expect(findings(chart(below({ on: { go: { guard: () => true, target: 'one' } } })))).toEqual(
      [],
    );
    expect(findings(chart(below({ type: 'final' })))).toEqual([]);
  });
});

describe('invokes', () => {
  it('need an onError', () => {
    expect(findings(chart({ a: { invoke: { id: 'i', src: 'work', onDone: 'end' } } }))).toEqual([
      'no-on-error a: invoke i has no onError',
    ]);
  });

  it('need an onError for every error', () => {
    const onError = [{ guard: () => true, target: 'end' }];
    expect(findings(chart({ a: { invoke: { id: 'i', src: 'work', onError } } }))).toEqual([
      'no-on-error a: invoke i: every branch of onError has a guard',
    ]);
  });

  it('need an actor that has a name', () => {
    expect(findings(chart({ a: { invoke: { id: 'i', src: work, onError: 'end' } } }))).toEqual([
      'inline-actor a: invoke i is not an actor of setup()',
    ]);
    expect(findings(chart({ a: { entry: spawnChild(work) } }))).toEqual([
      'inline-actor a: spawns an actor that has no name',
    ]);
  });

  it.each([
    ['callbacks', fromCallback(() => {})],
    ['observables', fromObservable(() => ({ subscribe: () => ({ unsubscribe() {} }) }))],
    ['event observables', fromEventObservable(() => ({ subscribe: () => ({ unsubscribe() {} }) }))],
  ])('need actors that are no %s', (_kind, logic) => {
    const machine = setup({ actors: { it: logic } }).createMachine({});
    expect(findings(machine)).toEqual([
      'actor-kind actor it: is neither a promise, a reducer nor a machine',
    ]);
  });
});

describe('exits', () => {
  const noCancel = { on: {} };

  it('lead out of every state that is not final', () => {
    expect(
      findings(
        chart(
          { a: { on: { go: 'b', end: 'end' } }, b: { on: { stay: {}, again: 'b' } } },
          noCancel,
        ),
      ),
    ).toEqual(['no-exit b: nothing leads out of it']);
  });

  it('lead out of a group of states, not just from one to the other', () => {
    const group = {
      initial: 'x',
      states: { x: { description: 'x', on: { y: 'y' } }, y: { description: 'y', on: { x: 'x' } } },
    };
    expect(findings(chart({ a: { on: { go: 'group', end: 'end' } }, group }, noCancel))).toEqual([
      'no-exit group: nothing leads out of it',
    ]);
  });

  it('lead out of every state in a region, not out of a region of the whole chart', () => {
    const region = {
      description: 'region',
      initial: 'x',
      states: { x: { description: 'x', on: { y: 'y' } }, y: { description: 'y' } },
    };
    const listening = { description: 'listening', on: { go: { actions: () => {} } } };
    const parallel = createMachine({
      id: 'm',
      type: 'parallel',
      states: { region, listening },
    } as never) as unknown as AnyStateMachine;
    expect(findings(parallel).filter((finding) => finding.startsWith('no-exit'))).toEqual([
      'no-exit region.y: nothing leads out of it',
    ]);
  });

  it('may be inherited, unless a state on the way takes the event', () => {
    expect(findings(chart({ a: { on: { cancel: {} } } }))).toContain(
      'no-exit a: nothing leads out of it',
    );
  });

  it('can be taken by a person', () => {
    const invoke = { src: 'work', onDone: 'end', onError: 'end' };
    expect(findings(chart({ a: { invoke } }, noCancel))).toEqual([
      'no-way-out a: no event of a person leads out of it',
    ]);
  });

  it.each([
    ['cancel', []],
    ['retry', ['no-way-out a: no event of a person leads out of it']],
  ])('can be taken in a child that ends with what it is handed: %s', (event, expected) => {
    const child = createMachine({
      initial: 'x',
      on: { cancel: '.end' },
      states: { x: {}, end: { type: 'final' } },
    });
    const invoke = { id: 'child', src: 'child', onDone: 'end', onError: 'end' };
    const machine = setup({
      actors: { child },
      actions: { forward: sendTo('child', ({ event: given }) => given) },
    }).createMachine({
      id: 'm',
      initial: 'a',
      states: {
        a: { description: 'a', invoke, on: { [event]: { actions: 'forward' } } },
        end: { description: 'end', type: 'final' },
      },
    } as never);
    expect(findings(machine as never)).toEqual(expected);
  });

  it('are not needed where the machine never rests', () => {
    expect(findings(chart({ a: { always: 'end' } }, noCancel))).toEqual([]);
  });
});

describe('descriptions', () => {
  it.each([[undefined], [''], ['one\ntwo']])('are one line, not %j', (description) => {
    expect(findings(chart({ a: { description } }))).toEqual([
      'no-description a: has no description of one line',
    ]);
  });
});

describe('time', () => {
  it('is not kept in timers', () => {
    expect(findings(chart({ a: { after: { 1000: 'end' } } }))).toContain('delayed a: has an after');
    expect(findings(chart({ a: { entry: raise({ type: 'cancel' }, { delay: 1000 }) } }))).toEqual([
      'delayed a: waits with a timer that a restore loses',
    ]);
  });

  it('is not kept in the timers of named actions', () => {
    const late = raise({ type: 'cancel' }, { delay: 1000 });
    const machine = setup({ actions: { late } as never }).createMachine({});
    expect(findings(machine)).toEqual([
      'delayed action late: waits with a timer that a restore loses',
    ]);
  });
});

describe('parents', () => {
  it.each([
    ['sendParent', sendParent({ type: 'x' })],
    ['their reference', sendTo(({ self }) => self['_parent']!, { type: 'x' })],
  ])('are not sent to by %s', (_how, action) => {
    expect(findings(chart({ a: { on: { go: { actions: action } } } }))).toEqual([
      'send-parent a: sends to its parent',
    ]);
  });
});

describe('the context', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;

  it.each([
    ['a function', { f: () => {} }, 'f: function'],
    ['a date', { list: [{ at: new Date(0) }] }, 'list[0].at: Date'],
    ['a map', { map: new Map() }, 'map: Map'],
    ['a promise', { p: Promise.resolve() }, 'p: Promise'],
    ['nothing', { a: { b: undefined } }, 'a.b: undefined'],
    ['no number', { n: NaN }, 'n: NaN'],
    ['a circle', { circle }, 'circle.self: a circle'],
  ])('holds what JSON can say, not %s', (_what, context, where) => {
    expect(findings(chart({ a: {} }, { context }))).toEqual([
      `context (root): without an input: ${where}`,
    ]);
  });

  it('is checked with an input', () => {
    const context = ({ input }: { input?: unknown }): object => ({ input: input ?? null });
    const machine = chart({ a: {} }, { context });
    expect(findings(machine, { inputs: [{ ok: true }] })).toEqual([]);
    expect(findings(machine, { inputs: [new Set()] })).toEqual([
      'context (root): with an input: input: Set',
    ]);
  });

  it('can be made without an input', () => {
    const context = ({ input }: { input: { name: string } }): object => ({ name: input.name });
    expect(findings(chart({ a: {} }, { context }))).toEqual([
      expect.stringContaining('context (root): without an input: TypeError'),
    ]);
  });
});
