import { describe, expect, it, vi } from 'vitest';
import { assign, fromPromise, sendTo, setup, type AnyStateMachine } from 'xstate';
import {
  createHost,
  type FlowRecord,
  type FlowStore,
  type HostOptions,
} from '../../src/durable/index.js';
import { simulateTime } from '../support/world.js';
import { kindsOfStores, pass } from './support/stores.js';

simulateTime();

/** A machine that counts, asks a service on demand, and ends at the word. */
const counter = setup({
  types: {} as {
    context: { count: number; answer: string };
    events: { type: 'add' } | { type: 'ask' } | { type: 'leave' } | { type: 'end' };
  },
  actors: { answer: fromPromise<string>(async () => '') },
}).createMachine({
  id: 'counter',
  context: { count: 0, answer: '' },
  initial: 'idle',
  on: {
    add: { actions: assign({ count: ({ context }) => context.count + 1 }) },
    end: '.ended',
  },
  states: {
    idle: { on: { ask: 'asking' } },
    asking: {
      on: { leave: 'idle', ask: { target: 'asking', reenter: true } },
      invoke: {
        id: 'answer',
        src: 'answer',
        onDone: { target: 'idle', actions: assign({ answer: ({ event }) => event.output }) },
      },
    },
    ended: { type: 'final' },
  },
});

const view = ({
  value,
  context,
}: {
  readonly value: unknown;
  readonly context: object;
}): object => ({ ...context, value });

/** A host of one machine; its errors are thrown away where a test expects them. */
const hostOf = (store: FlowStore, machine: AnyStateMachine, options: Partial<HostOptions> = {}) =>
  createHost({ store, machines: { it: { machine, view } }, ...options });

/** A service whose answers the test gives, in the order in which it was asked. */
function asked() {
  const answers: Array<(answer: string) => void> = [];
  const services = () => ({
    answer: fromPromise<string>(
      () =>
        new Promise((resolve) => {
          answers.push(resolve);
        }),
    ),
  });
  return { answers, services };
}

