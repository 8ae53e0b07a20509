import { assign, createActor, fromPromise, setup, waitFor } from 'xstate';
import { describe, expect, it } from 'vitest';
import { createInspection, type InspectedApp, type Observation } from '../../src/inspect/index.js';
import { watcher } from './support/watch.js';

/** Asks once, and is done with what it was told. */
const asking = setup({
  types: {} as { context: { count: number }; events: { type: 'ask' } | { type: 'break' } },
  actors: { answer: fromPromise(async () => 42) },
  actions: {
    break: () => {
      throw new Error('broken');
    },
  },
}).createMachine({
  id: 'asking',
  context: { count: 0 },
  initial: 'idle',
  states: {
    idle: {
      tags: 'needs-user',
      on: {
        ask: { target: 'waiting', actions: assign({ count: ({ context }) => context.count + 1 }) },
        break: {
          actions: assign(() => {
            throw new Error('broken');
          }),
        },
      },
    },
    waiting: {
      invoke: { id: 'answer', src: 'answer', onDone: 'deciding' },
    },
    deciding: { always: [{ guard: () => false, target: 'idle' }, { target: 'done' }] },
    done: { type: 'final' },
  },
});

const told = ({ type, actor, ...rest }: Observation): string => {
  const { event } = rest as { event?: { type: string } };
  // No machine here has states within states.
  const { snapshot } = rest as { snapshot?: { value?: string; status: string } };
  const where = type === 'snapshot' && (snapshot?.value ?? snapshot?.status);
  return [actor.src ?? actor.machine?.id, type, event?.type, where].filter(Boolean).join(' ');
};

