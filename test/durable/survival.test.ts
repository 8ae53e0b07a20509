import { describe, expect, it, vi } from 'vitest';
import { fromPromise, setup, type AnyStateMachine } from 'xstate';
import {
  type EntitlementView,
  entitlementMachine,
  entitlementServices,
  entitlementView,
} from '../../src/index.js';
import {
  createHost,
  deviceItems,
  encryptedStore,
  FlowError,
  type FlowRecord,
  type FlowStore,
  type HostOptions,
} from '../../src/durable/index.js';
import { parameters, simulateTime, world } from '../support/world.js';
import { kindsOfStores, pass } from './support/stores.js';

simulateTime();

const FLOWS = 1000;

/** Waits a while, and then says so; the new one may have another state in between. */
const waiting = (state: string) =>
  setup({ types: {} as { context: { name: string }; input: { name: string } } }).createMachine({
    id: 'waiting',
    context: ({ input }) => ({ name: input?.name ?? '' }),
    initial: state,
    states: { [state]: { after: { 60_000: 'over' } }, over: { type: 'final' } },
  });

const view = ({ value, context }: { readonly value: unknown; readonly context: object }) => ({
  ...context,
  value,
});

const hostOf = (store: FlowStore, machine: AnyStateMachine, options: Partial<HostOptions> = {}) =>
  createHost({ store, machines: { it: { machine, view } }, ...options });

/** Has a state of the stored flow bear another name. */
const renamed = (record: FlowRecord): FlowRecord => {
  const snapshot = record.snapshot as { value: unknown };
  const timers = record.timers.map((timer) => {
    const event = { type: 'xstate.after.60000.waiting.new' };
    return { ...timer, event, id: event.type };
  });
  return { ...record, timers, snapshot: { ...snapshot, value: 'new' } };
};

