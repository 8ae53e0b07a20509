import { restoreActor } from '../../../machines/restore.js';
import { flowError } from '../flow-error.js';
import type { FlowState, HostedMachine, HostOptions } from '../host.js';
import type { Call, FlowRecord, Path, Timer } from '../record.js';
import { find, settled, step, type Stepped, type StoredMachine } from '../tree.js';

/** What a step comes to: the record to store, if it is another one, and what to do then. */
export interface Step {
  readonly record: FlowRecord;
  readonly state: FlowState;
  readonly act: () => void;
}

/** What a machine is told: an event of its own, or how a call has ended. */
export type Answer =
  | { readonly of: string; readonly isDone: boolean; readonly value?: unknown }
  /** A delay is over. */
  | { readonly of: string };

/** The options that say what flows do, wherever they are kept. */
export type FlowsOptions = Pick<HostOptions, 'machines' | 'services' | 'migrations'>;

const KEYS_KEPT = 50;
/** Flows whose services are kept at hand. */
const MACHINES_KEPT = 200;

/** Tells the calls and timers of a flow apart, those of an earlier step too. */
export const nameOf = (of: Call | Timer): string =>
  JSON.stringify('id' in of ? [of.path, of.seq, of.id] : [of.path, of.seq]);

const copyOf = (snapshot: unknown): StoredMachine =>
  JSON.parse(JSON.stringify(snapshot)) as StoredMachine;

