import { flowError } from '../flow-error.js';
import type { Flows, Next } from '../flows.js';
import type { Call, FlowRecord, Timer } from '../record.js';
import { find, type StoredMachine } from '../tree.js';
import type { Create, Deliver } from './wire.js';

/** What a flow is told: how a call or a wait has ended, or just that a delay is over. */
export type Answer =
  | { readonly of: string; readonly isDone: boolean; readonly value?: unknown }
  | { readonly of: string };

/** Tells the calls and timers of a flow apart, those of an earlier step too. */
export const nameOf = (of: Call | Timer): string =>
  JSON.stringify('id' in of ? [of.path, of.seq, of.id] : [of.path, of.seq]);

const unchanged = (flows: Flows, key: string, record: FlowRecord): Next => ({
  record,
  state: flows.stateOf(key, record),
  act: () => {},
});

/** Begins a flow, or gives the one that there is. */
export function started(
  flows: Flows,
  key: string,
  before: FlowRecord | undefined,
  { machine, input = {}, idempotencyKey }: Create,
): Next {
  flows.hosted(key, machine);
  const isKnown = before?.keys.some(([other]) => other === idempotencyKey);
  const mayBegin = before?.endedAt !== undefined && idempotencyKey !== undefined && !isKnown;
  if (!before || mayBegin) return flows.begin(key, machine, input, { before, idempotencyKey });
  if (before.machine !== machine)
    throw flowError('flow_of_other_machine', `The flow ${key} is one of ${before.machine}`);
  return unchanged(flows, key, before);
}

/** Takes an event of a client to a flow. */
export function sent(
  flows: Flows,
  key: string,
  record: FlowRecord,
  { event, idempotencyKey, ifSeq }: Deliver,
): Next {
  // A client could forge a service's answer.
  if (typeof event.type !== 'string' || /^(xstate|request)\./.test(event.type))
    throw flowError('event_refused', 'The event is none that a client may send');
  const { keys, seq } = record;
  if (keys.some(([other]) => other === idempotencyKey)) return unchanged(flows, key, record);
  if (ifSeq !== undefined && ifSeq !== seq)
    throw flowError('flow_changed', `The flow ${key} is at ${seq} by now`);
  if (record.endedAt !== undefined) return unchanged(flows, key, record);
  return flows.apply(key, record, event, [], idempotencyKey);
}

/** Takes an answer to a flow; where that has gone on, to nobody. */
export function answered(flows: Flows, key: string, record: FlowRecord, answer: Answer): Next {
  const timer = record.timers.find((other) => nameOf(other) === answer.of);
  const of = timer ?? record.calls.find((other) => nameOf(other) === answer.of);
  if (of && 'isDone' in answer) {
    const { isDone, value } = answer;
    return flows.settle(key, record, of, isDone ? { output: value } : { error: value });
  }
  if (!timer?.event) return unchanged(flows, key, record);
  const timers = record.timers.filter((other) => other !== timer);
  return flows.apply(key, { ...record, timers }, timer.event, timer.path);
}

/** The logic of a call or a wait, and what it is asked; nothing where the flow has gone on. */
export function sought(flows: Flows, key: string, record: FlowRecord, name: string) {
  const of = [...record.calls, ...record.timers].find((other) => nameOf(other) === name);
  if (!of) return undefined;
  const { machine, actors } = flows.hosted(key, record.machine);
  const found = find(machine, record.snapshot as StoredMachine, of.path, actors);
  return found && { logic: found.logic, input: found.stored.input, isWait: 'id' in of };
}

/** Whether a stored text is of an earlier version than the record that was made of it. */
export const isMigrated = (text: string, { version }: FlowRecord): boolean =>
  (JSON.parse(text) as FlowRecord).version !== version;
