import {
  type AnyStateMachine,
  assign,
  createActor,
  emit,
  fromCallback,
  fromObservable,
  fromPromise,
  fromTransition,
  sendParent,
  setup,
  waitFor,
} from 'xstate';
import { expect, it } from 'vitest';
import {
  consoleSink,
  createInspection,
  definitionOf,
  type Inspect,
  recorderSink,
  statelySink,
  testOf,
  xstateInspectSink,
} from '../../src/inspect/index.js';
import { nearInspector } from './support/peer.js';
import { foundIn, Secrets } from './support/plant.js';
import { directTransport, receive } from './support/receiver.js';
import { watcher } from './support/watch.js';

/** An account as an app may have it, with a secret wherever one can be. */
class Account {
  readonly #number: string;
  readonly names: Map<string, unknown>;
  readonly [Symbol.iterator]: unknown;

  constructor(make: () => string) {
    this.#number = make();
    this.names = new Map<string, unknown>([
      ['first', make()],
      ['all', new Set([make(), [make()]])],
    ]);
    this[Symbol.iterator] = make();
  }

  get number(): string {
    return this.#number;
  }

  toJSON(): object {
    return { number: this.#number, names: this.names, id: `Bearer ${this.#number}` };
  }
}

/** A machine of somebody else, and its life. */
async function live(secrets: Secrets, inspect: Inspect): Promise<void> {
  const make = () => secrets.make();
  const failure = (text = make()) =>
    Object.assign(new Error(`token=${text}`, { cause: new Error(make()) }), {
      body: `<samlp:Response>${make()}</samlp:Response>`,
      errors: [new AggregateError([new Error(`password: ${make()}`)], `Bearer ${make()}`)],
    });
  const grandchild = setup({}).createMachine({
    id: 'grandchild',
    initial: 'done',
    states: { done: { type: 'final' } },
    output: () => ({ deep: [{ deeper: make() }] }),
  });
  const child = setup({ actors: { grandchild } }).createMachine({
    id: 'child',
    invoke: {
      src: 'grandchild',
      onDone: { target: '.done', actions: sendParent({ type: 'news', text: make() }) },
    },
    initial: 'waiting',
    states: { waiting: {}, done: { type: 'final' } },
    output: ({ event }: { event: unknown }) => ({ event, more: make() }),
  } as never);
  const machine = setup({
    actors: {
      child,
      asks: fromPromise(async () => {
        throw failure();
      }),
      counts: fromTransition((state: object) => state, { held: make() }),
      calls: fromCallback(({ sendBack }) => {
        sendBack({ type: 'called', by: make() });
      }),
      watches: fromObservable(() => ({
        subscribe(observer: object) {
          (observer as { next: (value: object) => void }).next({ seen: make() });
          return { unsubscribe: () => undefined };
        },
      })),
    } as never,
    actions: { note: () => undefined },
  }).createMachine({
    id: 'foreign',
    description: `See https://me:${make()}@host/?a=${make()}`,
    meta: { text: make() },
    context: ({ spawn }: { spawn: (src: string, options: object) => unknown }) => ({
      account: new Account(make),
      deep: { list: [[{ text: make() }], make()] },
      headers: new Headers({ authorization: make() }),
      query: new URLSearchParams({ code: make() }),
      child: spawn('counts', { id: 'counter', systemId: make(), input: make() }),
    }),
    entry: { type: 'note', params: { text: make() } },
    invoke: [
      { src: 'child', input: { text: make() } },
      { src: 'calls' },
      { src: 'watches', onSnapshot: { actions: 'note' } },
      {
        src: 'asks',
        input: make(),
        onError: {
          actions: [
            assign({ error: ({ event }: { event: unknown }) => event }),
            emit({ type: 'told', text: make() }),
          ],
        },
      },
    ],
    on: {
      '*': { actions: { type: 'note', params: { text: make() } } },
      break: {
        actions: assign(() => {
          throw failure();
        }),
      },
    },
  } as never) as unknown as AnyStateMachine;
  expect(foundIn(JSON.stringify(definitionOf(machine)), secrets.all)).toEqual([]);
  const actor = createActor(machine, { inspect, input: { text: make() } } as never);
  actor.subscribe({ error: () => undefined });
  actor.start();
  await waitFor(actor, ({ context }) => 'error' in (context as object));
  const send = (event: object) => actor.send(event as never);
  send({ type: `Bearer ${make()}`, text: make() });
  send({
    type: 'restore',
    snapshot: { status: `token=${make()}`, value: make(), context: { text: make() } },
  });
  send({ type: 'restore', snapshot: { machine: 1, value: make(), tags: [make()], children: {} } });
  send({ type: 'restore', snapshot: actor.getPersistedSnapshot() });
  send({ type: 'look', message: JSON.stringify(JSON.stringify({ text: make(), id: 1 })) });
  send({ type: 'look', details: [['authorization', make()]], url: `/x?code=${make()}` });
  send({ type: 'look', toJSON: () => `Bearer ${make()}` });
  send(Object.defineProperty({ type: 'look' }, 'text', { get: () => make(), enumerable: true }));
  send({ type: 'break' });
  await waitFor(actor, ({ status }) => status === 'error').catch(() => undefined);
}

it('no secret of a machine of somebody else leaves any sink', async () => {
  const secrets = new Secrets();
  const left: string[] = [];
  const lines: string[] = [];
  const recorder = recorderSink();
  const { transport, open, sent } = nearInspector();
  const direct = directTransport();
  const { sink, seen } = watcher();
  const inspect = createInspection({
    sinks: [
      sink,
      consoleSink({ actors: () => true, log: (line) => void lines.push(line) }),
      recorder,
      statelySink({ transport }),
      xstateInspectSink({ transport: direct.transport }),
    ],
  });
  open();
  const { wire } = receive(direct);
  await live(secrets, inspect);
  const plain = seen.map(({ actor: { machine: _, ...actor }, ...rest }) => ({ ...rest, actor }));
  left.push(JSON.stringify(plain), ...lines, ...sent, ...wire);
  left.push(JSON.stringify(recorder.record()), testOf(recorder.record()));
  expect(secrets.all.length).toBeGreaterThan(40);
  for (const where of [plain, lines, sent, wire, recorder.record().steps])
    expect(where.length).toBeGreaterThan(5);
  expect(foundIn(left.join('\n'), secrets.all)).toEqual([]);
});

it('an event that can not be read is known by its type', () => {
  const { sink, seen } = watcher();
  const machine = setup({}).createMachine({ on: { '*': {} } } as never);
  const actor = createActor(machine, { inspect: createInspection({ sinks: [sink] }) }).start();
  const at = seen.length;
  actor.send({ type: 'look', toJSON: () => 'a text' } as never);
  expect(seen[at]).toMatchObject({ type: 'event', event: { type: 'look' } });
  expect(Object.keys((seen[at] as { event: object }).event)).toEqual(['type']);
});
