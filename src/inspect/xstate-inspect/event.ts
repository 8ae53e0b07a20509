import type { Json, SeenEvent } from '../observation.js';
import type { EventNames } from './event-names.js';

/** An event as XState 4 passes it around. */
export interface ScxmlEvent {
  readonly name: string;
  readonly data: SeenEvent;
  readonly $$type: 'scxml';
  readonly type: 'external';
  /** The `sessionId` of who sent it. */
  readonly origin?: string;
}

/** An event that a person may send. */
export interface PlainEvent {
  readonly type: string;
  readonly [key: string]: unknown;
}

const dataName = (type: string): string | undefined => {
  if (type.startsWith('xstate.done.')) return 'output';
  return type.startsWith('xstate.error.actor.') ? 'error' : undefined;
};

/** What came of an actor or a state is `data` in XState 4. */
function dataOf(event: SeenEvent, type: string): SeenEvent {
  const name = dataName(event.type);
  if (name === undefined) return { ...event, type };
  const { [name]: data, actorId: _, ...rest } = event;
  return { ...rest, type, ...(data !== undefined && { data }) };
}

/** An event of XState 5 as XState 4 has it. */
export function event4(event: SeenEvent, names: EventNames, origin?: string): ScxmlEvent {
  const name = names.toXState4(event.type);
  return {
    name,
    data: dataOf(event, name),
    $$type: 'scxml',
    type: 'external',
    ...(origin !== undefined && { origin }),
  };
}

/** The event that a flow ends with where something in it throws. */
export const executionError = (error: Json): ScxmlEvent => ({
  name: 'error.execution',
  data: { type: 'error.execution', data: error },
  $$type: 'scxml',
  type: 'external',
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an inspector wants sent, and to whom: `data` of an event, whose `origin` is the service. */
export function askedOf(
  message: unknown,
): { readonly origin: string; readonly event: PlainEvent } | undefined {
  if (!isObject(message) || message['type'] !== 'xstate.event') return undefined;
  const scxml = parsed(message['event']);
  if (!isObject(scxml)) return undefined;
  const { origin, data } = scxml;
  if (typeof origin !== 'string' || !isObject(data)) return undefined;
  return typeof data['type'] === 'string' ? { origin, event: data as PlainEvent } : undefined;
}

function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** An event from an inspector as XState 5 has it; nothing where it is none that a person may send. */
export function event5(event: PlainEvent, names: EventNames): PlainEvent | undefined {
  const type = names.toXState5(event.type);
  return type === undefined ? undefined : { ...event, type };
}
