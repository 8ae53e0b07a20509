import type { Observation, SeenActor, SeenEvent, SeenSnapshot } from '../observation.js';
import type { SeenRequest } from '../requests/seen-request.js';
import { definitionText } from './definition-text.js';

/** What each message of `@statelyai/inspect` has. */
interface Common {
  /** Unique among all apps that an inspector is shown. */
  readonly sessionId: string;
  readonly rootId: string;
  readonly id: null;
  /** Epoch milliseconds, as a text. */
  readonly createdAt: string;
  /** Of `@statelyai/inspect`; what has none is not taken for a message. */
  readonly _version: string;
  /** Counts up in an app: tells what an inspector has seen already. Missing in what only says how things stand. */
  readonly seq?: number;
}

/** What an inspector is sent: the messages of `@statelyai/inspect` 0.7, and what is more in them. */
export type StatelyMessage =
  | (Common & {
      readonly type: '@xstate.actor';
      readonly name: string;
      /** What its parent runs in it. */
      readonly src: string | undefined;
      /** A config for XState's `createMachine`, as JSON; whole. */
      readonly definition: string;
      readonly parentId: string | undefined;
      readonly snapshot: SeenSnapshot;
      /** Whether the app takes events from an inspector. */
      readonly acceptsEvents: boolean;
    })
  | (Common & {
      readonly type: '@xstate.event';
      readonly event: SeenEvent;
      readonly sourceId: string | undefined;
    })
  | (Common & {
      readonly type: '@xstate.snapshot';
      readonly event: SeenEvent;
      readonly snapshot: SeenSnapshot;
      /** The transitions that led here, as `transitionId` names them. */
      readonly taken: readonly string[];
    });

/** Who an app is: the first that an inspector is told that has asked for the past of devices. */
export interface DeviceMessage {
  readonly type: typeof DEVICE;
  readonly version: typeof DEVICE_VERSION;
  /** What the ids of its actors begin with, before a slash; new with each start of the app. */
  readonly device: string;
  readonly name: string | undefined;
  /** The clock of the device, in epoch milliseconds. */
  readonly now: number;
  /** Of the actors that are alive. */
  readonly sessionIds: readonly string[];
  /** What has this number, or a lower one, happened before now. */
  readonly seq: number;
}

/** A request of an app; again where there is more to know of it. */
export interface RequestMessage {
  readonly type: typeof REQUEST;
  readonly device: string;
  readonly seq: number;
  readonly request: SeenRequest;
}

/** Of what devices tell besides the messages of `@statelyai/inspect`. */
export const DEVICE_VERSION = 1;
export const DEVICE = 'tve-auth-flow.device';
export const REQUEST = 'tve-auth-flow.request';

/**
 * An inspector is there, and is to be shown everything. With a `deviceVersion` it is told who the device is,
 * and what has happened there lately.
 */
export const CONNECTED = '@statelyai.connected';
/** Nothing more comes. */
export const DISCONNECTED = '@statelyai.disconnected';
/** An inspector asks for an event: `{ type, sessionId, event }`. `@statelyai/inspect` has none for it. */
export const SEND = '@xstate.send';

const VERSION = '0.7.2';

/** Makes the messages of one app. */
export interface StatelyMessages {
  /** How an actor stands now. */
  readonly actor: (actor: SeenActor, at: number) => StatelyMessage;
  /** Nothing for what an inspector knows already. */
  readonly of: (observation: Observation, seq: number) => StatelyMessage | undefined;
  readonly request: (request: SeenRequest, seq: number) => RequestMessage;
  readonly device: (
    about: Pick<DeviceMessage, 'name' | 'now' | 'sessionIds' | 'seq'>,
  ) => DeviceMessage;
  /** Whom an id means that has been sent; nothing where it is another app's. */
  readonly sessionOf: (id: string) => string | undefined;
}

/**
 * @param app What tells this app from others at the same inspector, and from itself before a restart.
 * @param acceptsEvents Whether an inspector may send events.
 */
export function statelyMessages(app: string, acceptsEvents: boolean): StatelyMessages {
  const prefix = `${app}/`;
  const idOf = (sessionId: string) => prefix + sessionId;

  const common = ({ sessionId, rootId }: SeenActor, at: number, seq?: number): Common => ({
    sessionId: idOf(sessionId),
    rootId: idOf(rootId),
    id: null,
    createdAt: String(at),
    _version: VERSION,
    ...(seq !== undefined && { seq }),
  });

  function shown({ children, ...snapshot }: SeenSnapshot): SeenSnapshot {
    if (!children) return snapshot;
    const named = Object.entries(children).map(([id, child]): [string, typeof child] => [
      id,
      { ...child, sessionId: idOf(child.sessionId) },
    ]);
    return { ...snapshot, children: Object.fromEntries(named) };
  }

  /** XState calls a root by its session where the app gives it no id. */
  const nameOf = ({ parentId, id, sessionId, machine, src }: SeenActor): string =>
    parentId === undefined && id === sessionId ? (machine?.id ?? src ?? id) : id;

  function actorMessage(
    actor: SeenActor,
    at: number,
    { snapshot, seq }: { snapshot: SeenSnapshot | undefined; seq?: number },
  ): StatelyMessage {
    const name = nameOf(actor);
    return {
      type: '@xstate.actor',
      ...common(actor, at, seq),
      name,
      src: actor.src,
      definition: definitionText(actor.machine, name),
      parentId: actor.parentId === undefined ? undefined : idOf(actor.parentId),
      snapshot: snapshot ? shown(snapshot) : { status: 'active' },
      acceptsEvents,
    };
  }

  return {
    actor: (actor, at) => actorMessage(actor, at, { snapshot: actor.snapshot }),
    request: (request, seq) => ({ type: REQUEST, device: app, seq, request }),
    device: ({ sessionIds, ...about }) => ({
      type: DEVICE,
      version: DEVICE_VERSION,
      device: app,
      sessionIds: sessionIds.map(idOf),
      ...about,
    }),
    of(observation, seq) {
      const { type, actor, at } = observation;
      switch (type) {
        case 'actor':
          return actorMessage(actor, at, { snapshot: observation.snapshot, seq });
        case 'event': {
          const { event, source } = observation;
          const sourceId = source === undefined ? undefined : idOf(source);
          return { type: '@xstate.event', ...common(actor, at, seq), event, sourceId };
        }
        case 'snapshot': {
          const { event, snapshot, taken } = observation;
          return {
            type: '@xstate.snapshot',
            ...common(actor, at, seq),
            event,
            snapshot: shown(snapshot),
            taken,
          };
        }
        case 'stop':
          // Its last snapshot says so.
          return undefined;
      }
    },
    sessionOf: (id) => (id.startsWith(prefix) ? id.slice(prefix.length) : undefined),
  };
}
