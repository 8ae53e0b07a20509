import type { ShownActor } from '../session/actor.js';
import { page, type PageState, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';

/** The actor that is looked at: the one that was picked, or else the first that has a chart. */
function selectedActor(state: PageState): ShownActor | undefined {
  const { actors } = shownFrame(state);
  return (
    actors.find(({ sessionId }) => sessionId === state.selected) ??
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
