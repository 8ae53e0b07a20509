import { type AnyActorLogic, type AnyActorRef, type AnyStateMachine, createActor } from 'xstate';
import { restoreActor } from '../../machines/restore.js';
import { flowError } from './flow-error.js';
import type { Call, FlowRecord, Path, Timer } from './record.js';
import type { FlowStore } from './store.js';
import { find, settled, step, type Stepped, type StoredMachine } from './tree.js';

/** A machine that a host runs, and what it shows of it. */
export interface HostedMachine {
  readonly machine: AnyStateMachine;
  /** A pure function of its snapshot, such as `authenticationView`. */
  readonly view: (snapshot: never) => unknown;
}

/** What `createHost` takes. */
export interface HostOptions {
  readonly store: FlowStore;
  readonly machines: Readonly<Record<string, HostedMachine>>;
  /** The actors of one flow, such as `authenticationServices(client)` with a client for its device. */
  readonly services?: (flow: {
    readonly key: string;
    readonly machine: string;
  }) => Readonly<Record<string, AnyActorLogic>>;
  /** At `n`, what makes a record of version `n + 1` of one of version `n`; there are no gaps. */
  readonly migrations?: Readonly<Record<number, (record: FlowRecord) => FlowRecord>>;
  /** Milliseconds that a flow is kept after its end. Default: an hour. */
  readonly keepFinished?: number;
  /** Gets what goes wrong where nobody waits for an answer. Default: `console.error`. */
  readonly onError?: (error: unknown, key: string) => void;
}

/** How a flow stands. */
export interface FlowState {
  /** Counts the steps of the flow. */
  readonly seq: number;
  readonly view: unknown;
  /** Whether the flow has ended. */
  readonly isDone: boolean;
}

/** An entry of `list`. */
export interface ListedFlow {
  readonly key: string;
  readonly machine: string;
  readonly seq: number;
  readonly isDone: boolean;
}

/** Runs flows that outlive it. */
export interface Host {
  /** Begins a flow, or gives the one that there is. One that has ended makes place for a new `idempotencyKey`. */
  start(
    key: string,
    machine: string,
    input?: object,
    options?: { readonly idempotencyKey?: string },
  ): Promise<FlowState>;
  /** Sends an event; resolves when what it has led to is stored. The same `idempotencyKey` counts once. */
  send(
    key: string,
    event: { readonly type: string; readonly [field: string]: unknown },
    options?: { readonly idempotencyKey?: string; readonly ifSeq?: number },
  ): Promise<FlowState>;
  view(key: string): Promise<FlowState>;
  /** Gives the state now, if its `seq` is past `after`, and then each new one. Returns a function that ends it. */
  subscribe(
    key: string,
    listener: (state: FlowState) => void,
    options?: { readonly after?: number },
  ): () => void;
  /** Resolves with the first state that is as wanted; rejects after `timeout` milliseconds. */
  waitFor(
    key: string,
    isWanted: (state: FlowState) => boolean,
    options?: { readonly timeout?: number },
  ): Promise<FlowState>;
  list(): Promise<readonly ListedFlow[]>;
  remove(key: string): Promise<void>;
  /** Waits for the steps that are under way, and ends. Calls that are in flight go out again with the next host. */
  close(): Promise<void>;
}

const AN_HOUR = 3_600_000;
/** Milliseconds; a longer `setTimeout` would fire at once. */
const LONGEST_SLEEP = 2_000_000_000;
const KEYS_KEPT = 50;

const nameOf = ({ path, seq }: { readonly path: Path; readonly seq: number }): string =>
  JSON.stringify([path, seq]);

