import type { Json } from '../../../../src/inspect/index.js';
import { placeOf, type ShownActor } from '../session/actor.js';
import { isNoise, titleOf } from '../session/event-title.js';
import type { Amend, History } from '../session/history.js';
import type { Lane } from '../session/row.js';
import type { AppMessage } from './messages.js';

/** More than one app has, and less than a page can bear. */
const MOST_ACTORS = 500;

/** The actors of the apps that are attached. */
export interface AttachedActors {
  readonly list: () => readonly ShownActor[];
  /** A connection is there, over which everybody is told anew. */
  readonly begin: () => void;
  readonly take: (message: AppMessage) => void;
}

type Told = Extract<AppMessage, { type: 'event' }>;
type Seen = Extract<AppMessage, { type: 'snapshot' }>;

interface Pending {
  readonly type: string;
  readonly amend: Amend;
}

/** The parts of a snapshot that place an actor. */
const placed = (snapshot: Seen['snapshot']) => ({
  status: snapshot.status,
  ...(snapshot.value !== undefined && { value: snapshot.value }),
  snapshot: () => snapshot,
});

/** One of several that are in a lane. */
const nameIn = (lane: Lane, { id, parentId }: ShownActor) =>
  parentId !== undefined && id !== lane ? { actor: id } : {};

/** Keeps what apps tell of their actors, and writes down what these do. */
export function attachedActors(history: () => History): AttachedActors {
  let actors: ReadonlyMap<string, ShownActor> = new Map();
  /** Events that are on their way, by the actor that takes them. */
  const pending = new Map<string, readonly Pending[]>();
  const put = (actor: ShownActor) => {
    actors = new Map(actors).set(actor.sessionId, actor);
  };
  const drop = (isGone: (id: string) => boolean) => {
    actors = new Map([...actors].filter(([id]) => !isGone(id)));
  };

  /** The lane of a machine; what it invokes, and does not say, is in its own. */
  function laneOf(id: string | undefined): Lane {
    const actor = id === undefined ? undefined : actors.get(id);
    if (!actor) return 'app';
    if (actor.parentId !== undefined) return actor.chart?.id ?? laneOf(actor.parentId);
    const alike = [...actors.values()].filter(
      ({ parentId, id: name }) => parentId === undefined && name === actor.id,
    );
    const index = alike.indexOf(actor);
    return index > 0 ? `${actor.id} ${index + 1}` : actor.id;
  }

  /** An event is written down before what it causes, and learns later what that was. */
  function writeEvent({ sessionId, sourceId, event }: Told): void {
    const known = actors.get(sessionId);
    const { type } = event;
    if (!known?.chart || type.startsWith('xstate.snapshot.')) return;
    const to = laneOf(sessionId);
    const isOwn = sourceId === undefined && type.startsWith('xstate.');
    const amend = history().write({
      kind: 'event',
      from: isOwn ? to : laneOf(sourceId),
      to,
      title: titleOf(type, known),
      result: '',
      tone: 'plain',
      ...nameIn(to, known),
      detail: () => ({ actor: known.id, event }),
    });
    pending.set(sessionId, [...(pending.get(sessionId) ?? []), { type, amend }]);
  }

  function amendOf(sessionId: string, type: string): Amend | undefined {
    const waiting = pending.get(sessionId) ?? [];
    const found = waiting.find((one) => one.type === type);
    const left = waiting.filter((one) => one !== found);
    pending.set(sessionId, left);
    return found?.amend;
  }

  function onSnapshot({ sessionId, event, snapshot, taken }: Seen): void {
    const known = actors.get(sessionId);
    if (!known) return;
    if (!known.chart) {
      if (snapshot.status === 'active') put({ ...known, ...placed(snapshot) });
      else drop((id) => id === sessionId);
      return;
    }
    const { type } = event;
    const isQuiet = isNoise(type, known.value, snapshot.value);
    put({ ...known, ...placed(snapshot), taken: isQuiet ? known.taken : taken });
    const amend = amendOf(sessionId, type);
    const before = placeOf(known.value);
    const after = placeOf(snapshot.value);
    if (!amend && before === after) return;
    const about = {
      result: before === after && type !== 'xstate.init' ? '' : `→ ${after}`,
      tone: snapshot.status === 'error' ? ('bad' as const) : ('plain' as const),
      detail: () => ({ actor: known.id, event, taken, snapshot: snapshot as unknown as Json }),
    };
    if (amend) amend(about);
    else {
      const lane = laneOf(sessionId);
      history().write({
        kind: 'event',
        from: lane,
        to: lane,
        title: titleOf(type, known),
        ...nameIn(lane, known),
        ...about,
      });
    }
  }

  return {
    list: () => [...actors.values()],
    begin() {
      drop(() => true);
      pending.clear();
    },
    take(message) {
      switch (message.type) {
        case 'actor': {
          if (actors.size >= MOST_ACTORS) return;
          const { sessionId, parentId, name, chart, snapshot, acceptsEvents } = message;
          put({
            sessionId,
            id: name,
            ...(parentId !== undefined && { parentId }),
            ...(chart && { chart }),
            ...(acceptsEvents !== undefined && { acceptsEvents }),
            taken: [],
            ...placed(snapshot),
          });
          break;
        }
        case 'snapshot':
          onSnapshot(message);
          break;
        case 'gone':
          drop((id) => message.sessionIds.includes(id));
          for (const id of message.sessionIds) pending.delete(id);
          break;
        case 'event':
          writeEvent(message);
          break;
      }
      history().touch();
    },
  };
}
