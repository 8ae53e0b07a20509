import { describe, expect, it, vi } from 'vitest';
import { setup } from 'xstate';
import { createHost } from '../../src/durable/index.js';
import { simulateTime } from '../support/world.js';
import { kindsOfStores, pass } from './support/stores.js';

simulateTime();

const MINUTE = 60_000;

const machine = setup({}).createMachine({
  id: 'bell',
  initial: 'waiting',
  states: {
    waiting: { on: { skip: 'over' }, after: { [MINUTE]: 'over' } },
    over: { type: 'final' },
  },
});
const machines = {
  bell: { machine, view: ({ value }: { readonly value: unknown }) => value },
};

describe.each(kindsOfStores())('a clock that is set back, on %s', (_, makeStore) => {
  it('makes a wait longer by as much: none is lost, and none ends twice', async () => {
    const errors: unknown[] = [];
    const host = await createHost({
      store: makeStore(),
      machines,
      keepFinished: 24 * 60 * MINUTE,
      onError: (error) => errors.push(error),
    });
    await host.start('before', 'bell');
    await pass(MINUTE / 2);
    vi.setSystemTime(Date.now() - 10 * MINUTE);
    // What is asked for goes on meanwhile.
    await host.start('after', 'bell');
    await pass(MINUTE);
    expect(await host.view('after')).toMatchObject({ seq: 2, isDone: true });
    expect(await host.view('before')).toMatchObject({ seq: 1, view: 'waiting' });
    await host.start('third', 'bell');
    expect(await host.send('third', { type: 'skip' })).toMatchObject({ isDone: true });
    for (let minute = 0; minute < 10; minute += 1) await pass(MINUTE);
    expect(await host.view('before')).toMatchObject({ seq: 2, isDone: true });
    expect(errors).toEqual([]);
    await host.close();
  });

  it('while no host is there: the next one waits as long as is left', async () => {
    const store = makeStore();
    const first = await createHost({ store, machines });
    await first.start('flow', 'bell');
    await first.close();
    vi.setSystemTime(Date.now() - 10 * MINUTE);
    const next = await createHost({ store, machines });
    for (let minute = 0; minute < 10; minute += 1) await pass(MINUTE);
    expect(await next.view('flow')).toMatchObject({ view: 'waiting' });
    await pass(MINUTE);
    expect(await next.view('flow')).toMatchObject({ seq: 2, isDone: true });
    await next.close();
  });
});
