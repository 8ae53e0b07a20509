import type { ShownActor } from '../session/actor.js';
import { actorAtWork } from '../session/at-work.js';
import { childToCome } from '../session/children.js';
import { page, type PageState, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';

const later = new WeakMap<ShownActor, ShownActor>();

/** An actor before it has started: it stands nowhere. */
function beforeStart(actor: ShownActor): ShownActor {
  const { sessionId, id, parentId, src, chart } = actor;
  const shown: ShownActor = later.get(actor) ?? {
    sessionId,
    id,
    ...(parentId !== undefined && { parentId }),
    ...(src !== undefined && { src }),
    ...(chart && { chart }),
    status: 'not started',
    taken: [],
  };
  later.set(actor, shown);
  return shown;
}

const withId = (actors: readonly ShownActor[], id: string | undefined) =>
  id === undefined ? undefined : actors.find(({ sessionId }) => sessionId === id);

/** One of a moment after the one that is shown. */
function fromLater({ past, frames }: PageState, id: string): ShownActor | undefined {
  if (past === null) return undefined;
  for (const { actors } of frames.slice(past + 1)) {
    const actor = withId(actors, id);
    if (actor) return beforeStart(actor);
  }
  return undefined;
}

/** An actor by its id, though it may not have begun. */
function actorOf(state: PageState, id: string | undefined): ShownActor | undefined {
  if (id === undefined) return undefined;
  const { actors } = shownFrame(state);
  const there = withId(actors, id) ?? fromLater(state, id);
  if (there) return there;
  const cut = id.lastIndexOf('/');
  const parent = cut < 0 ? undefined : actorOf(state, id.slice(0, cut));
  return parent && childToCome(parent, id.slice(cut + 1), actors);
}

/** The actor that is looked at: the one that was picked, or else the first that has a chart, and lives. */
function selectedActor(state: PageState): ShownActor | undefined {
  const picked = actorOf(state, state.selected);
  if (picked) return picked;
  const charted = shownFrame(state).actors.filter(({ chart }) => chart !== undefined);
  return charted.find(({ status }) => status === 'active') ?? charted[0];
}

export const useSelected = (): ShownActor | undefined => useStore(page, selectedActor);

/** The actor whose chart is shown: the one that is looked at, or the one in which something happens. */
function chartedActor(state: PageState): ShownActor | undefined {
  const selected = selectedActor(state);
  if (state.opened) return actorOf(state, state.opened.actor) ?? selected;
  return selected && state.follows ? actorAtWork(state, selected) : selected;
}

export const useCharted = (): ShownActor | undefined => useStore(page, chartedActor);

export const select = (sessionId: string): void =>
  page.set({ selected: sessionId, follows: false, opened: undefined });

/** Of a machine, as a person would call it: `television › authentication`. */
export function fullName(actor: ShownActor, actors: readonly ShownActor[]): string {
  const parent = actors.find(({ sessionId }) => sessionId === actor.parentId);
  return parent ? `${fullName(parent, actors)} › ${actor.id}` : actor.id;
}
