import { assign, createActor, fromPromise, setup } from 'xstate';
import * as z from 'zod/mini';
import { render } from '../support/app-client.js';

// What the machines and readers of the library use of the two, and nothing of the library.
const answer = () => z.looseObject({ actionName: z.string(), code: z.nullish(z.string()) });
const map = () => z.custom((value) => typeof value === 'object');

async function create() {
  const response = await fetch('/session');
  return z.safeParse(answer(), map().parse(await response.json()));
}

const machine = setup({
  types: {} as { context: { code: string } },
  actors: { create: fromPromise(create) },
  actions: { keep: assign({ code: 'given' }) },
}).createMachine({
  context: { code: '' },
  initial: 'creating',
  states: {
    creating: { invoke: { src: 'create', onDone: { target: 'done', actions: 'keep' } } },
    done: { type: 'final' },
  },
});

const flow = createActor(machine);
flow.subscribe((snapshot) => render(snapshot.value));
flow.start();
