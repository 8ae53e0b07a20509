import type {
  InspectionSink,
  Json,
  Observation,
  SeenActor,
  SeenSnapshot,
} from '../../../../src/inspect/index.js';
import { type ShownActor, placeOf } from './actor.js';
import { aboutOf } from './about.js';
import { isNoise, titleOf } from './event-title.js';
import type { Amend, History } from './history.js';
import type { Party } from './row.js';

/** The actors that are shown, and the rows of what they do. */
export interface WatchedActors {
  readonly sink: InspectionSink;
  /** Parents first. */
  readonly list: () => readonly ShownActor[];
}

const toneOf = ({ status, tags = [] }: SeenSnapshot) =>
  status === 'error' || tags.includes('failed') ? ('bad' as const) : ('plain' as const);

const isMachine = ({ machine }: SeenActor) => machine !== undefined;

export function watchActors({ write, touch }: History): WatchedActors {
  let actors: ReadonlyMap<string, ShownActor> = new Map();
  /** Events that are on their way, by the actor that takes them. */
  const pending = new Map<
    string,
    ReadonlyArray<{ readonly type: string; readonly amend: Amend }>
  >();

  const put = (actor: ShownActor) => {
    actors = new Map(actors).set(actor.sessionId, actor);
  };
  const drop = (gone: (actor: ShownActor) => boolean) => {
    actors = new Map([...actors].filter(([, actor]) => !gone(actor)));
  };

  function rootOf(id: string | undefined): ShownActor | undefined {
    const actor = id === undefined ? undefined : actors.get(id);
    return actor?.parentId === undefined ? actor : rootOf(actor.parentId);
  }
  const partyOf = (id: string | undefined): Party => {
    const root = rootOf(id);
    if (root === undefined) return 'viewer';
    return root.id === 'phone' ? 'phone' : 'television';
  };

  /** An app that is started again takes the place of the former one. */
  function begin({ sessionId, id, parentId, src, machine }: SeenActor): void {
    if (parentId === undefined) {
      const former = [...actors.values()].find(
        (actor) => actor.parentId === undefined && actor.id === id,
      );
      if (former) drop((actor) => rootOf(actor.sessionId) === former);
    }
    put({
      sessionId,
      id,
      ...(parentId !== undefined && { parentId }),
      ...(src !== undefined && { src }),
      ...(machine && { chart: { id: machine.id, machine, isForeign: false } }),
      status: 'active',
      taken: [],
    });
  }

  function onSnapshot(seen: Extract<Observation, { type: 'snapshot' }>): void {
    const { actor, taken } = seen;
    const { sessionId } = actor;
    const known = actors.get(sessionId);
    if (!known) return;
    if (!isMachine(actor)) {
      put({ ...known, snapshot: () => seen.snapshot });
      return;
    }
    const { value, status } = seen.snapshot;
    const { type } = seen.event;
    put({
      ...known,
      ...(value !== undefined && { value }),
      status,
      taken: isNoise(type, known.value, value) ? known.taken : taken,
      snapshot: () => seen.snapshot,
    });
    const amend = amendOf(sessionId, type);
    const before = placeOf(known.value);
    const after = placeOf(value);
    if (!amend && before === after) return;
    const isIgnored = taken.length === 0 && type !== 'xstate.init';
    const about = {
      result: isIgnored ? 'not taken' : before === after ? '' : `→ ${after}`,
      tone: toneOf(seen.snapshot),
      ...aboutOf(seen.event, known.snapshot?.()?.context, seen.snapshot.context),
      detail: () => ({
        actor: known.id,
        event: seen.event,
        taken,
        snapshot: seen.snapshot as unknown as Json,
      }),
    };
    if (amend) amend(about);
    else writeEvent(seen.actor, type, undefined)(about);
  }

  /** An event is written down before what it causes, and learns later what that was. */
  function writeEvent({ sessionId }: SeenActor, type: string, source: string | undefined): Amend {
    const known = actors.get(sessionId);
    const party = partyOf(sessionId);
    const isOwn = source === undefined && type.startsWith('xstate.');
    return write({
      kind: 'event',
      from: isOwn ? party : partyOf(source),
      to: party,
      title: titleOf(type, known ?? {}),
      result: '',
      tone: 'plain',
      ...(known?.parentId !== undefined && { actor: known.id }),
    });
  }

  function onEvent({ actor, event, source }: Extract<Observation, { type: 'event' }>): void {
    if (!isMachine(actor) || event.type.startsWith('xstate.snapshot.')) return;
    const amend = writeEvent(actor, event.type, source);
    const others = pending.get(actor.sessionId) ?? [];
    pending.set(actor.sessionId, [...others, { type: event.type, amend }]);
  }

  function amendOf(sessionId: string, type: string): Amend | undefined {
    const waiting = pending.get(sessionId) ?? [];
    const found = waiting.find((one) => one.type === type);
    pending.set(
      sessionId,
      waiting.filter((one) => one !== found),
    );
    return found?.amend;
  }

  function observe(seen: Observation): void {
    const { sessionId } = seen.actor;
    switch (seen.type) {
      case 'actor':
        begin(seen.actor);
        touch();
        break;
      case 'event':
        onEvent(seen);
        break;
      case 'snapshot':
        onSnapshot(seen);
        touch();
        break;
      case 'stop': {
        const known = actors.get(sessionId);
        if (!known?.chart) drop((actor) => actor.sessionId === sessionId);
        else if (known.status === 'active') put({ ...known, status: 'stopped' });
        touch();
        break;
      }
      // no default
    }
  }

  return { sink: { open: () => observe }, list: () => [...actors.values()] };
}
