import { useEffect, useRef } from 'react';
import { Button } from '../app/Button.js';
import { Icon } from '../app/Icon.js';
import { activePaths, type ShownActor } from '../session/actor.js';
import { StateLines } from '../code/StateLines.js';
import { opens } from '../session/children.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { contentsOf } from './contents.js';
import { openChild, openState } from './open.js';
import { sendTo, sentIn, whyNot } from './sending.js';

const INDENT = '\u00a0\u00a0';

/** What there is to know of a state, and what can be sent there: also for whoever does not see the chart. */
export function StateCard({
  actor,
  path,
  onClose,
}: {
  readonly actor: ShownActor;
  readonly path: string;
  readonly onClose: () => void;
}) {
  const picker = useRef<HTMLSelectElement>(null);
  const actors = useStore(page, (state) => shownFrame(state).actors);
  useStore(page, ({ past, telling, mode }) => `${past} ${telling} ${mode}`);
  useEffect(() => picker.current?.focus({ preventScroll: true }), []);
  if (!actor.chart) return null;
  const { states } = contentsOf(actor.chart.machine);
  const state = states.get(path);
  const isActive = path === '' || activePaths(actor.value).includes(path);
  return (
    <section
      className="state-card"
      aria-label="State"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="state-card-head">
        <select
          ref={picker}
          className="select"
          aria-label="State that is told of"
          value={path}
          onChange={({ target }) => openState(actor, target.value)}
        >
          {[...states.values()].map((one) => (
            <option key={one.path} value={one.path}>
              {INDENT.repeat(one.path === '' ? 0 : one.path.split('.').length)}
              {one.name}
            </option>
          ))}
        </select>
        <Button look="icon" label="Close the details" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      <div className="state-card-body">
        <p>{state?.description}</p>
        <p className="hint">{isActive ? 'It is active.' : 'It is not active.'}</p>
        {state?.invoked
          .filter(({ id, src }) => opens(actor, id, src, actors))
          .map((child) => (
            <Button key={child.src} onClick={() => openChild(actor, child)}>
              Open {child.src}
            </Button>
          ))}
        <ul className="state-events">
          {sentIn(actor, path).map(({ type, path: taker }) => {
            const why = whyNot(actor, taker, type);
            return (
              <li key={type}>
                <Button disabled={why !== ''} title={why} onClick={() => sendTo(actor, type)}>
                  {type}
                </Button>
                {why === '' ? null : <span className="hint">{why}</span>}
              </li>
            );
          })}
        </ul>
        {actor.chart.isForeign ? null : <StateLines machine={actor.chart.id} path={path} />}
      </div>
    </section>
  );
}
