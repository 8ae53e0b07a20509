import { Button } from '../app/Button.js';
import { page } from '../session/state.js';
import { useStore } from '../store/store.js';
import { setSpeed, step } from './control.js';
import { sinceStart, timeOfDay } from './format.js';
import { Icon } from '../app/Icon.js';

const speeds = [1, 10, 60, 600] as const;

/** The clock: what it shows, and how fast it goes. */
export function TimeControls() {
  const now = useStore(page, (state) => Math.floor(state.now / 1000) * 1000);
  const next = useStore(page, (state) => state.next);
  const start = useStore(page, (state) => state.start);
  const speed = useStore(page, (state) => state.speed);
  const skipping = useStore(page, (state) => state.skipping);
  const isPast = useStore(page, (state) => state.past !== null);
  const isLater = next !== Infinity && next < start + 1e14;
  return (
    <div className="time" role="group" aria-label="Time">
      <span className="clock" data-testid="clock">
        <b>{timeOfDay(now)}</b>
        <span className="hint">
          {sinceStart(now - start)}
          {skipping ? ' · skipping' : ''}
        </span>
      </span>
      <Button
        look="icon"
        label={speed === 0 ? 'Let the time run' : 'Stop the time'}
        disabled={isPast}
        onClick={() => setSpeed(speed === 0 ? 1 : 0)}
      >
        <Icon name={speed === 0 ? 'play' : 'pause'} />
      </Button>
      <Button
        look="icon"
        label="Go on to what comes next"
        title={isLater ? `The next timer: ${sinceStart(next - start)}` : 'There is no timer'}
        disabled={isPast}
        onClick={step}
      >
        <Icon name="step" />
      </Button>
      <select
        className="select"
        aria-label="Speed"
        value={speed}
        onChange={({ target }) => setSpeed(Number(target.value))}
      >
        <option value={0}>stopped</option>
        {speeds.map((value) => (
          <option key={value} value={value}>
            {value}×
          </option>
        ))}
      </select>
    </div>
  );
}
