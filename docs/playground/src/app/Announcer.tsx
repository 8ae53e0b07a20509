import { placeOf } from '../session/actor.js';
import { page, type PageState, shownFrame } from '../session/state.js';
import { useStore } from '../store/store.js';

function announcement(state: PageState): string {
  const { actors } = shownFrame(state);
  const machines = actors.filter(
    ({ parentId, value }) => parentId === undefined && value !== undefined,
  );
  const places = machines.map(({ id, value }) => `${id}: ${placeOf(value)}`);
  return [state.past === null ? '' : 'In the past', ...places].filter(Boolean).join('. ');
}

/** Says where everybody stands, for those who do not see it. */
export function Announcer() {
  const text = useStore(page, announcement);
  return (
    <p className="unseen" aria-live="polite">
      {text}
    </p>
  );
}
