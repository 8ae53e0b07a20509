import { useRef } from 'react';
import { FullButton } from '../app/FullButton.js';
import { useKeptFocus } from '../app/use-kept-focus.js';
import { restartTelevision } from '../session/acts.js';
import { isLive, page, type PageState, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { LoginPage } from '../login/LoginPage.js';
import { Button } from '../app/Button.js';
import { Guard } from '../app/Guard.js';
import { Subtitle, useActs } from '../app/Subtitle.js';
import { Screen } from './Screen.js';
import { Icon } from '../app/Icon.js';

/** Whether the login happens on the television itself; of a record, as its app was told. */
function screenOf(state: PageState): 'primary' | 'secondary' {
  if (state.mode === 'scenario') return state.scenario?.input?.screen ?? 'primary';
  const { actors } = shownFrame(state);
  const app = actors.find(({ chart }) => chart?.id === 'entitlement');
  const { screen } = (app?.snapshot?.()?.context ?? {}) as { readonly screen?: unknown };
  return screen === 'secondary' ? 'secondary' : 'primary';
}

/** The television: its app, and the page of a provider over it. */
export function Television() {
  const view = useStore(page, (state) => shownFrame(state).television);
  const opened = useStore(page, (state) => shownFrame(state).page);
  const live = useStore(page, isLive);
  const runsOn = useStore(page, ({ mode, scenario }) =>
    mode === 'scenario' ? scenario?.runsOn : undefined,
  );
  const screen = useStore(page, screenOf);
  const place = useRef<HTMLDivElement>(null);
  const kept = useKeptFocus(place);
  const acts = useActs('television');
  const hasPage = opened?.on === 'tv';
  return (
    <section
      className={acts ? 'panel television acts' : 'panel television'}
      aria-labelledby="television-title"
    >
      <div className="panel-head">
        <h2 id="television-title">Television</h2>
        <span className="hint">{runsOn === 'backend' ? 'runs on the backend' : ''}</span>
        <Button look="icon" label="Restart the app" disabled={!live} onClick={restartTelevision}>
          <Icon name="power" />
        </Button>
        <FullButton panel="television" name="Television" />
      </div>
      <div className="set">
        <div className="bezel">
          <div ref={place} className="screen" inert={!live} {...kept}>
            {view ? (
              <div className="tv-app" inert={hasPage}>
                <Guard of={view}>
                  <Screen view={view} screen={screen} />
                </Guard>
              </div>
            ) : null}
            {hasPage ? <LoginPage page={opened} /> : null}
          </div>
        </div>
        <div className="stand" aria-hidden="true" />
      </div>
      <Subtitle device="television" />
    </section>
  );
}
