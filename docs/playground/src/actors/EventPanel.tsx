import { useState } from 'react';
import { Button } from '../app/Button.js';
import type { ShownActor } from '../session/actor.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { offeredEvents, type OfferedEvent, sendEvent } from './events.js';
import { refusalOf } from './refusal.js';
import { fullName, useSelected } from './selected.js';
import { Icon } from '../app/Icon.js';

/** Reads what somebody has typed. */
function parse(text: string): { payload?: object; problem?: string } {
  try {
    const payload: unknown = JSON.parse(text);
    if (typeof payload === 'object' && payload !== null && !Array.isArray(payload))
      return { payload };
    return { problem: 'The data have to be an object.' };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'This is no JSON.' };
  }
}

function EventRow({
  actor,
  offered: { type, payload, can },
  live,
}: {
  readonly actor: ShownActor;
  readonly offered: OfferedEvent;
  readonly live: boolean;
}) {
  const [text, setText] = useState<string>();
  const hasData = Object.keys(payload).length > 0;
  const { payload: typed = payload, problem } = text === undefined ? {} : parse(text);
  const id = `data-${type}`;
  return (
    <li className="event-row">
      <Button
        disabled={!live || (can === false && text === undefined) || problem !== undefined}
        title={can === false ? 'Its guards do not let it pass now' : undefined}
        onClick={() => sendEvent(actor, { ...typed, type })}
      >
        {type}
      </Button>
      {hasData && text === undefined ? (
        <code className="payload">{JSON.stringify(payload)}</code>
      ) : null}
      <Button
        look="icon"
        label={text === undefined ? `Edit the data of ${type}` : `Leave the data of ${type}`}
        onClick={() => setText(text === undefined ? JSON.stringify(payload, null, 2) : undefined)}
      >
        <Icon name={text === undefined ? 'edit' : 'close'} />
      </Button>
      {text === undefined ? null : (
        <div className="editor">
          <label htmlFor={id}>Data of {type}, as JSON</label>
          <textarea
            id={id}
            rows={Math.min(text.split('\n').length + 1, 8)}
            spellCheck={false}
            value={text}
            aria-invalid={problem !== undefined}
            onChange={({ target }) => setText(target.value)}
          />
          {problem === undefined ? null : <p className="problem">{problem}</p>}
        </div>
      )}
    </li>
  );
}

/** The events that the actor can take which is looked at. */
export function EventPanel() {
  const actor = useSelected();
  const actors = useStore(page, (state) => shownFrame(state).actors);
  const live = useStore(page, ({ past, telling }) => past === null && telling !== 'told');
  const mode = useStore(page, (state) => state.mode);
  if (!actor) return <p className="empty">There is nobody to send events to.</p>;
  const refusal = refusalOf(actor, mode);
  if (refusal !== '') return <p className="empty">{refusal}</p>;
  const events = offeredEvents(actor);
  return (
    <>
      <p className="hint">
        To <b>{fullName(actor, actors)}</b>
      </p>
      {events.length === 0 ? <p className="empty">It takes no events now.</p> : null}
      <ul className="event-list">
        {events.map((offered) => (
          <EventRow key={offered.type} actor={actor} offered={offered} live={live} />
        ))}
      </ul>
    </>
  );
}
