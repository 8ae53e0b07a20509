import { isUntouched, page, type Telling } from '../session/state.js';
import { History } from '../timeline/History.js';
import { useStore } from '../store/store.js';
import { Welcome } from './Welcome.js';

const words: Readonly<Record<Telling, string>> = {
  none: '',
  told: 'Playing',
  taken: 'Your turn',
  over: 'The end',
  broken: 'The story broke off',
};

/** What the scenario is about, what has just been said, and the way through what happened. */
export function About() {
  const scenario = useStore(page, (state) => state.scenario);
  const telling = useStore(page, (state) => state.telling);
  const caption = useStore(page, (state) => state.caption);
  const notice = useStore(page, (state) => state.notice);
  const mode = useStore(page, (state) => state.mode);
  const isPast = useStore(page, (state) => state.past !== null);
  const isNew = useStore(page, isUntouched);
  const look = ['about', isPast && mode !== 'record' && 'past', isNew && 'new'];
  return (
    <section className={look.filter(Boolean).join(' ')} aria-label="Story">
      {isNew ? <Welcome /> : null}
      <p className="about-text">
        {mode === 'attached' ? (
          'An app that is attached, in place of the scenario.'
        ) : mode === 'record' ? (
          'A flight record, replayed by the machines themselves. Nothing runs, and nothing is sent.'
        ) : (
          <>
            <span className="group">{scenario?.group}</span> {scenario?.about}
          </>
        )}
      </p>
      <p className="caption" role="status">
        {isPast && mode !== 'record' ? (
          <b className="past-note">This is the past. Nothing can be done here.</b>
        ) : notice === '' ? (
          <>
            {words[telling] === '' ? null : <span className="group">{words[telling]}</span>}{' '}
            {telling === 'broken' ? caption : <span className="unseen">{caption}</span>}
          </>
        ) : (
          notice
        )}
      </p>
      <History />
    </section>
  );
}
