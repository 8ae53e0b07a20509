import { describe, expect, it } from 'vitest';
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  assign,
  cancel,
  createMachine,
  fromPromise,
  log,
  raise,
  sendTo,
} from 'xstate';
import { createMachine as createMachine4 } from 'xstate4-receivers';
import { shown } from '../support/active.js';
import { expectNoWarnings } from '../support/warnings.js';

interface Sent {
  readonly event?: { readonly type: string };
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A machine in XState 4, told of while it stands somewhere. */
const inXState4 = (machine: AnyStateMachine, value: string | object) =>
  shown(machine, machine.resolveState({ value, context: {} } as never) as AnyMachineSnapshot)
    .machine;

const definition = (machine: AnyStateMachine, value: string | object = {}) =>
  plain(inXState4(machine, value).definition) as Record<string, never>;

expectNoWarnings();

describe('a machine', () => {
  it('is as if it had been written for XState 4', () => {
    const five = createMachine({
      id: 'm',
      version: '2',
      description: 'A machine.',
      initial: 'one',
      on: { '*': { actions: 'note' }, 'go.*': '.two' },
      states: {
        one: {
          description: 'The first.',
          tags: ['busy', 'first'],
          entry: ['enter', { type: 'count', params: { by: 'secret' } }],
          exit: 'leave',
          always: [{ guard: 'isTwo', target: 'two', actions: 'skip' }],
          after: { 1000: 'two', patience: { target: 'two', guard: 'isTwo', description: 'Late.' } },
          invoke: [
            {
              src: 'fetch',
              onDone: { target: 'two', actions: 'keep' },
              onError: [{ guard: 'isTwo', target: 'two' }, { actions: 'keep' }],
              onSnapshot: { actions: 'note' },
            },
            { id: 'child', src: 'child', input: { password: 'secret' }, onDone: 'two' },
          ],
          on: {
            go: [{ target: 'two', reenter: true }, { actions: 'note' }],
            'go.on': { target: ['#m.two.l.a', '#m.two.r'] },
            'xstate.done.actor.*': { actions: 'note' },
            forbidden: {},
          },
        },
        two: {
          type: 'parallel',
          onDone: 'end',
          states: {
            l: {
              initial: 'a',
              states: { a: { on: { go: 'b' } }, b: { type: 'final' }, past: { type: 'history' } },
            },
            r: {
              initial: 'a',
              states: {
                a: {},
                past: { type: 'history', history: 'deep', target: 'a' },
              },
            },
          },
        },
        end: { type: 'final', output: () => 'secret' },
      },
    } as never);
    const four = createMachine4({
      id: 'm',
      version: '2',
      key: 'm',
      predictableActionArguments: true,
      description: 'A machine.',
      initial: 'one',
      on: { '*': { actions: 'note' }, 'go.*': { target: ['.two'] } },
      states: {
        one: {
          description: 'The first.',
          tags: ['busy', 'first'],
          entry: ['enter', 'count'],
          exit: 'leave',
          always: [{ cond: 'isTwo', target: ['two'], actions: 'skip', internal: true }],
          after: {
            1000: { target: ['two'], internal: true },
            patience: { target: ['two'], cond: 'isTwo', description: 'Late.', internal: true },
          },
          invoke: [{ src: { type: 'fetch' } }, { id: 'child', src: { type: 'child' } }],
          on: {
            go: [{ target: ['two'], internal: false }, { actions: 'note' }],
            'go.on': { target: ['#m.two.l.a', '#m.two.r'], internal: true },
            'done.invoke.*': { actions: 'note' },
            forbidden: {},
            'done.invoke.m.one:invocation[0]': { target: ['two'], actions: 'keep', internal: true },
            'error.platform.m.one:invocation[0]': [
              { cond: 'isTwo', target: ['two'], internal: true },
              { actions: 'keep' },
            ],
            'xstate.snapshot.m.one:invocation[0]': { actions: 'note' },
            'done.invoke.child': { target: ['two'], internal: true },
          },
        },
        two: {
          type: 'parallel',
          on: { 'done.state.m.two': { target: ['end'], internal: true } },
          states: {
            l: {
              initial: 'a',
              states: {
                a: { on: { go: { target: ['b'], internal: true } } },
                b: { type: 'final' },
                past: { type: 'history', history: 'shallow' },
              },
            },
            r: {
              initial: 'a',
              states: { a: {}, past: { type: 'history', history: 'deep', target: '#m.two.r.a' } },
            },
          },
        },
        end: { type: 'final' },
      },
    } as never);
    expect(definition(five, 'one')).toEqual(plain(four.definition));
    expect(JSON.stringify(definition(five, 'one'))).not.toContain('secret');
  });

  it('shows what was never named by what it is', () => {
    const machine = createMachine({
      id: 'm',
      invoke: { src: fromPromise(async () => 'secret') },
      entry: () => undefined,
      on: {
        go: { guard: () => true, actions: [assign({}), () => undefined] },
      },
    });
    const { invoke, entry, on } = definition(machine) as Record<string, unknown>;
    expect(invoke).toEqual([
      { id: 'm:invocation[0]', src: { type: 'm:invocation[0]' }, type: 'xstate.invoke' },
    ]);
    expect(entry).toEqual([{ type: 'inline' }]);
    expect(on).toMatchObject({
      go: [
        {
          cond: { name: 'inline' },
          actions: [{ type: 'xstate.assign', assignment: {} }, { type: 'inline' }],
        },
      ],
    });
  });

  it('has actions that XState 4 can run itself', () => {
    const machine = createMachine({
      id: 'm',
      initial: 'a',
      states: {
        a: {
          entry: [
            assign({ seen: 'secret' }),
            raise({ type: 'known', password: 'secret' } as never),
            raise(() => ({ type: 'unknown' })),
            sendTo('someone', { type: 'hello', password: 'secret' } as never, { delay: 7 }),
            log('secret'),
            cancel('something'),
          ],
        },
      },
    } as never);
    const four = inXState4(machine, 'a');
    expect(four.withContext({}).initialState.value).toBe('a');
    expect(
      four.states['a']?.onEntry.map(({ type, ...rest }) => [type, (rest as Sent).event?.type]),
    ).toEqual([
      ['xstate.assign', undefined],
      ['xstate.raise', 'known'],
      ['xstate.raise', 'inline'],
      ['xstate.send', 'hello'],
      ['xstate.log', undefined],
      ['xstate.cancel', undefined],
    ]);
    expect(JSON.stringify(four.definition)).not.toContain('secret');
  });

  it('tells of its meta what may be told', () => {
    const machine = createMachine({
      id: 'm',
      meta: { order: 3, password: 'secret', run: () => undefined },
      initial: 'a',
      states: { a: { meta: { note: 'secret' }, on: { go: { meta: { weight: 2n } } } } },
    } as never);
    const { meta, states } = definition(machine, 'a') as Record<string, unknown>;
    expect(meta).toMatchObject({ order: 3 });
    expect(states).toMatchObject({ a: { on: { go: [{ meta: { weight: '2' } }] } } });
    expect(JSON.stringify({ meta, states })).not.toContain('secret');
  });
});
