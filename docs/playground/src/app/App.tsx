import { useEffect, useState } from 'react';
import { AttachedPanel } from '../attach/AttachedPanel.js';
import { ChartPanel } from '../chart/ChartPanel.js';
import { Phone } from '../phone/Phone.js';
import { actingDevice, hasPhone as usesPhone } from '../session/acting.js';
import { page } from '../session/state.js';
import { useStore } from '../store/store.js';
import { Television } from '../television/Television.js';
import { Sequence } from '../timeline/Sequence.js';
import { About } from './About.js';
import { isEmbedded } from '../share/open.js';
import { Embedded } from './Embedded.js';
import { Announcer } from './Announcer.js';
import { Header } from './Header.js';
import { panels, toggleFull } from './panels.js';
import { Separator } from './Separator.js';
import { Tools } from './Tools.js';

const rooms = [
  ['television', 'TV'],
  ['phone', 'Phone'],
  ['chart', 'Chart'],
  ['sequence', 'Sequence'],
  ['tools', 'Tools'],
] as const;

/** Which of the devices are shown, for the style sheet. */
const devices = (hasTelevision: boolean, hasPhone: boolean): string => {
  if (hasTelevision) return hasPhone ? 'both' : 'television';
  return hasPhone ? 'phone' : 'none';
};

/** The whole page. On a small screen, one room at a time. */
export function App() {
  const [room, setRoom] = useState<(typeof rooms)[number][0]>('television');
  const mode = useStore(page, (state) => state.mode);
  const hasPhone = useStore(page, usesPhone);
  const acting = useStore(page, actingDevice);
  const telling = useStore(page, (state) => state.telling);
  useEffect(() => {
    if (telling !== 'told') return;
    // Whoever reads the chart meanwhile stays there.
    setRoom((before) => (before === 'television' || before === 'phone' ? acting : before));
  }, [acting, telling]);
  const hasTelevision = useStore(
    page,
    ({ mode: shown, frames }) => shown !== 'record' || frames.some(({ television }) => television),
  );
  const { upper, first, full: wanted } = useStore(panels, (state) => state);
  const isPast = useStore(page, (state) => state.past !== null);
  if (isEmbedded()) return <Embedded />;
  const there = rooms.filter(
    ([id]) => (hasPhone || id !== 'phone') && (hasTelevision || id !== 'television'),
  );
  const shown = there.some(([id]) => id === room) ? room : 'chart';
  // A panel that is there no more has no window.
  const full = there.some(([id]) => id === wanted) ? wanted : undefined;
  return (
    <div className={isPast && mode !== 'record' ? 'app in-past' : 'app'} data-mode={mode}>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          // The address belongs to the scenario.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to the television
      </a>
      <Header />
      <About />
      <nav className="rooms" aria-label="Parts of the page">
        {there.map(([id, name]) => (
          <button
            key={id}
            type="button"
            aria-current={shown === id || undefined}
            onClick={() => setRoom(id)}
          >
            {mode === 'attached' && id === 'television' ? 'Apps' : name}
          </button>
        ))}
      </nav>
      <main
        id="main"
        tabIndex={-1}
        data-room={shown}
        data-full={full}
        style={{
          ['--upper' as string]: `${upper}fr`,
          ['--lower' as string]: `${100 - upper}fr`,
          ['--first' as string]: `${first * 0.0241}fr`,
          ['--second' as string]: `${(100 - first) * 0.0241}fr`,
        }}
        onKeyDown={({ key }) => {
          if (key === 'Escape' && full !== undefined) toggleFull(full);
        }}
        data-devices={devices(hasTelevision, hasPhone || mode === 'attached')}
      >
        {mode === 'attached' ? <AttachedPanel /> : hasTelevision ? <Television /> : null}
        <ChartPanel />
        {hasPhone ? <Phone /> : null}
        <Sequence />
        <Tools />
        <Separator of="upper" />
        {hasTelevision && mode !== 'attached' ? <Separator of="first" /> : null}
      </main>
      <Announcer />
    </div>
  );
}