describe.each(kindsOfStores())('on %s:', (_name, makeStore) => {
  describe('start', () => {
    it('gives the flow that there is', async () => {
      const host = await hostOf(makeStore(), counter);
      await host.start('tv', 'it');
      await host.send('tv', { type: 'add' });
      expect(await host.start('tv', 'it')).toMatchObject({ seq: 2, view: { count: 1 } });
    });

    it('makes one flow of two calls at once', async () => {
      const host = await hostOf(makeStore(), counter);
      const states = await Promise.all([host.start('tv', 'it'), host.start('tv', 'it')]);
      expect(states.map(({ seq }) => seq)).toEqual([1, 1]);
    });

    it('begins anew after the end, for a new idempotency key only', async () => {
      const host = await hostOf(makeStore(), counter);
      await host.start('tv', 'it', {}, { idempotencyKey: 'one' });
      await host.send('tv', { type: 'end' });
      expect(await host.start('tv', 'it', {}, { idempotencyKey: 'one' })).toMatchObject({
        seq: 2,
        isDone: true,
      });
      expect(await host.start('tv', 'it', {}, { idempotencyKey: 'two' })).toMatchObject({
        seq: 3,
        isDone: false,
      });
    });

    it('refuses a machine that the host does not run, and a flow of another one', async () => {
      const host = await createHost({
        store: makeStore(),
        machines: { it: { machine: counter, view }, other: { machine: counter, view } },
      });
      await host.start('tv', 'it');
      for (const name of ['other', 'gone', 'toString'])
        await expect(host.start('tv', name)).rejects.toMatchObject({
          code: 'flow_of_other_machine',
        });
    });
  });

  describe('send', () => {
    it('counts an event with the same idempotency key once, also at once and with another host', async () => {
      const store = makeStore();
      const host = await hostOf(store, counter);
      await host.start('tv', 'it');
      const add = () => host.send('tv', { type: 'add' }, { idempotencyKey: 'one' });
      await Promise.all([add(), add()]);
      const next = await hostOf(store, counter);
      expect(await next.send('tv', { type: 'add' }, { idempotencyKey: 'one' })).toMatchObject({
        seq: 2,
        view: { count: 1 },
      });
    });

    it('refuses an event for a flow that has gone on', async () => {
      const host = await hostOf(makeStore(), counter);
      await host.start('tv', 'it');
      const both = await Promise.allSettled([
        host.send('tv', { type: 'add' }, { ifSeq: 1 }),
        host.send('tv', { type: 'add' }, { ifSeq: 1 }),
      ]);
      expect(both).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'flow_changed' } }]);
      expect(await host.view('tv')).toMatchObject({ view: { count: 1 } });
    });

    it.each(['xstate.done.actor.answer', 'xstate.stop', 'request.settled'])(
      'refuses the event %s',
      async (type) => {
        const host = await hostOf(makeStore(), counter, asked());
        await host.start('tv', 'it');
        await host.send('tv', { type: 'ask' });
        await expect(host.send('tv', { type, output: 'forged' })).rejects.toMatchObject({
          code: 'event_refused',
        });
        expect(await host.view('tv')).toMatchObject({ seq: 2, view: { answer: '' } });
      },
    );

    it('refuses a flow that is not there', async () => {
      const host = await hostOf(makeStore(), counter);
      await expect(host.send('tv', { type: 'add' })).rejects.toMatchObject({
        code: 'flow_unknown',
      });
    });

    it('changes nothing in a flow that has ended', async () => {
      const host = await hostOf(makeStore(), counter);
      await host.start('tv', 'it');
      await host.send('tv', { type: 'end' });
      expect(await host.send('tv', { type: 'add' })).toMatchObject({ seq: 2, view: { count: 0 } });
    });
  });

  describe('calls', () => {
    it('end with their state, and the answer to an older one is dropped', async () => {
      const { answers, services } = asked();
      const host = await hostOf(makeStore(), counter, { services });
      await host.start('tv', 'it');
      await host.send('tv', { type: 'ask' });
      await host.send('tv', { type: 'ask' });
      answers[0]!('late');
      await pass();
      expect(await host.view('tv')).toMatchObject({ seq: 3, view: { value: 'asking' } });
      answers[1]!('right');
      await pass();
      expect(await host.view('tv')).toMatchObject({ seq: 4, view: { answer: 'right' } });
    });

    it('go on through events that their state stays in', async () => {
      const { answers, services } = asked();
      const host = await hostOf(makeStore(), counter, { services });
      await host.start('tv', 'it');
      await host.send('tv', { type: 'ask' });
      await host.send('tv', { type: 'add' });
      expect(answers).toHaveLength(1);
      answers[0]!('right');
      await pass();
      expect(await host.view('tv')).toMatchObject({ view: { answer: 'right', count: 1 } });
    });
  });

  describe('two hosts on one store', () => {
    it('the later one has it: the earlier one can store nothing, and ends', async () => {
      const store = makeStore();
      const [first, second] = [asked(), asked()];
      const errors: unknown[] = [];
      const old = await hostOf(store, counter, {
        ...first,
        onError: (error) => errors.push(error),
      });
      await old.start('tv', 'it');
      await old.send('tv', { type: 'ask' });
      const next = await hostOf(store, counter, second);
      await pass();
      first.answers[0]!('of the old one');
      await pass();
      expect(await next.view('tv')).toMatchObject({ seq: 2, view: { value: 'asking' } });
      await expect(old.send('tv', { type: 'add' })).rejects.toMatchObject({
        code: 'host_replaced',
      });
      second.answers[0]!('of the new one');
      await pass();
      expect(await next.view('tv')).toMatchObject({ view: { answer: 'of the new one' } });
    });
  });

  describe('a record that cannot be read', () => {
    it.each([
      ['half a record', '{"version":1,"mach'],
      ['a version that nobody knows', JSON.stringify({ version: 7, machine: 'it' })],
      [
        'a state that is gone',
        JSON.stringify({
          version: 1,
          machine: 'it',
          snapshot: { status: 'active', value: 'gone', context: { count: 0, answer: '' } },
          seq: 1,
          timers: [],
          calls: [],
          keys: [],
        }),
      ],
    ])('is left as it was, and the others go on: %s', async (_, text) => {
      const store = makeStore();
      await store.write(await store.claim(), 'bad', undefined, {
        text,
        seq: 1,
        wakeAt: 0,
        isBusy: false,
      });
      const errors: unknown[] = [];
      const host = await hostOf(store, counter, { onError: (error) => errors.push(error) });
      await pass();
      expect(errors).toMatchObject([{ code: 'unreadable_record' }]);
      await expect(host.send('bad', { type: 'add' })).rejects.toMatchObject({
        code: 'unreadable_record',
      });
      expect(await store.read('bad')).toMatchObject({ text });
      expect(await host.start('good', 'it')).toMatchObject({ seq: 1 });
    });

    it('is left as it was, where a step throws', async () => {
      const store = makeStore();
      const machine = setup({}).createMachine({
        id: 'throws',
        context: { count: 0 },
        initial: 'only',
        states: { only: {} },
        on: {
          break: {
            actions: assign(() => {
              throw new Error('broken');
            }),
          },
        },
      });
      const host = await hostOf(store, machine);
      await host.start('tv', 'it');
      const before = await store.read('tv');
      await expect(host.send('tv', { type: 'break' })).rejects.toThrow('broken');
      expect(await store.read('tv')).toEqual(before);
    });
  });

  it('a record of an earlier version is brought up to date, step by step', async () => {
    const store = makeStore();
    const old = await hostOf(store, counter);
    await old.start('tv', 'it');
    const add = (record: FlowRecord): FlowRecord => {
      const snapshot = record.snapshot as { context: { count: number } };
      const context = { ...snapshot.context, count: snapshot.context.count + 10 };
      return { ...record, snapshot: { ...snapshot, context } };
    };
    const host = await hostOf(store, counter, { migrations: { 1: add, 2: add } });
    expect(await host.send('tv', { type: 'add' })).toMatchObject({ seq: 2, view: { count: 21 } });
    expect(JSON.parse((await store.read('tv'))!.text)).toMatchObject({ version: 3 });
  });

  describe('machines of any kind', () => {
    const waiting = setup({}).createMachine({
      id: 'waiting',
      initial: 'first',
      states: {
        first: { after: { 5000: 'second' }, on: { go: 'left' } },
        second: { type: 'final' },
        left: {},
      },
      output: 'waited',
    });

    const parent = setup({ actors: { waiting } }).createMachine({
      id: 'parent',
      type: 'parallel',
      context: { told: 'nothing' },
      states: {
        child: {
          initial: 'running',
          states: {
            running: {
              invoke: {
                id: 'below',
                src: 'waiting',
                onDone: { target: 'over', actions: assign({ told: ({ event }) => event.output }) },
              },
              on: { pass: { actions: sendTo('below', { type: 'go' }) } },
            },
            over: {},
          },
        },
        mode: {
          initial: 'on',
          states: {
            on: {
              initial: 'low',
              states: { low: { on: { more: 'high' } }, high: {}, again: { type: 'history' } },
              on: { off: 'off' },
            },
            off: { on: { on: '#parent.mode.on.again' } },
          },
        },
      },
    });

    it('delays survive: they end when they would have', async () => {
      const store = makeStore();
      const host = await hostOf(store, waiting);
      await host.start('tv', 'it');
      await pass(3000);
      await host.close();
      await pass(1000);
      const next = await hostOf(store, waiting);
      await pass(999);
      expect(await next.view('tv')).toMatchObject({ isDone: false });
      await pass(1);
      expect(await next.view('tv')).toMatchObject({ isDone: true });
    });

    it('a delay ends with its state', async () => {
      const host = await hostOf(makeStore(), waiting);
      await host.start('tv', 'it');
      await host.send('tv', { type: 'go' });
      await pass(6000);
      expect(await host.view('tv')).toMatchObject({ seq: 2, view: { value: 'left' } });
    });

    it('the end of a machine within a machine is told to the one above, after a kill too', async () => {
      const store = makeStore();
      await (await hostOf(store, parent)).start('tv', 'it');
      vi.clearAllTimers();
      const host = await hostOf(store, parent);
      await pass(5000);
      expect(await host.view('tv')).toMatchObject({
        view: { told: 'waited', value: { child: 'over' } },
      });
    });

    it('an event goes on to the machine within', async () => {
      const host = await hostOf(makeStore(), parent);
      await host.start('tv', 'it');
      await host.send('tv', { type: 'pass' });
      await pass(6000);
      expect(await host.view('tv')).toMatchObject({ view: { told: 'nothing' } });
    });

    it('history is remembered, by the next host too', async () => {
      const store = makeStore();
      const host = await hostOf(store, parent);
      await host.start('tv', 'it');
      await host.send('tv', { type: 'more' });
      await host.send('tv', { type: 'off' });
      const next = await hostOf(store, parent);
      expect(await next.send('tv', { type: 'on' })).toMatchObject({
        view: { value: { mode: { on: 'high' } } },
      });
    });
  });

  describe('the end of a flow', () => {
    it('is kept for a while, and then removed', async () => {
      const store = makeStore();
      const host = await hostOf(store, counter, { keepFinished: 1000 });
      await host.start('tv', 'it');
      await host.send('tv', { type: 'end' });
      await pass(999);
      expect(await host.list()).toEqual([{ key: 'tv', machine: 'it', seq: 2, isDone: true }]);
      await pass(1);
      expect(await host.list()).toEqual([]);
    });

    it('takes no newer flow with the same key along', async () => {
      const host = await hostOf(makeStore(), counter, { keepFinished: 1000 });
      await host.start('tv', 'it');
      await host.send('tv', { type: 'end' });
      await host.start('tv', 'it', {}, { idempotencyKey: 'new' });
      await pass(5000);
      expect(await host.view('tv')).toMatchObject({ seq: 3, isDone: false });
    });

    it('can be brought about: a removed flow is gone, with its calls', async () => {
      const { answers, services } = asked();
      const host = await hostOf(makeStore(), counter, { services });
      await host.start('tv', 'it');
      await host.send('tv', { type: 'ask' });
      await host.remove('tv');
      answers[0]!('late');
      await pass();
      await expect(host.view('tv')).rejects.toMatchObject({ code: 'flow_unknown' });
    });
  });

  describe('subscribe and waitFor', () => {
    it('give each state once, from the one after the last that was seen', async () => {
      const host = await hostOf(makeStore(), counter);
      await host.start('tv', 'it');
      const seen: number[] = [];
      const unsubscribe = host.subscribe('tv', ({ seq }) => seen.push(seq), { after: 1 });
      await host.send('tv', { type: 'add' });
      await host.send('tv', { type: 'add' });
      unsubscribe();
      await host.send('tv', { type: 'add' });
      expect(seen).toEqual([2, 3]);
    });

    it('wait for a state, and no longer than was said', async () => {
      const host = await hostOf(makeStore(), counter);
      await host.start('tv', 'it');
      const two = host.waitFor('tv', (state) => (state.view as { count: number }).count === 2);
      const never = host
        .waitFor('tv', ({ isDone }) => isDone, { timeout: 1000 })
        .catch((error: unknown) => error);
      await host.send('tv', { type: 'add' });
      await host.send('tv', { type: 'add' });
      expect(await two).toMatchObject({ seq: 3 });
      await pass(1000);
      expect(await never).toMatchObject({ code: 'wait_over' });
      await expect(host.waitFor('gone', () => true)).rejects.toMatchObject({
        code: 'flow_unknown',
      });
    });
  });
});
