import { useRef } from 'react';
import { FullButton } from '../app/FullButton.js';
import { useKeptFocus } from '../app/use-kept-focus.js';
import { Button } from '../app/Button.js';
import { Guard } from '../app/Guard.js';
import { Subtitle, useActs } from '../app/Subtitle.js';
import { LoginPage } from '../login/LoginPage.js';
import { openPhone } from '../session/acts.js';
import { isLive, page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { timeOfDay } from '../time/format.js';
import { PhonePage } from './PhonePage.js';
import { Icon } from '../app/Icon.js';

/** The phone: the page for the code, and the page of a provider over it. */
export function Phone() {
  const view = useStore(page, (state) => shownFrame(state).phone);
  const opened = useStore(page, (state) => shownFrame(state).page);
  const live = useStore(page, isLive);
  const time = useStore(page, (state) =>
    timeOfDay(state.past === null ? state.now : shownFrame(state).at).slice(0, 5),
  );
  const place = useRef<HTMLDivElement>(null);
  const kept = useKeptFocus(place);
  const acts = useActs('phone');
  const hasPage = opened?.on === 'phone';
  return (
    <section className={acts ? 'panel phone acts' : 'panel phone'} aria-labelledby="phone-title">
      <div className="panel-head">
        <h2 id="phone-title">Phone</h2>
        {view ? (
          <Button look="icon" label="Open the page anew" disabled={!live} onClick={openPhone}>
            <Icon name="restart" />
          </Button>
        ) : null}
        <FullButton panel="phone" name="Phone" />
      </div>
      <div className="handset">
        <div className="status-bar" aria-hidden="true">
          <span>{time}</span>
          <span className="island" />
          <span>5G ▮</span>
        </div>
        <div ref={place} className="phone-screen" inert={!live} {...kept}>
          <div className="phone-app" inert={hasPage}>
            {view ? (
              <Guard of={view}>
                <PhonePage view={view} />
              </Guard>
            ) : (
              <div className="phone-home">
                <span className="app-icon" aria-hidden="true">
                  s
                </span>
                <p>The page where the code of the television is typed.</p>
                <Button look="strong" onClick={openPhone}>
                  Open the page
                </Button>
              </div>
            )}
          </div>
          {hasPage ? <LoginPage page={opened} /> : null}
        </div>
      </div>
      <Subtitle device="phone" />
    </section>
  );
}
