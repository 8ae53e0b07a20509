// A machine of one's own: a call, a delay of XState's own, and an end. Each is told to the test's server.
import { assign, fromPromise, setup } from 'xstate';

/** A promise actor that knows whether it is run again. */
function asking(origin) {
  const restored = new WeakSet();
  const logic = fromPromise(async ({ input, signal, self }) => {
    const query = new URLSearchParams({ ...input, restored: String(restored.has(self)) });
    const response = await fetch(`${origin}/own?${query}`, { signal });
    if (!response.ok)
      throw Object.assign(new Error('no answer'), { code: 'no_answer', remedy: 'retry' });
    return response.text();
  });
  return {
    ...logic,
    restoreSnapshot(snapshot, scope) {
      restored.add(scope.self);
      return logic.restoreSnapshot(snapshot, scope);
    },
  };
}

export const ownServices = (origin) => ({ ask: asking(origin) });

/** `version` 2 has a state more; `broken` throws in a step. */
export const own = (version) =>
  setup({
    actors: { ask: fromPromise(async () => '') },
    delays: { delay: ({ context }) => context.delay },
  }).createMachine({
    id: 'own',
    context: ({ input }) => ({
      name: input?.name ?? '',
      delay: input?.delay ?? 1000,
      count: 0,
      answer: null,
      error: null,
      ...(version > 1 && { added: true }),
    }),
    initial: 'idle',
    on: {
      add: { actions: assign({ count: ({ context }) => context.count + 1 }) },
      break: {
        actions: assign(() => {
          throw new Error('broken');
        }),
      },
      end: '.ended',
    },
    states: {
      idle: { on: { ask: 'asking', wait: 'waiting' } },
      asking: {
        on: { leave: 'idle', ask: { target: 'asking', reenter: true } },
        invoke: {
          id: 'ask',
          src: 'ask',
          input: ({ context, event }) => ({ name: context.name, word: event.word ?? '' }),
          onDone: { target: 'waiting', actions: assign({ answer: ({ event }) => event.output }) },
          onError: { target: 'idle', actions: assign({ error: ({ event }) => event.error }) },
        },
      },
      waiting: {
        on: { leave: 'idle' },
        after: { delay: 'ended' },
      },
      ended: { type: 'final' },
    },
  });

export const ownView = ({ value, context }) => ({ value, ...context });
