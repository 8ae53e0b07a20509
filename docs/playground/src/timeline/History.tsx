import { Button } from '../app/Button.js';
import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { lookAt } from '../time/control.js';
import { sinceStart, timeOfDay } from '../time/format.js';
import { Icon } from '../app/Icon.js';

/** Steps back over what happened. */
export function History() {
  const count = useStore(page, (state) => state.frames.length);
  const past = useStore(page, (state) => state.past);
  const at = useStore(page, (state) => shownFrame(state).at);
  const start = useStore(page, (state) => state.start);
  const index = past ?? count - 1;
  const mode = useStore(page, (state) => state.mode);
  const said = past === null ? 'now' : `${sinceStart(at - start)}, in the past`;
  return (
    <div className="history" role="group" aria-label="History">
      <Button
        look="icon"
        label="One step back"
        disabled={index <= 0}
        onClick={() => lookAt(index - 1)}
      >
        <Icon name="back" />
      </Button>
      <input
        type="range"
        aria-label="Moment"
        aria-valuetext={said}
        min={0}
        max={Math.max(count - 1, 0)}
        value={Math.max(index, 0)}
        onChange={({ target }) => lookAt(Number(target.value))}
      />
      <Button
        look="icon"
        label="One step forward"
        disabled={past === null}
        onClick={() => lookAt(index + 1)}
      >
        <Icon name="forward" />
      </Button>
      <Button
        look={past === null ? 'quiet' : 'strong'}
        disabled={past === null}
        onClick={() => lookAt(null)}
      >
        {mode === 'record' ? 'To its end' : 'Back to live'}
      </Button>
      {past === null ? null : <span className="past-time">{timeOfDay(at)}</span>}
    </div>
  );
}
