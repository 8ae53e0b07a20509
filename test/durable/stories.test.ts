import { describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import { restoreActor } from '../../src/index.js';
import { createHost, type FlowStore, type Host } from '../../src/durable/index.js';
import { inTurn } from '../support/depth.js';
import { slowWorld } from '../support/slow-world.js';
import { endsAgain, moments, stories, type Story, tell } from '../support/stories.js';
import { simulateTime, START } from '../support/world.js';
import { kindsOfStores, pass, settle } from './support/stores.js';

simulateTime();

/** A store whose process can die: from then on, nothing gets through. */
function mortal(store: FlowStore) {
  let isAlive = true;
  const write: FlowStore['write'] = (...args) =>
    isAlive ? store.write(...args) : new Promise(() => {});
  return {
    store: { ...store, write },
    die: () => {
      isAlive = false;
    },
  };
}

/** Tells a story of a flow on a server, whose process dies before the steps that are named. */
async function tellHosted(story: Story, dies: (step: number) => boolean, store: FlowStore) {
  vi.clearAllTimers();
  vi.setSystemTime(START);
  const made = (story.world ?? slowWorld)();
  const machine = story.machine(made);
  const errors: unknown[] = [];
  let host: Host;
  let process = mortal(store);
  const begin = async (first = false) => {
    process = mortal(store);
    // All but the store, and what the device stores, is gone with a process.
    const own = first ? machine : story.machine({ ...made, client: made.clientWith() });
    host = await createHost({
      store: process.store,
      machines: { story: { machine: own, view: story.view } },
      onError: (error) => errors.push(error),
    });
  };
  await begin(true);
  await host!.start('tv', 'story', story.input);
  const stored = async () => JSON.parse((await store.read('tv'))!.text) as { snapshot: unknown };
  let flow = createActor(machine, { input: story.input as never });
  const read = async () => {
    flow = restoreActor(machine, (await stored()).snapshot);
  };
  const told = await tell(
    story,
    made,
    {
      flow: () => flow,
      send: async (event) => {
        await host.send('tv', event);
      },
      advance: async () => {
        await settle();
        await vi.advanceTimersToNextTimerAsync();
        await settle();
      },
    },
    async (at) => {
      if (dies(at)) {
        process.die();
        void host.close();
        await begin();
      }
      await read();
    },
  );
  expect(errors).toEqual([]);
  const { view } = await host!.view('tv');
  await host!.close();
  return { told, made, view };
}

/** A sign-in by a second screen, whose process dies at one of its writes, before or after it is done. */
async function signInDyingAt(write: number, isDone: boolean, store: FlowStore) {
  vi.clearAllTimers();
  vi.setSystemTime(START);
  const story = stories.find(({ name }) => name.startsWith('a login with a second screen'))!;
  const made = slowWorld();
  let writes = 0;
  let isAlive = true;
  const dying: FlowStore = {
    ...store,
    async write(...args) {
      writes += 1;
      if (isAlive && writes !== write) return store.write(...args);
      if (isAlive && isDone) await store.write(...args);
      isAlive = false;
      return new Promise(() => {});
    },
  };
  const hostOn = (on: FlowStore) =>
    createHost({
      store: on,
      machines: { story: { machine: story.machine(made), view: story.view } },
    });
  let host = await hostOn(dying);
  void host.start('tv', 'story', story.input).catch(() => {});
  for (let step = 0; step < 100; step += 1) {
    await pass(1000);
    if (!isAlive) {
      void host.close();
      isAlive = true;
      writes = Number.NEGATIVE_INFINITY;
      host = await hostOn(store);
      await host.start('tv', 'story', story.input);
    }
    const { view, isDone: isOver } = await host.view('tv');
    if (isOver) return { view, made, didDie: writes < 0 };
    const event = await story.act?.(view as never, made);
    // Who gets no answer sends the event again.
    if (event) void host.send('tv', event, { idempotencyKey: 'the event' }).catch(() => {});
  }
  throw new Error('comes to no end');
}

const kinds = kindsOfStores();

describe.each(kinds)('on %s:', (kind, makeStore) => {
  describe('a flow on a server ends where it ends in an app', () => {
    it.each(stories)('also where its process dies at any step: $name', async (story) => {
      const { told, view } = await tellHosted(story, () => false, makeStore());
      expect(told.last).toMatchObject(story.ends);
      expect(view).toMatchObject(story.ends);
      const turn = kinds.findIndex(([name]) => name === kind);
      for (const at of inTurn(moments(told), turn, kinds.length)) {
        const { told: again, made } = await tellHosted(story, (step) => step === at, makeStore());
        expect(again.last).toMatchObject(endsAgain(story, made, again.last));
      }
    });
  });

  describe('a process that dies while it stores a step', () => {
    it.each([
      ['before it is stored', false],
      ['after it is stored, and before anything is done', true],
    ])('%s: the flow ends as ever, and at most one code is made in vain', async (_, isDone) => {
      let tried = 0;
      for (let write = 1; ; write += 1) {
        const { view, made, didDie } = await signInDyingAt(write, isDone, makeStore());
        expect(view).toMatchObject({ phase: 'authorize', mvpd: 'Cablevision' });
        expect([1, 2], `write ${write}`).toContain(made.times('E4').length);
        if (!didDie) {
          // No death, no second code.
          expect(made.times('E4')).toHaveLength(1);
          break;
        }
        tried += 1;
      }
      expect(tried).toBeGreaterThan(5);
    });
  });
});
