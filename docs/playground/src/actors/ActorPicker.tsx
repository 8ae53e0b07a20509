import { page, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';
import { fullName, select, useCharted } from './selected.js';

/** Picks the machine whose chart is shown. */
export function ActorPicker() {
  const actors = useStore(page, (state) => shownFrame(state).actors);
  const selected = useCharted();
  const machines = actors.filter(({ chart }) => chart !== undefined);
  if (selected && !actors.includes(selected)) machines.push(selected);
  return (
    <select
      className="select"
      aria-label="Machine"
      value={selected?.sessionId ?? ''}
      onChange={({ target }) => select(target.value)}
    >
      {machines.map((actor) => (
        <option key={actor.sessionId} value={actor.sessionId}>
          {fullName(actor, actors)}
        </option>
      ))}
    </select>
  );
}
