import { attachment } from '../attach/attach.js';
import { placeOf, type ShownActor } from '../session/actor.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { select, useSelected } from './selected.js';

/** So many that are alike stand in a group. */
const MANY = 8;

interface BranchProps {
  readonly actors: readonly ShownActor[];
  readonly below: ReadonlyMap<string | undefined, readonly ShownActor[]>;
  readonly selected: string | undefined;
}

/** What it is called by who has it, without the number of one of many: `play` of `play-12`. */
const kindOf = ({ src, id }: ShownActor) => src ?? id.replace(/-\d+$/, '');

/** In order; those that are alike together. */
function kindsOf(actors: readonly ShownActor[]) {
  const kinds = new Map<string, ShownActor[]>();
  for (const actor of actors)
    kinds.set(kindOf(actor), [...(kinds.get(kindOf(actor)) ?? []), actor]);
  return [...kinds];
}

function Leaf({ actor, below, selected }: Omit<BranchProps, 'actors'> & { actor: ShownActor }) {
  const { sessionId, id, src, status, value, chart } = actor;
  return (
    <li>
      <button
        type="button"
        className="actor"
        aria-current={sessionId === selected || undefined}
        aria-disabled={!chart || undefined}
        onClick={() => {
          if (chart) select(sessionId);
        }}
      >
        <span className={`dot ${status}`} aria-hidden="true" />
        <b>{src ?? id}</b>
        <span className="hint">{placeOf(value)}</span>
        <span className="status">{status}</span>
      </button>
      <Branch actors={below.get(sessionId) ?? []} below={below} selected={selected} />
    </li>
  );
}

/** Many that are alike; they are in the document once somebody opens it. */
function Group({ kind, actors, ...rest }: BranchProps & { readonly kind: string }) {
  const active = actors.filter(({ status }) => status === 'active').length;
  return (
    <li>
      <details className="group">
        <summary>
          <b>{kind}</b>{' '}
          <span className="hint">
            {actors.length} actors, {active} active
          </span>
        </summary>
        <ul>
          {actors.map((actor) => (
            <Leaf key={actor.sessionId} actor={actor} {...rest} />
          ))}
        </ul>
      </details>
    </li>
  );
}

function Branch({ actors, ...rest }: BranchProps) {
  if (actors.length === 0) return null;
  return (
    <ul>
      {kindsOf(actors).map(([kind, alike]) =>
        alike.length > MANY ? (
          <Group key={kind} kind={kind} actors={alike} {...rest} />
        ) : (
          alike.map((actor) => <Leaf key={actor.sessionId} actor={actor} {...rest} />)
        ),
      )}
    </ul>
  );
}

/** The children of each; those whose parent is not shown stand at the top. */
function childrenOf(actors: readonly ShownActor[]) {
  const known = new Set(actors.map(({ sessionId }) => sessionId));
  const below = new Map<string | undefined, ShownActor[]>();
  for (const actor of actors) {
    const { sessionId, parentId = '' } = actor;
    const parent = known.has(parentId) && parentId !== sessionId ? parentId : undefined;
    const others = below.get(parent);
    if (others) others.push(actor);
    else below.set(parent, [actor]);
  }
  return below;
}

/** Every actor that there is, below the one that has it. */
export function ActorTree() {
  const actors = useStore(page, (state) => shownFrame(state).actors);
  const unshown = useStore(attachment, (state) => state.unshown);
  const selected = useSelected();
  const below = childrenOf(actors);
  return (
    <div className="tree">
      <Branch actors={below.get(undefined) ?? []} below={below} selected={selected?.sessionId} />
      {actors.length === 0 ? <p className="empty">There are no actors yet.</p> : null}
      {[...unshown].map(([name, count]) => (
        <p key={name} className="hint">
          And {count} more of {name}, for which there is no room.
        </p>
      ))}
    </div>
  );
}