const isSame = (one: object, other: object): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** When the host has to look at the flow again: at once, where calls are in flight. */
function wakeOf({ calls, timers, endedAt }: FlowRecord, keepFinished: number): number | undefined {
  if (endedAt !== undefined) return endedAt + keepFinished;
  if (calls.length > 0) return 0;
  return timers.length > 0 ? Math.min(...timers.map(({ at }) => at)) : undefined;
}

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
  const version = Math.max(0, ...Object.keys(migrations).map(Number)) + 1;
  const listeners = new Map<string, Set<(state: FlowState) => void>>();
  const queues = new Map<string, Promise<unknown>>();
  const running = new Map<string, Map<string, AnyActorRef>>();
  const alarms = new Map<string, ReturnType<typeof setTimeout>>();
  let over: 'host_closed' | 'host_replaced' | undefined;

  /** The machine of a record, with the services of this flow. */
  function machineOf(key: string, name: string): HostedMachine {
    const hosted = Object.prototype.hasOwnProperty.call(machines, name)
      ? machines[name]
      : undefined;
    if (!hosted) throw flowError('flow_of_other_machine', `There is no machine ${name} here`);
    const actors = services({ key, machine: name });
    return { ...hosted, machine: hosted.machine.provide({ actors }) };
  }

  async function load(key: string): Promise<FlowRecord | undefined> {
    const stored = await store.read(key);
    if (!stored) return undefined;
    const unreadable = (cause: unknown) =>
      flowError('unreadable_record', `The record of ${key} can't be read`, cause);
    let record: FlowRecord;
    try {
      record = JSON.parse(stored.text) as FlowRecord;
      while (record.version !== version) {
        const migrate = migrations[record.version];
        if (!migrate) throw unreadable(`it has version ${record.version}`);
        const next = { ...migrate(record), version: record.version + 1, seq: record.seq };
        record = next;
      }
    } catch (error) {
      throw unreadable(error);
    }
    const hosted = machineOf(key, record.machine);
    try {
      restoreActor(hosted.machine, record.snapshot);
    } catch (error) {
      throw unreadable(error);
    }
    return record;
  }

  async function known(key: string): Promise<FlowRecord> {
    const record = await load(key);
    if (!record) throw flowError('flow_unknown', `There is no flow ${key}`);
    return record;
  }

  function stateOf(key: string, { machine: name, snapshot, seq, endedAt }: FlowRecord): FlowState {
    const { machine, view } = machineOf(key, name);
    const live = restoreActor(machine, snapshot).getSnapshot();
    return { seq, view: view(live as never), isDone: endedAt !== undefined };
  }

  /** One after another for each flow. */
  function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = queues.get(key) ?? Promise.resolve();
    const turn = before.then(() => {
      if (over) throw flowError(over, 'This host has ended');
      return work();
    });
    const settledTurn = turn.then(
      () => {},
      () => {},
    );
    queues.set(key, settledTurn);
    void settledTurn.then(() => queues.get(key) === settledTurn && queues.delete(key));
    return turn;
  }

  const report = (key: string) => (error: unknown) => {
    if (!over) onError(error, key);
  };

  function stopAll(): void {
    for (const timer of alarms.values()) clearTimeout(timer);
    alarms.clear();
    for (const calls of running.values()) for (const actor of calls.values()) actor.stop();
    running.clear();
  }

  async function write(key: string, expected: number | undefined, record?: FlowRecord) {
    const result = await store.write(
      owner,
      key,
      expected,
      record && {
        text: JSON.stringify(record),
        seq: record.seq,
        wakeAt: wakeOf(record, keepFinished),
      },
    );
    if (result === 'replaced') {
      over = 'host_replaced';
      stopAll();
      throw flowError(over, 'Another host has taken the store over');
    }
    if (result === 'changed') throw flowError('flow_changed', `The flow ${key} has changed`);
  }

  /** Stores what a step has come to, and then acts. */
  async function commit(
    key: string,
    before: FlowRecord | undefined,
    { snapshot, timers, calls, act }: Stepped,
    { machine, keys }: Pick<FlowRecord, 'machine' | 'keys'>,
  ): Promise<FlowState> {
    const seq = (before?.seq ?? 0) + 1;
    const isOver = snapshot.status !== 'active';
    const record: FlowRecord = {
      version,
      machine,
      snapshot,
      seq,
      timers,
      calls,
      keys: keys.slice(-KEYS_KEPT),
      ...(isOver && { endedAt: Date.now() }),
    };
    let state: FlowState;
    try {
      state = stateOf(key, record);
    } catch (error) {
      throw flowError('flow_broken', `A step of ${key} came to no state that can be stored`, error);
    }
    await write(key, before?.seq, record);
    act();
    resume(key, record, (call) => call.seq !== seq);
    for (const listener of listeners.get(key) ?? []) listener(state);
    return state;
  }

  /** Has the calls of a record running, and nothing else, and is there when its timers are due. */
  function resume(key: string, record: FlowRecord, mayHaveGoneOut: (call: Call) => boolean): void {
    const runs = running.get(key) ?? new Map<string, AnyActorRef>();
    const wanted = new Set([...record.calls, ...record.timers].map(nameOf));
    for (const [name, actor] of runs) {
      if (wanted.has(name)) continue;
      runs.delete(name);
      actor.stop();
    }
    for (const call of record.calls)
      if (!runs.has(nameOf(call))) run(key, record, call, runs, mayHaveGoneOut(call));
    if (runs.size > 0) running.set(key, runs);
    else running.delete(key);
    const waiting = record.timers.filter((timer) => !runs.has(nameOf(timer)));
    setAlarm(key, wakeOf({ ...record, calls: [], timers: waiting }, keepFinished));
  }

  function setAlarm(key: string, at: number | undefined): void {
    clearTimeout(alarms.get(key));
    alarms.delete(key);
    if (at === undefined || over) return;
    const timer = setTimeout(
      () => void inTurn(key, () => wake(key)).catch(report(key)),
      Math.min(Math.max(at - Date.now(), 0), LONGEST_SLEEP),
    );
    alarms.set(key, timer);
  }

  /** Runs a call, or the end of a wait, and takes its result to the flow. */
  function run(
    key: string,
    { machine: name, snapshot }: FlowRecord,
    call: Call | Timer,
    runs: Map<string, AnyActorRef>,
    restored: boolean,
  ): void {
    const { machine } = machineOf(key, name);
    const found = find(machine, snapshot as StoredMachine, call.path);
    if (!found) return;
    const { input } = found.stored;
    const actor = createActor(
      found.logic,
      (restored ? { snapshot: { status: 'active', input } } : { input }) as never,
    ) as AnyActorRef;
    runs.set(nameOf(call), actor);
    const tell = (result: { output: unknown } | { error: unknown }) =>
      void inTurn(key, () => settle(key, call, result)).catch(report(key));
    actor.subscribe({
      complete: () => tell({ output: (actor.getSnapshot() as { output: unknown }).output }),
      error: (error: unknown) => tell({ error }),
    });
    actor.start();
  }

  /** Takes the result of a call to the machine that has asked for it; where that has left its state, to nobody. */
  async function settle(
    key: string,
    call: Call | Timer,
    result: { readonly output: unknown } | { readonly error: unknown },
  ): Promise<void> {
    running.get(key)?.delete(nameOf(call));
    const record = await load(key);
    const isWanted = [...(record?.calls ?? []), ...(record?.timers ?? [])].some(
      (other) => nameOf(other) === nameOf(call),
    );
    if (!record || !isWanted) return;
    const { machine } = machineOf(key, record.machine);
    const { snapshot, path, event } = settled(
      machine,
      record.snapshot as StoredMachine,
      call.path,
      result,
    );
    await apply(key, { ...record, snapshot }, { path, event });
  }

  async function apply(
    key: string,
    record: FlowRecord,
    begin: { readonly path: Path; readonly event: { type: string } },
  ): Promise<FlowState> {
    const { machine } = machineOf(key, record.machine);
    const before = {
      snapshot: JSON.parse(JSON.stringify(record.snapshot)) as StoredMachine,
      timers: record.timers,
      calls: record.calls,
    };
    const stepped = step(machine, before, { seq: record.seq + 1, now: Date.now() }, begin);
    return commit(key, record, stepped, record);
  }

  /** Does what is due. */
  async function wake(key: string): Promise<void> {
    const record = await load(key);
    if (!record) return;
    if (record.endedAt !== undefined) {
      if (record.endedAt + keepFinished > Date.now()) return resume(key, record, () => true);
      return write(key, record.seq);
    }
    const due = record.timers.filter(({ at }) => at <= Date.now());
    // The service says what time it is by the server's clock, and waits for the rest.
    const runs = running.get(key) ?? new Map<string, AnyActorRef>();
    running.set(key, runs);
    for (const timer of due)
      if (!timer.event && !runs.has(nameOf(timer))) run(key, record, timer, runs, true);
    const raised = due.find(({ event }) => event !== undefined);
    if (!raised?.event) return resume(key, record, () => true);
    const timers = record.timers.filter((timer) => !isSame(timer, raised));
    const { path, event } = raised;
    await apply(key, { ...record, timers }, { path, event });
  }

  function listen(
    key: string,
    listener: (state: FlowState) => void,
    after: number,
    fail: (error: unknown) => void,
  ): () => void {
    let last = after;
    const hear = (state: FlowState) => {
      // A flow that was read while it took a step is older than what was heard.
      if (state.seq <= last) return;
      last = state.seq;
      listener(state);
    };
    const all = listeners.get(key) ?? new Set();
    listeners.set(key, all.add(hear));
    known(key).then((record) => all.has(hear) && hear(stateOf(key, record)), fail);
    return () => {
      all.delete(hear);
      if (all.size === 0 && listeners.get(key) === all) listeners.delete(key);
    };
  }

  const host: Host = {
    start: (key, name, input = {}, { idempotencyKey } = {}) =>
      inTurn(key, async () => {
        const { machine } = machineOf(key, name);
        const record = await load(key);
        const isNew =
          !record ||
          (record.endedAt !== undefined &&
            idempotencyKey !== undefined &&
            !record.keys.some(([other]) => other === idempotencyKey));
        if (!isNew) {
          if (record.machine !== name)
            throw flowError('flow_of_other_machine', `The flow ${key} is one of ${record.machine}`);
          return stateOf(key, record);
        }
        const seq = (record?.seq ?? 0) + 1;
        const empty = { snapshot: { status: 'active', children: {} }, timers: [], calls: [] };
        const stepped = step(machine, empty, { seq, now: Date.now() }, { input });
        const keys = idempotencyKey === undefined ? [] : [[idempotencyKey, seq] as const];
        return commit(key, record, stepped, { machine: name, keys });
      }),

    send: (key, event, { idempotencyKey, ifSeq } = {}) =>
      inTurn(key, async () => {
        // A client could forge a service's answer.
        if (typeof event.type !== 'string' || /^(xstate|request)\./.test(event.type))
          throw flowError('event_refused', 'The event is none that a client may send');
        const record = await known(key);
        const { keys } = record;
        if (keys.some(([other]) => other === idempotencyKey)) return stateOf(key, record);
        if (ifSeq !== undefined && ifSeq !== record.seq)
          throw flowError('flow_changed', `The flow ${key} is at ${record.seq} by now`);
        if (record.endedAt !== undefined) return stateOf(key, record);
        const added =
          idempotencyKey === undefined ? [] : [[idempotencyKey, record.seq + 1] as const];
        return apply(key, { ...record, keys: [...keys, ...added] }, { path: [], event });
      }),

    view: async (key) => stateOf(key, await known(key)),

    subscribe: (key, listener, { after = -1 } = {}) => listen(key, listener, after, report(key)),

    waitFor: (key, isWanted, { timeout } = {}) =>
      new Promise((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const end = (finish: () => void) => {
          clearTimeout(timer);
          unsubscribe();
          finish();
        };
        const hear = (state: FlowState) => {
          if (isWanted(state)) end(() => resolve(state));
        };
        const unsubscribe = listen(key, hear, -1, (error) => end(() => reject(error)));
        if (timeout !== undefined)
          timer = setTimeout(
            () => end(() => reject(flowError('wait_over', `The flow ${key} took too long`))),
            timeout,
          );
      }),

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
      inTurn(key, async () => {
        const stored = await store.read(key);
        if (!stored) return;
        await write(key, stored.seq);
        setAlarm(key, undefined);
        for (const actor of running.get(key)?.values() ?? []) actor.stop();
        running.delete(key);
      }),

    async close() {
      over ??= 'host_closed';
      stopAll();
      await Promise.all(queues.values());
      stopAll();
    },
  };

  for (const { key, wakeAt } of await store.waiting()) {
    if (wakeAt > Date.now()) setAlarm(key, wakeAt);
    else void inTurn(key, () => wake(key)).catch(report(key));
  }
  return host;
}