describe.each(kindsOfStores())('on %s:', (_name, makeStore) => {
  it(`${FLOWS} flows wait while new code comes, and end by it; the old code refuses them and leaves them`, async () => {
    const store = makeStore();
    const old = await hostOf(store, waiting('old'));
    const keys = Array.from({ length: FLOWS }, (_, index) => `flow ${index}`);
    await Promise.all(keys.map((key) => old.start(key, 'it', { name: key })));
    await old.close();
    // Without a migration: refused, and left as they are.
    const errors: unknown[] = [];
    const unready = await hostOf(store, waiting('new'), { onError: (error) => errors.push(error) });
    await expect(unready.view('flow 1')).rejects.toMatchObject({ code: 'unreadable_record' });
    await unready.close();
    // Rolled back: they go on.
    const back = await hostOf(store, waiting('old'));
    expect(await back.view('flow 1')).toMatchObject({ seq: 1, view: { value: 'old' } });
    await back.close();
    const next = await hostOf(store, waiting('new'), { migrations: { 1: renamed } });
    expect(await next.view('flow 1')).toMatchObject({ view: { value: 'new', name: 'flow 1' } });
    await pass(60_000);
    for (let turn = 0; turn < 60; turn += 1) await pass(100);
    // A long list lets others have their turn.
    const listing = next.list();
    for (let turn = 0; turn < 20; turn += 1) await pass(1);
    const listed = await listing;
    expect(listed.filter(({ isDone }) => isDone)).toHaveLength(FLOWS);
    await next.close();
  });

  it('flows whose time came while no host was there are woken, some at a time', async () => {
    const store = makeStore();
    const machine = waiting('old');
    const first = await hostOf(store, machine);
    await Promise.all(
      Array.from({ length: 120 }, (_, index) => first.start(`flow ${index}`, 'it')),
    );
    await first.close();
    vi.setSystemTime(Date.now() + 3_600_000);
    const asked = vi.fn<(limit: number) => void>();
    const watched: FlowStore = {
      ...store,
      waiting: (limit) => {
        asked(limit);
        return store.waiting(limit);
      },
    };
    const next = await hostOf(watched, machine);
    for (let turn = 0; turn < 10; turn += 1) await pass(100);
    expect((await next.list()).every(({ isDone }) => isDone)).toBe(true);
    for (const [limit] of asked.mock.calls) expect(limit).toBeLessThan(200);
    // One timer for all that wait for their removal.
    expect(vi.getTimerCount()).toBe(1);
    await next.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a store that fails for a while loses no answer: the request does not go out again', async () => {
    const store = makeStore();
    let isFull = false;
    const failing: FlowStore = {
      ...store,
      write: async (...args) => {
        if (isFull) throw new FlowError('full', { code: 'store_failed', remedy: 'none' });
        return store.write(...args);
      },
    };
    let asked = 0;
    let answer: (value: string) => void = () => {};
    const machine = setup({ actors: { ask: fromPromise<string>(async () => '') } }).createMachine({
      id: 'asks',
      context: {},
      initial: 'asking',
      states: { asking: { invoke: { id: 'ask', src: 'ask', onDone: 'told' } }, told: {} },
    });
    const errors: unknown[] = [];
    const host = await hostOf(failing, machine, {
      onError: (error) => errors.push(error),
      services: () => ({
        ask: fromPromise<string>(() => {
          asked += 1;
          return new Promise((resolve) => {
            answer = resolve;
          });
        }),
      }),
    });
    await host.start('tv', 'it');
    isFull = true;
    answer('yes');
    await pass(2500);
    expect(errors).toMatchObject([{ code: 'store_failed' }, { code: 'store_failed' }]);
    expect(await host.view('tv')).toMatchObject({ view: { value: 'asking' } });
    isFull = false;
    await pass(5000);
    expect(await host.view('tv')).toMatchObject({ view: { value: 'told' } });
    expect(asked).toBe(1);
    await host.close();
  });

  it('keeps no secret and nothing personal readable, in no record and no item', async () => {
    const store = makeStore();
    const bytes: string[] = [];
    const note = <T extends readonly unknown[]>(...args: T): T => {
      bytes.push(JSON.stringify(args));
      return args;
    };
    const keys = [new Uint8Array(32).fill(9)];
    const encrypted = encryptedStore(
      {
        ...store,
        write: (...args) => store.write(...note(...args)),
        items: {
          ...store.items,
          write: (...args) => store.items.write(...note(...args)),
        },
      },
      keys,
    );
    const device = 'planted-device-id';
    const made = world();
    made.simulator.mvpd({ id: 'Cablevision', permits: ['one'] });
    const client = made.clientWith({
      softwareStatement: 'planted.software.statement',
      device: {
        id: device,
        info: { model: 'TV', version: '1', osName: 'a', osVersion: '1', connectionType: 'LAN' },
      },
      ...deviceItems(encrypted.items, device),
    });
    const host = await createHost({
      store: encrypted,
      machines: { life: { machine: entitlementMachine, view: entitlementView } },
      services: () => entitlementServices(client),
    });
    const { domainName, redirectUrl } = parameters;
    await host.start('tv', 'life', { screen: 'primary', domainName, redirectUrl });
    const show = async () => (await host.view('tv')).view as EntitlementView;
    /** Encryption takes no simulated time: hardly any goes by until this is shown. */
    const see = async <T>(pick: (shown: EntitlementView) => T | undefined): Promise<T> => {
      for (let turn = 1; turn < 50_000; turn += 1) {
        const found = pick(await show());
        if (found !== undefined) return found;
        await pass(turn % 50 === 0 ? 50 : 0);
      }
      throw new Error(JSON.stringify(await show()));
    };
    await see(({ phase }) => (phase === 'unauthenticated' ? phase : undefined));
    await host.send('tv', { type: 'authenticate' });
    await see(({ phase }) => (phase === 'choosing' ? phase : undefined));
    await host.send('tv', { type: 'mvpd.selected', mvpd: 'Cablevision' });
    const code = await see((shown) =>
      shown.phase === 'authenticating' && shown.authentication.phase === 'authenticate'
        ? shown.authentication.code
        : undefined,
    );
    await made.simulator.viewer.signIn({ code });
    await host.send('tv', { type: 'userAgent.returned' });
    await see(({ phase }) => (phase === 'authenticated' ? phase : undefined));
    await host.send('tv', { type: 'play', resource: 'one' });
    await see(({ plays }) => (plays[0]?.phase === 'permitted' ? plays : undefined));
    const secrets = made.simulator.requests.flatMap(({ headers }) =>
      (headers['authorization'] ?? '').split(' ').slice(1),
    );
    expect(secrets.length).toBeGreaterThan(2);
    const stored = bytes.join('\n');
    expect(bytes.length).toBeGreaterThan(8);
    const { access } = (await host.view('tv')).view as {
      access: { profile: { attributes: object } };
    };
    const personal = JSON.stringify(access.profile.attributes)
      .split('"')
      .filter((text) => text.length > 5);
    expect(personal.length).toBeGreaterThan(0);
    for (const planted of [
      ...secrets,
      ...personal,
      code,
      'planted.software.statement',
      device,
      'serializedToken',
      'client_secret',
      'attributes',
    ])
      for (const text of [planted, Buffer.from(planted).toString('base64').replace(/=+$/, '')])
        expect(stored).not.toContain(text);
    await host.close();
    // With another key it is a record that nobody can read.
    const other = encryptedStore(store, [new Uint8Array(32).fill(1)]);
    await expect(other.read('tv')).rejects.toMatchObject({ code: 'unreadable_record' });
  });
});
