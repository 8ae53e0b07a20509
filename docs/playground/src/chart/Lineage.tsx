import { ActorPicker } from '../actors/ActorPicker.js';
import { select } from '../actors/selected.js';
import { Button } from '../app/Button.js';
import type { ShownActor } from '../session/actor.js';
import { lineageOf } from '../session/at-work.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';

/** The machine that is shown, after those that it is in, to which it leads back. */
export function Lineage({ actor }: { readonly actor: ShownActor }) {
  const actors = useStore(page, (state) => shownFrame(state).actors);
  const above = lineageOf(actor, actors)
    .slice(1)
    .reduceRight<ShownActor[]>((all, one) => all.concat(one), []);
  return (
    <nav aria-label="Machines">
      <ol className="lineage">
        {above.map(({ sessionId, id }) => (
          <li key={sessionId}>
            <Button look="quiet" onClick={() => select(sessionId)}>
              {id}
            </Button>
            <span aria-hidden="true">›</span>
          </li>
        ))}
        <li aria-current="location">
          <ActorPicker />
        </li>
      </ol>
    </nav>
  );
}
