import { placeOf, type ShownActor } from './actor.js';
import type { PageState } from './state.js';

type Actors = readonly ShownActor[];

const withId = (actors: Actors, id: string | undefined) =>
  id === undefined ? undefined : actors.find(({ sessionId }) => sessionId === id);

/** An actor and those that it is in, innermost first. */
export function lineageOf(actor: ShownActor, actors: Actors): readonly ShownActor[] {
  const parent = withId(actors, actor.parentId);
  return parent && parent !== actor ? [actor, ...lineageOf(parent, actors)] : [actor];
}

/** Whether an actor has come to another place since, or has begun or ended. */
const hasMoved = (actor: ShownActor, before: ShownActor | undefined) =>
  actor !== before &&
  (placeOf(actor.value) !== placeOf(before?.value) || actor.status !== before?.status);

/**
 * The machine in which something happened last, at the moment that is shown, of all that belong to the same app:
 * a child as long as it runs, then the one that it is in.
 */
export function actorAtWork({ frames, past }: PageState, one: ShownActor): ShownActor {
  const last = past ?? frames.length - 1;
  const now = frames[last]?.actors ?? [];
  const root = lineageOf(one, now).at(-1) ?? one;
  for (let index = last; index >= 0; index -= 1) {
    const { actors = [] } = frames[index] ?? {};
    const earlier = frames[index - 1]?.actors ?? [];
    let best: Actors = [];
    for (const actor of actors) {
      if (!actor.chart || !hasMoved(actor, withId(earlier, actor.sessionId))) continue;
      const lineage = lineageOf(actor, actors);
      if (lineage.at(-1)?.sessionId === root.sessionId && lineage.length >= best.length)
        best = lineage;
    }
    const alive = best
      .map(({ sessionId }) => withId(now, sessionId))
      .find((actor) => actor?.chart && actor.status === 'active');
    if (best.length > 0) return alive ?? root;
  }
  return root;
}
