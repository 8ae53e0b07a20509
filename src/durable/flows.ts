import { restoreActor } from '../../machines/restore.js';
import { flowError } from './flow-error.js';
import { createReady, machineWith, type ReadyMachine } from './ready.js';
import type { FlowRecord, Path } from './record.js';
import type { StoredRecord } from './store.js';
import { settled, step, type Stepped, type StoredMachine } from './tree.js';
import type { FlowState, HostOptions } from './types.js';

const KEYS_KEPT = 50;

/** What a step has made of a flow. */
export interface Next {
  readonly record: FlowRecord;
  readonly state: FlowState;
  /** What the machine's own actions do, once the record is stored. */
  readonly act: () => void;
}

/** The result of a call. */
export type Result = { readonly output: unknown } | { readonly error: unknown };

/** Reads records, and says what an event makes of them. Nothing is stored, and nothing is sent. */
export interface Flows {
  /** The machine of a flow, with its services. @throws FlowError `flow_of_other_machine` */
  hosted(key: string, machine: string): ReadyMachine;
  /** Forgets the services of a flow. */
  forget(key: string): void;
  /** @throws FlowError `unreadable_record` */
  read(key: string, text: string): FlowRecord;
  /** The record as a store has it. */
  stored(record: FlowRecord): StoredRecord;
  stateOf(key: string, record: FlowRecord): FlowState;
  /** Begins a flow, after one that has ended where there is one. */
  begin(
    key: string,
    machine: string,
    input: object,
    options: {
      readonly before: FlowRecord | undefined;
      readonly idempotencyKey?: string | undefined;
    },
  ): Next;
  /** Takes an event to an actor of a flow. */
  apply(
    key: string,
    record: FlowRecord,
    event: { readonly type: string },
    to: Path,
    idempotencyKey?: string,
  ): Next;
  /** Takes the result of a call to the machine that has asked for it. */
  settle(key: string, record: FlowRecord, call: { readonly path: Path }, result: Result): Next;
}

/** When the host has to look at a flow again. */
function wakeOf({ timers, endedAt }: FlowRecord, keepFinished: number): number | undefined {
  if (endedAt !== undefined) return endedAt + keepFinished;
  return timers.length > 0 ? Math.min(...timers.map(({ at }) => at)) : undefined;
}

export function createFlows({
  machines,
  services,
  migrations,
  keepFinished,
}: Required<Pick<HostOptions, 'machines' | 'services' | 'migrations' | 'keepFinished'>>): Flows {
  const version = Math.max(0, ...Object.keys(migrations).map(Number)) + 1;

  const ready = createReady((key, name) => {
    const found = Object.prototype.hasOwnProperty.call(machines, name) ? machines[name] : undefined;
    if (!found) throw flowError('flow_of_other_machine', `There is no machine ${name} here`);
    const actors = services({ key, machine: name });
    return { ...found, machine: machineWith(found.machine, actors), actors };
  });
  const hosted = (key: string, name: string): ReadyMachine => ready.get(key, name);

  function migrated(record: FlowRecord): FlowRecord {
    let now = record;
    while (now.version !== version) {
      const migrate = migrations[now.version];
      if (!migrate) throw new Error(`it has version ${now.version}`);
      now = { ...migrate(now), version: now.version + 1, seq: now.seq };
    }
    return now;
  }

  function stateOf(key: string, { machine: name, snapshot, seq, endedAt }: FlowRecord): FlowState {
    const { machine, view } = hosted(key, name);
    const live = restoreActor(machine, snapshot).getSnapshot();
    return { seq, view: view(live as never), isDone: endedAt !== undefined };
  }

  function next(
    key: string,
    { snapshot, timers, calls, act }: Stepped,
    { machine, seq, keys }: Pick<FlowRecord, 'machine' | 'seq' | 'keys'>,
  ): Next {
    const record: FlowRecord = {
      version,
      machine,
      snapshot,
      seq,
      timers,
      calls,
      keys: keys.slice(-KEYS_KEPT),
      ...(snapshot.status !== 'active' && { endedAt: Date.now() }),
    };
    try {
      return { record, state: stateOf(key, record), act };
    } catch (error) {
      throw flowError('flow_broken', `A step of ${key} came to no state that can be stored`, error);
    }
  }

  function apply(
    key: string,
    record: FlowRecord,
    event: { readonly type: string },
    path: Path,
    idempotencyKey?: string,
  ): Next {
    const { machine } = hosted(key, record.machine);
    const before = {
      snapshot: JSON.parse(JSON.stringify(record.snapshot)) as StoredMachine,
      timers: record.timers,
      calls: record.calls,
    };
    const seq = record.seq + 1;
    const stepped = step(machine, before, { seq, now: Date.now() }, { path, event });
    const added = idempotencyKey === undefined ? [] : [[idempotencyKey, seq] as const];
    return next(key, stepped, { machine: record.machine, seq, keys: [...record.keys, ...added] });
  }

  return {
    hosted,
    forget: (key) => ready.forget(key),
    read(key, text) {
      let record: FlowRecord;
      try {
        const stored = JSON.parse(text) as Partial<FlowRecord>;
        record = migrated({ calls: [], keys: [], ...stored } as FlowRecord);
      } catch (error) {
        throw flowError('unreadable_record', `The record of ${key} can't be read`, error);
      }
      const { machine } = hosted(key, record.machine);
      try {
        restoreActor(machine, record.snapshot);
      } catch (error) {
        throw flowError('unreadable_record', `The record of ${key} can't be read`, error);
      }
      return record;
    },
    stored: (record) => ({
      // What is empty is left out: most parked flows have neither.
      text: JSON.stringify({
        ...record,
        calls: record.calls.length > 0 ? record.calls : undefined,
        keys: record.keys.length > 0 ? record.keys : undefined,
      }),
      seq: record.seq,
      wakeAt: wakeOf(record, keepFinished),
      isBusy: record.calls.length > 0,
    }),
    stateOf,
    begin(key, name, input, { before, idempotencyKey }) {
      const seq = (before?.seq ?? 0) + 1;
      const empty = { snapshot: { status: 'active', children: {} }, timers: [], calls: [] };
      const { machine } = hosted(key, name);
      const stepped = step(machine, empty, { seq, now: Date.now() }, { input });
      const keys = idempotencyKey === undefined ? [] : [[idempotencyKey, seq] as const];
      return next(key, stepped, { machine: name, seq, keys });
    },
    apply,
    settle(key, record, call, result) {
      const { machine } = hosted(key, record.machine);
      const { snapshot, path, event } = settled(
        machine,
        record.snapshot as StoredMachine,
        call.path,
        result,
      );
      return apply(key, { ...record, snapshot }, event, path);
    },
  };
}
