import { createMachine } from 'xstate';
import type { Json, SeenRequest, SeenSnapshot } from '../../../../src/inspect/index.js';
import type { ChartSource } from '../chart/source.js';

interface AppEvent {
  readonly type: string;
  readonly [key: string]: Json;
}

/** The version of what devices say to this page beside the messages of `@statelyai/inspect`. */
export const DEVICE_VERSION = 1;

/** What each message about an actor has. */
interface OfActor {
  readonly sessionId: string;
  /** What its ids begin with; empty where they don't say whose they are. */
  readonly device: string;
  /** Counts up in a device; missing in what only says how things stand. */
  readonly seq?: number;
  /** By the clock of the device, in epoch milliseconds. */
  readonly at: number;
}

/** What an app tells, as far as it is understood. */
export type AppMessage =
  | (OfActor & {
      readonly type: 'actor';
      readonly parentId?: string;
      readonly src?: string;
      readonly name: string;
      readonly chart?: ChartSource;
      readonly snapshot: SeenSnapshot;
      /** Missing where the app does not say. */
      readonly acceptsEvents?: boolean;
    })
  | (OfActor & {
      readonly type: 'event';
      readonly sourceId?: string;
      readonly event: AppEvent;
    })
  | (OfActor & {
      readonly type: 'snapshot';
      readonly event: AppEvent;
      readonly snapshot: SeenSnapshot;
      readonly taken: readonly string[];
    })
  | {
      readonly type: 'device';
      readonly version: number;
      readonly device: string;
      readonly name?: string;
      readonly now: number;
      readonly sessionIds: readonly string[];
    }
  | {
      readonly type: 'request';
      readonly device: string;
      readonly seq: number;
      readonly request: SeenRequest;
    }
  | { readonly type: 'gone'; readonly sessionIds: readonly string[]; readonly device?: string };

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

/** A request, as far as a line needs it. */
function readRequest({ device, seq, request }: Fields): AppMessage | undefined {
  if (typeof device !== 'string' || typeof seq !== 'number' || !isObject(request)) return undefined;
  const { id, at, method, url, stage } = request;
  const isRight =
    typeof id === 'number' &&
    typeof at === 'number' &&
    typeof method === 'string' &&
    typeof url === 'string' &&
    typeof stage === 'string';
  if (!isRight) return undefined;
  return { type: 'request', device, seq, request: request as unknown as SeenRequest };
}

function readDevice({ version, device, name, now, sessionIds }: Fields): AppMessage | undefined {
  if (typeof version !== 'number' || typeof device !== 'string' || device === '') return undefined;
  return {
    type: 'device',
    version,
    device,
    ...(typeof name === 'string' && name !== '' && { name }),
    now: typeof now === 'number' ? now : Date.now(),
    sessionIds: textsIn(sessionIds),
  };
}

function ofActor({ sessionId, seq, createdAt }: Fields): OfActor | undefined {
  if (typeof sessionId !== 'string' || sessionId === '') return undefined;
  const at = Number(createdAt);
  return {
    sessionId,
    device: /^([^/]+)\//.exec(sessionId)?.[1] ?? '',
    ...(typeof seq === 'number' && { seq }),
    at: Number.isFinite(at) ? at : Date.now(),
  };
}

/** Reads a message of `@statelyai/inspect`, or of a device; nothing where it is something else. */
export function readMessage(data: unknown): AppMessage | undefined {
  let message: unknown;
  try {
    message = JSON.parse(String(data));
  } catch {
    return undefined;
  }
  if (!isObject(message)) return undefined;
  const { type, sessionId, parentId, name, src, sourceId, event, taken, acceptsEvents } = message;
  const { device } = message;
  if (type === '@statelyai.disconnected') {
    const sessionIds = textsIn(message['sessionIds']);
    return { type: 'gone', sessionIds, ...(typeof device === 'string' && { device }) };
  }
  if (type === 'tve-auth-flow.device') return readDevice(message);
  if (type === 'tve-auth-flow.request') return readRequest(message);
  const about = ofActor(message);
  if (!about) return undefined;
  switch (type) {
    case '@xstate.actor': {
      const chart = readMachine(message['definition']);
      return {
        type: 'actor',
        ...about,
        ...(typeof parentId === 'string' && parentId !== sessionId && { parentId }),
        ...(typeof src === 'string' && { src }),
        name: typeof name === 'string' ? name : about.sessionId,
        ...(chart && { chart }),
        snapshot: readSnapshot(message['snapshot']),
        ...(typeof acceptsEvents === 'boolean' && { acceptsEvents }),
      };
    }
    case '@xstate.event':
      if (!isEvent(event)) return undefined;
      return { type: 'event', ...about, event, ...(typeof sourceId === 'string' && { sourceId }) };
    case '@xstate.snapshot':
      if (!isEvent(event)) return undefined;
      return {
        type: 'snapshot',
        ...about,
        event,
        snapshot: readSnapshot(message['snapshot']),
        taken: textsIn(taken),
      };
    default:
      return undefined;
  }
}
