import { createMachine } from 'xstate';
import type { Json, SeenSnapshot } from '../../../../src/inspect/index.js';
import type { ChartSource } from '../chart/source.js';

interface AppEvent {
  readonly type: string;
  readonly [key: string]: Json;
}

/** What an app tells, as far as it is understood. */
export type AppMessage =
  | {
      readonly type: 'actor';
      readonly sessionId: string;
      readonly parentId?: string;
      readonly name: string;
      readonly chart?: ChartSource;
      readonly snapshot: SeenSnapshot;
      /** Missing where the app does not say. */
      readonly acceptsEvents?: boolean;
    }
  | {
      readonly type: 'event';
      readonly sessionId: string;
      readonly sourceId?: string;
      readonly event: AppEvent;
    }
  | {
      readonly type: 'snapshot';
      readonly sessionId: string;
      readonly event: AppEvent;
      readonly snapshot: SeenSnapshot;
      readonly taken: readonly string[];
    }
  | { readonly type: 'gone'; readonly sessionIds: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEvent = (value: unknown): value is AppEvent =>
  isObject(value) && typeof value['type'] === 'string';

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const statuses: ReadonlySet<unknown> = new Set(['active', 'done', 'error', 'stopped']);

/** No machine is described in more characters. */
const LONGEST = 1_000_000;

function readSnapshot(value: unknown): SeenSnapshot {
  if (!isObject(value)) return { status: 'active' };
  const status = statuses.has(value['status']) ? value['status'] : 'active';
  return { ...value, status } as SeenSnapshot;
}

/** The machine of a definition; nothing where there is none. */
function readMachine(definition: unknown): ChartSource | undefined {
  if (typeof definition !== 'string' || definition.length > LONGEST) return undefined;
  try {
    const config: unknown = JSON.parse(definition);
    if (!isObject(config) || !isObject(config['states'])) return undefined;
    const machine = createMachine(config);
    return { id: machine.id, machine, isForeign: true };
  } catch {
    return undefined;
  }
}

/** Reads a message of `@statelyai/inspect`; nothing where it is something else. */
export function readMessage(data: unknown): AppMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(String(data));
  } catch {
    return undefined;
  }
  if (!isObject(message)) return undefined;
  const { type, sessionId, parentId, name, sourceId, event, taken, acceptsEvents } = message;
  if (type === '@statelyai.disconnected')
    return { type: 'gone', sessionIds: textsIn(message['sessionIds']) };
  if (typeof sessionId !== 'string' || sessionId === '') return undefined;
  switch (type) {
    case '@xstate.actor': {
      const chart = readMachine(message['definition']);
      return {
        type: 'actor',
        sessionId,
        ...(typeof parentId === 'string' && parentId !== sessionId && { parentId }),
        name: typeof name === 'string' ? name : sessionId,
        ...(chart && { chart }),
        snapshot: readSnapshot(message['snapshot']),
        ...(typeof acceptsEvents === 'boolean' && { acceptsEvents }),
      };
    }
    case '@xstate.event':
      if (!isEvent(event)) return undefined;
      return { type: 'event', sessionId, event, ...(typeof sourceId === 'string' && { sourceId }) };
    case '@xstate.snapshot':
      if (!isEvent(event)) return undefined;
      return {
        type: 'snapshot',
        sessionId,
        event,
        snapshot: readSnapshot(message['snapshot']),
        taken: textsIn(taken),
      };
    default:
      return undefined;
  }
}
