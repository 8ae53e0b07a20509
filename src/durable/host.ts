import { type Calls, createCalls, nameOf } from './calls.js';
import { FlowError, flowError } from './flow-error.js';
import { createFlows, type Next, type Result } from './flows.js';
import { createLatest } from './latest.js';
import { createListeners } from './listeners.js';
import type { Call, FlowRecord, Timer } from './record.js';
import { turns } from './turns.js';
import type { FlowState, Host, HostOptions, ListedFlow } from './types.js';
import { createWaker, type Waker } from './waker.js';

const AN_HOUR = 3_600_000;

/** Flows whose last state is kept in memory. */
const RECENT = 500;

/** Flows that are taken up at a time when a host begins. */
const BATCH = 50;

/** Milliseconds until a result is stored again where the store has failed; doubled up to the last. */
const RETRY = { first: 1000, last: 30_000 };

const isStoreFailure = (error: unknown): boolean =>
  error instanceof FlowError && error.code === 'store_failed';

/**
 * Runs flows on a server so that they outlive it. Each flow is a record in the store. A step loads it, asks
 * XState what the event leads to, stores that, and only then sends requests; a process that dies at any
 * moment loses nothing, and the next one goes on. A request that was in flight goes out again: its service is
 * told so (`restored`).
 *
 * @throws FlowError
 *
 * @example
 * ```ts
 * import {
 *   authenticationMachine,
 *   authenticationServices,
 *   authenticationView,
 *   createPassClient,
 * } from 'tve-auth-flow';
 * import { createHost, memoryStore } from 'tve-auth-flow/durable';
 *
 * const clientOf = (deviceId: string) =>
 *   createPassClient({
 *     environment: 'release-staging',
 *     serviceProvider: 'REF30',
 *     softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
 *     device: { id: deviceId },
 *   });
 *
 * const host = await createHost({
 *   store: memoryStore(),
 *   machines: { authentication: { machine: authenticationMachine, view: authenticationView } },
 *   services: ({ key }) => authenticationServices(clientOf(key)),
 * });
 * const { seq, view } = await host.start('ba23d141-d715-561c-94f4-e9e4c966b1eb', 'authentication', {
 *   screen: 'secondary',
 * });
 * console.log(seq, view);
 * await host.close();
 * ```
 */
