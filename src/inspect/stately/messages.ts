import type { Observation, SeenActor, SeenEvent, SeenSnapshot } from '../observation.js';
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
}

/** What an inspector is sent: the messages of `@statelyai/inspect` 0.7, and what is more in them. */
export type StatelyMessage =
  | (Common & {
      readonly type: '@xstate.actor';
      readonly name: string;
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

/** An inspector is there, and is to be shown everything. */
export const CONNECTED = '@statelyai.connected';
/** Nothing more comes. */
export const DISCONNECTED = '@statelyai.disconnected';
/** An inspector asks for an event: `{ type, sessionId, event }`. `@statelyai/inspect` has none for it. */
export const SEND = '@xstate.send';

const VERSION = '0.7.2';

/** Makes the messages of one app. */
export interface StatelyMessages {
  readonly actor: (actor: SeenActor, at: number) => StatelyMessage;
  /** Nothing for what an inspector knows already. */
  readonly of: (observation: Observation) => StatelyMessage | undefined;
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

  const common = ({ sessionId, rootId }: SeenActor, at: number): Common => ({
    sessionId: idOf(sessionId),
    rootId: idOf(rootId),
    id: null,
    createdAt: String(at),
    _version: VERSION,
  });

  function shown({ children, ...snapshot }: SeenSnapshot): SeenSnapshot {
    if (!children) return snapshot;
    const named = Object.entries(children).map(([id, child]): [string, typeof child] => [
      id,
      { ...child, sessionId: idOf(child.sessionId) },
    ]);
    return { ...snapshot, children: Object.fromEntries(named) };
  }

  const nameOf = ({ parentId, id, machine, src }: SeenActor): string =>
    parentId === undefined ? (machine?.id ?? src ?? id) : id;

  function actorMessage(actor: SeenActor, at: number): StatelyMessage {
    const name = nameOf(actor);
    return {
      type: '@xstate.actor',
      ...common(actor, at),
      name,
      definition: definitionText(actor.machine, name),
      parentId: actor.parentId === undefined ? undefined : idOf(actor.parentId),
      snapshot: actor.snapshot ? shown(actor.snapshot) : { status: 'active' },
      acceptsEvents,
    };
  }

  return {
    actor: actorMessage,
    of(observation) {
      const { type, actor, at } = observation;
      switch (type) {
        case 'actor':
          return actorMessage(actor, at);
        case 'event': {
          const { event, source } = observation;
          const sourceId = source === undefined ? undefined : idOf(source);
          return { type: '@xstate.event', ...common(actor, at), event, sourceId };
        }
        case 'snapshot': {
          const { event, snapshot, taken } = observation;
          return {
            type: '@xstate.snapshot',
            ...common(actor, at),
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
