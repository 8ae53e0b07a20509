import { type AnyStateMachine, assign, createActor, fromPromise, setup } from 'xstate';
import { createInspection, xstateInspectSink } from '../../../src/inspect/index.js';
import { directTransport } from './receiver.js';

const child = setup({}).createMachine({
  id: 'child',
  initial: 'asking',
  states: {
    asking: { on: { 'child.done': 'done', 'child.nothing': {} } },
    done: { type: 'final' },
  },
  output: { answer: 42 },
} as never) as unknown as AnyStateMachine;

export const parent = setup({
  types: {} as { context: { count: number } },
  actors: { child, wait: fromPromise(async () => 7) },
}).createMachine({
  id: 'parent',
  context: { count: 0 },
  initial: 'idle',
  states: {
    idle: {
      tags: 'needs-user',
      on: {
        go: 'waiting',
        constructor: 'ended',
        '*': {},
        break: {
          actions: () => {
            throw new Error('broken');
          },
        },
      },
    },
    waiting: {
      invoke: [
        { src: 'child', onDone: { target: 'idle', actions: assign({ count: 1 }) } },
        { id: 'wait', src: 'wait', onDone: {} },
      ],
      on: {
        stop: 'ended',
      },
    },
    ended: { type: 'final' },
  },
} as never) as unknown as AnyStateMachine;

/** An app that is shown by a sink, with nobody there yet. */
export function start(options: { readonly acceptEvents?: boolean; readonly late?: boolean } = {}) {
  const direct = directTransport();
  const inspect = createInspection({
    sinks: [xstateInspectSink({ transport: direct.transport, ...options })],
  });
  const app = createActor(parent, { ...(!options.late && { inspect }), id: 'app' });
  return { app, direct, inspect };
}
