import type { Json } from '../../../../src/inspect/index.js';
import { placeOf, type ShownActor } from '../session/actor.js';
import type { History } from '../session/history.js';
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

/** The parts of a snapshot that place an actor. */
const placed = (snapshot: Extract<AppMessage, { type: 'snapshot' }>['snapshot']) => ({
  status: snapshot.status,
  ...(snapshot.value !== undefined && { value: snapshot.value }),
  snapshot: () => snapshot,
});

/** Keeps what apps tell of their actors, and writes down what these do. */
export function attachedActors(history: () => History): AttachedActors {
  let actors: ReadonlyMap<string, ShownActor> = new Map();
  const put = (actor: ShownActor) => {
    actors = new Map(actors).set(actor.sessionId, actor);
  };
  const drop = (isGone: (id: string) => boolean) => {
    actors = new Map([...actors].filter(([id]) => !isGone(id)));
  };

  function onSnapshot({
    sessionId,
    event,
    snapshot,
    taken,
  }: Extract<AppMessage, { type: 'snapshot' }>) {
    const known = actors.get(sessionId);
    if (!known) return;
    const isOver = snapshot.status !== 'active' && !known.chart;
    if (isOver) drop((id) => id === sessionId);
    else put({ ...known, ...placed(snapshot), taken });
    if (!known.chart) return;
    const before = placeOf(known.value);
    const after = placeOf(snapshot.value);
    history().write({
      kind: 'event',
      from: 'television',
      to: 'television',
      title: event.type,
      result: before === after ? '' : `→ ${after}`,
      tone: snapshot.status === 'error' ? 'bad' : 'plain',
      actor: known.id,
      detail: () => ({ actor: known.id, event, taken, snapshot: snapshot as unknown as Json }),
    });
  }

  return {
    list: () => [...actors.values()],
    begin: () => drop(() => true),
    take(message) {
      switch (message.type) {
        case 'actor': {
          if (actors.size >= MOST_ACTORS) return;
          const { sessionId, parentId, name, chart, snapshot } = message;
          put({
            sessionId,
            id: name,
            ...(parentId !== undefined && { parentId }),
            ...(chart && { chart }),
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
          break;
        case 'event':
          break;
      }
      history().touch();
    },
  };
}