/** The steps of flows as pure functions of their records. */
export function flowsOf({ machines, services = () => ({}), migrations = {} }: FlowsOptions) {
  const version = Math.max(0, ...Object.keys(migrations).map(Number)) + 1;

  const kept = new Map<string, HostedMachine>();

  /** The machine of a record, with the services of this flow. */
  function machineOf(key: string, name: string): HostedMachine {
    const id = JSON.stringify([name, key]);
    const made = kept.get(id) ?? provided(key, name);
    kept.delete(id);
    kept.set(id, made);
    if (kept.size > MACHINES_KEPT) kept.delete(kept.keys().next().value!);
    return made;
  }

  function provided(key: string, name: string): HostedMachine {
    const hosted = Object.prototype.hasOwnProperty.call(machines, name)
      ? machines[name]
      : undefined;
    if (!hosted) throw flowError('flow_of_other_machine', `There is no machine ${name} here`);
    const actors = services({ key, machine: name });
    return { ...hosted, machine: hosted.machine.provide({ actors }) };
  }

  /** A record as this code understands it, and whether it was of an earlier version. */
  function read(
    key: string,
    text: string,
  ): { readonly record: FlowRecord; readonly isMigrated: boolean } {
    const unreadable = (cause: unknown) =>
      flowError('unreadable_record', `The record of ${key} can't be read`, cause);
    let record: FlowRecord;
    let isMigrated = false;
    try {
      record = JSON.parse(text) as FlowRecord;
      while (record.version !== version) {
        const migrate = migrations[record.version];
        if (!migrate) throw new Error(`it has version ${record.version}`);
        record = { ...migrate(record), version: record.version + 1, seq: record.seq };
        isMigrated = true;
      }
    } catch (error) {
      throw unreadable(error);
    }
    const { machine } = machineOf(key, record.machine);
    try {
      restoreActor(machine, record.snapshot);
    } catch (error) {
      throw unreadable(error);
    }
    return { record, isMigrated };
  }

  function stateOf(key: string, { machine: name, snapshot, seq, endedAt }: FlowRecord): FlowState {
    const { machine, view } = machineOf(key, name);
    const live = restoreActor(machine, snapshot).getSnapshot();
    return { seq, view: view(live as never), isDone: endedAt !== undefined };
  }

  function next(
    key: string,
    seq: number,
    now: number,
    { snapshot, timers, calls, act }: Stepped,
    { machine, keys }: Pick<FlowRecord, 'machine' | 'keys'>,
  ): Step {
    const isOver = snapshot.status !== 'active';
    const record: FlowRecord = {
      version,
      machine,
      snapshot,
      seq,
      timers,
      calls,
      keys: keys.slice(-KEYS_KEPT),
      ...(isOver && { endedAt: now }),
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
    now: number,
    begin: { readonly path: Path; readonly event: { type: string } },
  ): Step {
    const seq = record.seq + 1;
    const before = { ...record, snapshot: copyOf(record.snapshot) };
    const { machine } = machineOf(key, record.machine);
    return next(key, seq, now, step(machine, before, { seq, now }, begin), record);
  }

  const unchanged = (key: string, record: FlowRecord): Step => ({
    record,
    state: stateOf(key, record),
    act: () => {},
  });

  return {
    read,
    stateOf,

    /** The logic of a call or a wait, and what it is asked; nothing where the flow has gone on. */
    sought(key: string, record: FlowRecord, name: string) {
      const of = [...record.calls, ...record.timers].find((other) => nameOf(other) === name);
      if (!of) return undefined;
      const { machine } = machineOf(key, record.machine);
      const found = find(machine, record.snapshot as StoredMachine, of.path);
      if (!found) return undefined;
      return { logic: found.logic, input: found.stored.input, isWait: 'id' in of };
    },

    /** Begins a flow, or gives the one that there is. */
    start(
      key: string,
      record: FlowRecord | undefined,
      name: string,
      now: number,
      { input = {}, idempotencyKey }: { input?: object; idempotencyKey?: string | undefined },
    ): Step {
      const { machine } = machineOf(key, name);
      const isKnown = record?.keys.some(([other]) => other === idempotencyKey);
      const mayBegin = record?.endedAt !== undefined && idempotencyKey !== undefined && !isKnown;
      if (record && !mayBegin) {
        if (record.machine !== name)
          throw flowError('flow_of_other_machine', `The flow ${key} is one of ${record.machine}`);
        return unchanged(key, record);
      }
      const seq = (record?.seq ?? 0) + 1;
      const empty = { snapshot: { status: 'active', children: {} }, timers: [], calls: [] };
      const stepped = step(machine, empty, { seq, now }, { input });
      const keys = idempotencyKey === undefined ? [] : [[idempotencyKey, seq] as const];
      return next(key, seq, now, stepped, { machine: name, keys });
    },

    /** Takes an event of a client to a flow. */
    send(
      key: string,
      record: FlowRecord,
      event: { readonly type: string },
      now: number,
      { idempotencyKey, ifSeq }: { idempotencyKey?: string; ifSeq?: number },
    ): Step {
      // A client could forge a service's answer.
      if (typeof event.type !== 'string' || /^(xstate|request)\./.test(event.type))
        throw flowError('event_refused', 'The event is none that a client may send');
      const { keys, seq } = record;
      if (keys.some(([other]) => other === idempotencyKey)) return unchanged(key, record);
      if (ifSeq !== undefined && ifSeq !== seq)
        throw flowError('flow_changed', `The flow ${key} is at ${seq} by now`);
      if (record.endedAt !== undefined) return unchanged(key, record);
      const added = idempotencyKey === undefined ? [] : [[idempotencyKey, seq + 1] as const];
      return apply(key, { ...record, keys: [...keys, ...added] }, now, { path: [], event });
    },

    /** Takes the result of a call, or the end of a wait, to a flow that still waits for it. */
    settle(key: string, record: FlowRecord, answer: Answer, now: number): Step {
      const timer = record.timers.find((other) => nameOf(other) === answer.of);
      const of = timer ?? record.calls.find((other) => nameOf(other) === answer.of);
      if (!of) return unchanged(key, record);
      if ('isDone' in answer) {
        const { machine } = machineOf(key, record.machine);
        const result = answer.isDone ? { output: answer.value } : { error: answer.value };
        const before = record.snapshot as StoredMachine;
        const { snapshot, path, event } = settled(machine, before, of.path, result);
        return apply(key, { ...record, snapshot }, now, { path, event });
      }
      if (!timer?.event) return unchanged(key, record);
      const timers = record.timers.filter((other) => other !== timer);
      const { path, event } = timer;
      return apply(key, { ...record, timers }, now, { path, event });
    },
  };
}

export type Flows = ReturnType<typeof flowsOf>;