export async function createHost({
  store,
  machines,
  services = () => ({}),
  migrations = {},
  keepFinished = AN_HOUR,
  // oxlint-disable-next-line no-console -- where else, on a server that says nothing
  onError = (error, key) => console.error(`Flow ${key}:`, error),
}: HostOptions): Promise<Host> {
  const owner = await store.claim();
  const flows = createFlows({ machines, services, migrations, keepFinished });
  const inTurn = turns();
  const underWay = new Set<Promise<unknown>>();
  /** What this host has stored last: nobody else writes. */
  const recent = createLatest<{ readonly record: FlowRecord; readonly state: FlowState }>(RECENT);
  const retries = new Set<ReturnType<typeof setTimeout>>();
  let over: 'host_closed' | 'host_replaced' | undefined;

  const report = (key: string) => (error: unknown) => {
    if (!over) onError(error, key);
  };

  /** One after another for each flow. */
  function step<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = inTurn(key, () => {
      if (over) throw flowError(over, 'This host has ended');
      return work();
    });
    underWay.add(turn);
    void turn.catch(() => {}).then(() => underWay.delete(turn));
    return turn;
  }

  async function load(key: string): Promise<FlowRecord | undefined> {
    const stored = await store.read(key);
    if (!stored) return undefined;
    const last = recent.get(key);
    return last?.record.seq === stored.seq ? last.record : flows.read(key, stored.text);
  }

  async function known(key: string): Promise<FlowRecord> {
    const record = await load(key);
    if (!record) throw flowError('flow_unknown', `There is no flow ${key}`);
    return record;
  }

  function stateIn(key: string, record: FlowRecord): FlowState {
    const last = recent.get(key);
    return last?.record === record ? last.state : flows.stateOf(key, record);
  }
  const stateOf = async (key: string): Promise<FlowState> => stateIn(key, await known(key));
  const listeners = createListeners(stateOf, report);
  const calls: Calls = createCalls(
    (key, call, result) => void tell(key, call, result, RETRY.first),
  );

  function end(why: typeof over): void {
    over ??= why;
    waker.stop();
    for (const retry of retries) clearTimeout(retry);
    retries.clear();
    calls.stopAll();
  }

  async function write(key: string, expected: number | undefined, record?: FlowRecord) {
    const stored = record && flows.stored(record);
    const result = await store.write(owner, key, expected, stored);
    if (result === 'replaced') {
      end('host_replaced');
      throw flowError('host_replaced', 'Another host has taken the store over');
    }
    if (result !== 'written') recent.delete(key);
    if (result === 'changed') throw flowError('flow_changed', `The flow ${key} has changed`);
    waker.stored(key, stored?.wakeAt);
  }

  function forget(key: string): void {
    recent.delete(key);
    flows.forget(key);
  }

  /** Stores what a step has come to, and then acts. */
  async function commit(
    key: string,
    before: FlowRecord | undefined,
    { record, state, act }: Next,
  ): Promise<FlowState> {
    await write(key, before?.seq, record);
    recent.set(key, { record, state });
    // Of a host that has ended meanwhile, nothing goes out; the next one does it.
    if (over) return state;
    act();
    const hosted = flows.hosted(key, record.machine);
    calls.resume(key, record, hosted, (call) => call.seq !== record.seq);
    listeners.tell(key, state);
    return state;
  }

  /** Takes the result of a call to its flow; where the store has failed, as soon as it works again. */
  async function tell(
    key: string,
    call: Call | Timer,
    result: Result,
    delay: number,
  ): Promise<void> {
    try {
      await step(key, () => settle(key, call, result));
    } catch (error) {
      report(key)(error);
      if (over) return;
      if (!isStoreFailure(error)) return calls.ended(key, call);
      const retry = setTimeout(() => {
        retries.delete(retry);
        void tell(key, call, result, Math.min(delay * 2, RETRY.last));
      }, delay);
      retries.add(retry);
    }
  }

  /** Where the machine has left the state that asked for a call, its result is for nobody. */
  async function settle(key: string, call: Call | Timer, result: Result): Promise<void> {
    const record = await load(key);
    const isWanted = [...(record?.calls ?? []), ...(record?.timers ?? [])].some(
      (other) => nameOf(other) === nameOf(call),
    );
    if (record && isWanted) await commit(key, record, flows.settle(key, record, call, result));
    calls.ended(key, call);
  }

  /** Does what is due, and has the calls of the flow running. */
  async function wake(key: string): Promise<void> {
    const record = await load(key);
    if (!record) return;
    if (record.endedAt !== undefined) {
      if (record.endedAt + keepFinished > Date.now()) return;
      await write(key, record.seq);
      return forget(key);
    }
    const hosted = flows.hosted(key, record.machine);
    calls.resume(key, record, hosted, () => true);
    const due = record.timers.filter(({ at }) => at <= Date.now());
    for (const timer of due) if (!timer.event) calls.finish(key, record, hosted, timer);
    const raised = due.find(({ event }) => event !== undefined);
    if (!raised?.event) return;
    const timers = record.timers.filter((timer) => timer !== raised);
    const next = flows.apply(key, { ...record, timers }, raised.event, raised.path);
    await commit(key, record, next);
  }

  const wakeSafely = (key: string): Promise<void> =>
    step(key, () => wake(key)).catch((error: unknown) => {
      if (isStoreFailure(error)) waker.again(key);
      report(key)(error);
    });

  const waker: Waker = createWaker(store, wakeSafely, report('*'));

  const host: Host = {
    start: (key, name, input = {}, { idempotencyKey } = {}) =>
      step(key, async () => {
        flows.hosted(key, name);
        const before = await load(key);
        const isNew =
          !before ||
          (before.endedAt !== undefined &&
            idempotencyKey !== undefined &&
            !before.keys.some(([other]) => other === idempotencyKey));
        if (isNew)
          return commit(key, before, flows.begin(key, name, input, { before, idempotencyKey }));
        if (before.machine !== name)
          throw flowError('flow_of_other_machine', `The flow ${key} is one of ${before.machine}`);
        return stateIn(key, before);
      }),

    send: (key, event, { idempotencyKey, ifSeq } = {}) =>
      step(key, async () => {
        // A client could forge a service's answer.
        if (typeof event.type !== 'string' || /^(xstate|request)\./.test(event.type))
          throw flowError('event_refused', 'The event is none that a client may send');
        const record = await known(key);
        if (record.keys.some(([other]) => other === idempotencyKey)) return stateIn(key, record);
        if (ifSeq !== undefined && ifSeq !== record.seq)
          throw flowError('flow_changed', `The flow ${key} is at ${record.seq} by now`);
        if (record.endedAt !== undefined) return stateIn(key, record);
        return commit(key, record, flows.apply(key, record, event, [], idempotencyKey));
      }),

    view: stateOf,
    subscribe: listeners.subscribe,
    waitFor: listeners.waitFor,

    async list() {
      const found: ListedFlow[] = [];
      for (const key of await store.keys()) {
        const record = await load(key).catch(report(key));
        if (!record) continue;
        const { machine, seq, endedAt } = record;
        found.push({ key, machine, seq, isDone: endedAt !== undefined });
      }
      return found;
    },

    remove: (key) =>
      step(key, async () => {
        const stored = await store.read(key);
        if (!stored) return;
        await write(key, stored.seq);
        calls.stop(key);
        forget(key);
      }),

    async close() {
      end('host_closed');
      await Promise.allSettled(underWay);
      calls.stopAll();
    },
  };

  void takeUp();
  return host;

  /** Goes on with the calls that were in flight when the host before ended. */
  async function takeUp(): Promise<void> {
    try {
      const busy = await store.busy();
      for (let at = 0; at < busy.length && !over; at += BATCH)
        await Promise.all(busy.slice(at, at + BATCH).map(wakeSafely));
    } catch (error) {
      report('*')(error);
      if (over) return;
      const retry = setTimeout(() => void takeUp(), RETRY.first);
      retries.add(retry);
    }
  }
}
