import type { ShownActor } from '../session/actor.js';
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

/** The one that was picked, of a moment after the one that is shown. */
function fromLater({ past, frames, selected }: PageState): ShownActor | undefined {
  if (past === null) return undefined;
  for (const { actors } of frames.slice(past + 1)) {
    const actor = withId(actors, selected);
    if (actor) return beforeStart(actor);
  }
  return undefined;
}

/** The actor that is looked at: the one that was picked, or else the first that has a chart, and lives. */
function selectedActor(state: PageState): ShownActor | undefined {
  const { actors } = shownFrame(state);
  return (
    withId(actors, state.selected) ??
    fromLater(state) ??
    actors.find(({ chart, status }) => chart !== undefined && status === 'active') ??
    actors.find(({ chart }) => chart !== undefined)
  );
}

export const useSelected = (): ShownActor | undefined => useStore(page, selectedActor);

export const select = (sessionId: string): void => page.set({ selected: sessionId });

/** Of a machine, as a person would call it: `television › authentication`. */
export function fullName(actor: ShownActor, actors: readonly ShownActor[]): string {
  const parent = actors.find(({ sessionId }) => sessionId === actor.parentId);
  return parent ? `${fullName(parent, actors)} › ${actor.id}` : actor.id;
}
