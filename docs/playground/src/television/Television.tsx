import { useRef } from 'react';
import { useKeptFocus } from '../app/use-kept-focus.js';
import { restartTelevision } from '../session/acts.js';
import { isLive, page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { LoginPage } from '../login/LoginPage.js';
import { Button } from '../app/Button.js';
import { Screen } from './Screen.js';
import { Icon } from '../app/Icon.js';

/** The television: its app, and the page of a provider over it. */
export function Television() {
  const view = useStore(page, (state) => shownFrame(state).television);
  const opened = useStore(page, (state) => shownFrame(state).page);
  const live = useStore(page, isLive);
  const scenario = useStore(page, (state) => state.scenario);
  const place = useRef<HTMLDivElement>(null);
  const kept = useKeptFocus(place);
  const hasPage = opened?.on === 'tv';
  return (
    <section className="panel television" aria-labelledby="television-title">
      <div className="panel-head">
        <h2 id="television-title">Television</h2>
        <span className="hint">{scenario?.runsOn === 'backend' ? 'runs on the backend' : ''}</span>
        <Button look="icon" label="Restart the app" disabled={!live} onClick={restartTelevision}>
          <Icon name="power" />
        </Button>
      </div>
      <div className="set">
        <div className="bezel">
          <div ref={place} className="screen" inert={!live} {...kept}>
            {view ? (
              <div className="tv-app" inert={hasPage}>
                <Screen view={view} screen={scenario?.input?.screen ?? 'primary'} />
              </div>
            ) : null}
            {hasPage ? <LoginPage page={opened} /> : null}
          </div>
        </div>
        <div className="stand" aria-hidden="true" />
      </div>
    </section>
  );
}