describe('an inspection', () => {
  it('tells of each actor, its events and where they led, in order', async () => {
    const { sink, seen } = watcher();
    const actor = createActor(asking, {
      inspect: createInspection({ sinks: [sink], now: () => 7 }),
    });
    actor.start();
    actor.send({ type: 'ask' });
    await waitFor(actor, ({ status }) => status === 'done');
    expect(seen.map(told)).toEqual(
      [
        'asking actor idle',
        'asking event xstate.init',
        'asking snapshot xstate.init idle',
        'asking event ask',
        'answer actor active',
        'answer event xstate.init',
        'answer snapshot xstate.init active',
        'asking snapshot ask waiting',
        'answer event xstate.promise.resolve',
        'asking event xstate.done.actor.answer',
        'asking snapshot xstate.done.actor.answer done',
        'asking stop',
        'answer snapshot xstate.promise.resolve done',
        'answer stop',
      ].map((line) => line.replace(/^(\w+ actor) \w+$/, '$1')),
    );
    expect(seen.every(({ at }) => at === 7)).toBe(true);
  });

  it('says which transitions were taken, and what else a snapshot shows', async () => {
    const { sink, seen } = watcher();
    const actor = createActor(asking, { inspect: createInspection({ sinks: [sink] }) });
    actor.start();
    actor.send({ type: 'ask' });
    await waitFor(actor, ({ status }) => status === 'done');
    const snapshots = seen.flatMap((one) =>
      one.type === 'snapshot' && one.actor.machine ? [one] : [],
    );
    expect(snapshots.map(({ taken }) => taken)).toEqual([
      [],
      ['idle|ask|0'],
      ['waiting|xstate.done.actor.answer|0', 'deciding||1'],
    ]);
    expect(snapshots[1]?.snapshot).toEqual({
      status: 'active',
      value: 'waiting',
      tags: [],
      context: { count: 1 },
      children: { answer: { sessionId: expect.any(String), src: 'answer' } },
    });
    const answer = seen.find(({ actor: { src } }) => src === 'answer');
    expect(answer?.actor).toMatchObject({
      id: 'answer',
      parentId: actor.sessionId,
      rootId: actor.sessionId,
    });
    expect(snapshots[0]?.actor).not.toHaveProperty('parentId');
  });

  it('tells who has sent an event', async () => {
    const { sink, seen } = watcher();
    const actor = createActor(asking, { inspect: createInspection({ sinks: [sink] }) });
    actor.start();
    actor.send({ type: 'ask' });
    await waitFor(actor, ({ status }) => status === 'done');
    const done = seen.find(
      (one) => one.type === 'event' && one.event.type.startsWith('xstate.done'),
    );
    const ask = seen.find((one) => one.type === 'event' && one.event.type === 'ask');
    expect(done).toHaveProperty('source', expect.stringMatching(/^x:/));
    expect(ask).not.toHaveProperty('source');
  });

  it('notices a transition that throws, of which XState says nothing', async () => {
    const { sink, seen } = watcher();
    const actor = createActor(asking, { inspect: createInspection({ sinks: [sink] }) });
    actor.subscribe({ error: () => {} });
    actor.start();
    actor.send({ type: 'break' });
    await Promise.resolve();
    expect(seen.slice(3).map(told)).toEqual([
      'asking event break',
      'asking snapshot break idle',
      'asking stop',
    ]);
    expect(seen[4]).toMatchObject({ snapshot: { status: 'error', error: { message: 'broken' } } });
  });

  it('tells of an actor that is stopped from outside', () => {
    const { sink, seen } = watcher();
    const actor = createActor(asking, { inspect: createInspection({ sinks: [sink] }) });
    actor.start();
    actor.stop();
    expect(seen.slice(3).map(told)).toEqual(['asking snapshot xstate.stop idle', 'asking stop']);
  });

  it('begins with what there is, where somebody looks on later', async () => {
    const { sink, seen } = watcher();
    const actor = createActor(asking);
    actor.start();
    actor.send({ type: 'ask' });
    actor.system.inspect(createInspection({ sinks: [sink] }));
    await waitFor(actor, ({ status }) => status === 'done');
    expect(seen.map(told)).toEqual([
      'asking actor',
      'answer actor',
      'answer event xstate.promise.resolve',
      'asking event xstate.done.actor.answer',
      'asking snapshot xstate.done.actor.answer done',
      'asking stop',
      'answer snapshot xstate.promise.resolve done',
      'answer stop',
    ]);
    expect(seen[0]?.actor.snapshot).toMatchObject({ status: 'done' });
  });

  it('knows who is alive', async () => {
    let app: InspectedApp | undefined;
    const sink = { open: (opened: InspectedApp) => ((app = opened), () => {}) };
    const actor = createActor(asking, { inspect: createInspection({ sinks: [sink] }) });
    expect(app?.actors()).toEqual([]);
    actor.start();
    actor.send({ type: 'ask' });
    expect(app?.actors().map(({ id, snapshot }) => [id, snapshot?.value])).toEqual([
      [actor.id, 'waiting'],
      ['answer', undefined],
    ]);
    await waitFor(actor, ({ status }) => status === 'done');
    await Promise.resolve();
    expect(app?.actors()).toEqual([]);
  });

  it('sends an event to an actor that is alive', () => {
    let app: InspectedApp | undefined;
    const sink = { open: (opened: InspectedApp) => ((app = opened), () => {}) };
    const actor = createActor(asking, { inspect: createInspection({ sinks: [sink] }) });
    actor.start();
    expect(app?.send(actor.sessionId, { type: 'ask' })).toBe(true);
    expect(actor.getSnapshot().value).toBe('waiting');
    expect(app?.send('x:none', { type: 'ask' })).toBe(false);
  });

  it('goes on for the others where a sink throws, and the app notices nothing', () => {
    const { sink, seen } = watcher();
    const broken = {
      open: () => () => {
        throw new Error('sink');
      },
    };
    const actor = createActor(asking, { inspect: createInspection({ sinks: [broken, sink] }) });
    actor.start();
    actor.send({ type: 'ask' });
    expect(actor.getSnapshot().value).toBe('waiting');
    expect(seen.length).toBeGreaterThan(5);
  });

  it('makes plain data only where a sink looks at it', () => {
    let looked = 0;
    const machine = setup({ types: {} as { context: object } }).createMachine({
      context: {
        get type() {
          looked += 1;
          return 'x';
        },
      },
    });
    const blind = { open: () => () => {} };
    createActor(machine, { inspect: createInspection({ sinks: [blind] }) }).start();
    expect(looked).toBe(0);
  });

  it('keeps two systems apart', () => {
    const { sink, seen } = watcher();
    const inspect = createInspection({ sinks: [sink] });
    for (const id of ['one', 'two']) createActor(asking, { id, inspect }).start();
    expect(new Set(seen.map(({ actor }) => actor.sessionId)).size).toBe(2);
    expect(seen.map(({ actor }) => actor.id)).toEqual([
      ...Array<string>(3).fill('one'),
      ...Array<string>(3).fill('two'),
    ]);
  });

  it('tells actors of two copies of XState apart, each of which counts from zero', () => {
    const { sink, seen } = watcher();
    const inspect = createInspection({ sinks: [sink] });
    const [one, other, third] = ['one', 'other', 'third'].map((id) =>
      createActor(asking, { id, inspect }),
    );
    for (const actor of [one!, other!, third!]) actor.sessionId = 'x:same';
    one!.start();
    other!.start();
    one!.stop();
    third!.start();
    const idOf = (id: string) =>
      new Set(seen.flatMap(({ actor }) => (actor.id === id ? [actor.sessionId] : [])));
    expect([...idOf('one')]).toEqual(['x:same']);
    expect([...idOf('other')]).toEqual(['x:same~1']);
    // One that has ended leaves its id to others.
    expect([...idOf('third')]).toEqual(['x:same']);
  });
});
