import { type AnyMachineSnapshot, type AnyStateMachine, createActor } from 'xstate';
import { migrated } from '../../../machines/migrations/migrated.js';
import { PassErrorBase, type PassErrorData } from '../../errors/base.js';
import type { Json, SeenEvent } from '../observation.js';
import type { FlightActor } from '../recorder/flight-record.js';

type Fields = Readonly<Record<string, Json>>;

/** An error of this library that was written down. */
class RecordedError extends PassErrorBase {
  override readonly name: string;

  constructor({ name, message, ...fields }: PassErrorData) {
    super(message, fields);
    this.name = name;
  }
}

function reviveError(seen: Json | undefined): unknown {
  if (typeof seen !== 'object' || seen === null) return seen;
  const { name, message, code, remedy } = seen as Fields;
  if (typeof code === 'string' && typeof remedy === 'string')
    return new RecordedError(seen as unknown as PassErrorData);
  const error = new Error(typeof message === 'string' ? message : '');
  return Object.assign(error, typeof name === 'string' && { name });
}

/** An event as the machine was sent it: with an error that is one. */
export const reviveEvent = (event: SeenEvent): { type: string } =>
  event.type.indexOf('xstate.error.') === 0 && 'error' in event
    ? Object.assign({}, event, { error: reviveError(event['error']) })
    : event;

/** What XState restores, of what was seen of it. */
function persisted(
  { snapshot }: FlightActor,
  actors: ReadonlyMap<string, FlightActor>,
  above: readonly string[],
): object {
  const { children = {}, historyValue = {}, ...rest } = snapshot;
  const history = Object.entries(historyValue as Record<string, unknown>).map(([id, nodes]) => [
    id,
    Array.isArray(nodes) ? nodes.map((node) => ({ id: String(node) })) : [],
  ]);
  const within = Object.entries(children).flatMap(([id, { sessionId, src }]) => {
    if (src === undefined || above.indexOf(sessionId) >= 0) return [];
    const child = actors.get(sessionId);
    const inner = child
      ? persisted(child, actors, [...above, sessionId])
      : { status: 'active', input: undefined };
    return [[id, { src, snapshot: inner }]];
  });
  return {
    ...rest,
    children: Object.fromEntries<object>(within as Array<[string, object]>),
    historyValue: Object.fromEntries<object>(history as Array<[string, object]>),
  };
}

/** Where an actor starts in a record. Nothing runs. */
export function startOf(
  actor: FlightActor,
  machine: AnyStateMachine,
  actors: ReadonlyMap<string, FlightActor>,
): AnyMachineSnapshot {
  // A record may be of an earlier version, which named its states in other words.
  const snapshot = migrated(machine, persisted(actor, actors, [actor.sessionId]));
  return createActor(machine, { snapshot } as never).getSnapshot() as AnyMachineSnapshot;
}
