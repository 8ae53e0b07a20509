import { placeOf, type ShownActor } from '../session/actor.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { select, useSelected } from './selected.js';

function Branch({
  parent,
  actors,
  selected,
}: {
  readonly parent: string | undefined;
  readonly actors: readonly ShownActor[];
  readonly selected: string | undefined;
}) {
  const children = actors.filter(({ parentId, sessionId }) =>
    parent === undefined
      ? !actors.some((other) => other.sessionId === parentId)
      : parentId === parent && sessionId !== parent,
  );
  if (children.length === 0) return null;
  return (
    <ul>
      {children.map(({ sessionId, id, src, status, value, chart }) => (
        <li key={sessionId}>
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
          <Branch parent={sessionId} actors={actors} selected={selected} />
        </li>
      ))}
    </ul>
  );
}

/** Every actor that there is, below the one that has it. */
export function ActorTree() {
  const actors = useStore(page, (state) => shownFrame(state).actors);
  const selected = useSelected();
  return (
    <div className="tree">
      <Branch parent={undefined} actors={actors} selected={selected?.sessionId} />
      {actors.length === 0 ? <p className="empty">There are no actors yet.</p> : null}
    </div>
  );
}
