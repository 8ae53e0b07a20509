import { Phone } from '../phone/Phone.js';
import { hasPhone } from '../session/acting.js';
import { page } from '../session/state.js';
import { linkToMoment } from '../share/open.js';
import { useStore } from '../store/store.js';
import { Television } from '../television/Television.js';

/** One step of one story for another page: the devices, and a way to the whole playground. */
export function Embedded() {
  const withPhone = useStore(page, hasPhone);
  const title = useStore(page, ({ scenario }) => scenario?.title ?? '');
  useStore(page, ({ frames, past }) => past ?? frames.length);
  return (
    <div className="app embedded" data-mode="scenario">
      <main id="main" tabIndex={-1} data-room="television">
        <Television />
        {withPhone ? <Phone /> : null}
      </main>
      <p className="embedded-link">
        <a href={linkToMoment()} target="_blank" rel="noreferrer">
          {title}: open in the playground
        </a>
      </p>
    </div>
  );
}
