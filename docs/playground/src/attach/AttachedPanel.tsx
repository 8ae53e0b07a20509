import { Button } from '../app/Button.js';
import { select } from '../actors/selected.js';
import { placeOf } from '../session/actor.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { attachment, disconnect } from './attach.js';

/** The apps that are attached. */
export function AttachedPanel() {
  const { url, status, garbage } = useStore(attachment, (state) => state);
  const actors = useStore(page, (state) => shownFrame(state).actors);
  const roots = actors.filter(({ parentId }) => parentId === undefined);
  return (
    <section className="panel attached" aria-labelledby="attached-title">
      <div className="panel-head">
        <h2 id="attached-title">Attached apps</h2>
        <span className={`connection ${status}`}>{status}</span>
      </div>
      <div className="attached-body">
        <p className="hint">
          {url}
          {garbage > 0 ? ` · ${garbage} messages not understood` : ''}
        </p>
        <ul className="event-list">
          {roots.map(({ sessionId, id, value, status: actorStatus }) => (
            <li key={sessionId}>
              <button type="button" className="actor" onClick={() => select(sessionId)}>
                <span className={`dot ${actorStatus}`} aria-hidden="true" />
                <b>{id}</b>{' '}
                <span className="hint">
                  {actorStatus === 'active' ? placeOf(value) : actorStatus}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {roots.length === 0 ? <p className="empty">No app is there yet.</p> : null}
        <Button onClick={disconnect}>Disconnect</Button>
      </div>
    </section>
  );
}
