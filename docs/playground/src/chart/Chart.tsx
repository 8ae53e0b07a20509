import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { drawChart, type LaidOutChart } from '../../../chart/index.js';
import { Waiting } from '../app/Waiting.js';
import { activePaths, innermostPaths, type ShownActor, whereabouts } from '../session/actor.js';
import { isLive, page } from '../session/state.js';
import { useStore } from '../store/store.js';
import { ChartTools } from './ChartTools.js';
import { FarNames } from './FarNames.js';
import { MiniMap } from './MiniMap.js';
import { openState, pick } from './open.js';
import { StateCard } from './StateCard.js';
import { useLaidOut } from './use-laid-out.js';
import { useMarks } from './use-marks.js';
import { sizeOf, useView } from './use-view.js';
import { beside, centre, fit, isFar, isReadable, MARGIN, type Size } from './view.js';

/** The statechart of an actor: where it stands, and how it got there. */
export function Chart({ actor }: { readonly actor: ShownActor }) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useLaidOut(actor.chart);
  const drawn = chart instanceof Error ? undefined : chart;
  const size = useMemo(
    () => drawn && { width: drawn.width + 2 * MARGIN, height: drawn.height + 2 * MARGIN },
    [drawn],
  );
  const html = useMemo(
    () => ({ __html: drawn ? drawChart(drawn, { isAlone: false }) : '' }),
    [drawn],
  );
  /** Somebody has moved the chart to where they want it. */
  const [isMoved, setMoved] = useState(false);
  const byHand = () => {
    setMoved(true);
    if (page.get().follows) page.set({ follows: false });
  };
  const { view, setView, all, larger, smaller, onKey, pointer, wasDragged } = useView(
    frame,
    size,
    byHand,
  );
  const follows = useStore(page, (state) => state.follows);
  const opened = useStore(page, (state) => state.opened);
  const live = useStore(page, (state) => state.mode === 'attached' || isLive(state));
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  const active = useMemo(() => new Set(activePaths(actor.value)), [actor.value]);
  const { value } = actor;
  const [innermost = ''] = innermostPaths(value);
  const inSight = opened?.path ?? innermost;
  const stays = isMoved && opened === undefined;
  const free = useMemo(() => (opened ? beside(room) : room), [opened, room]);

  useMarks(frame, html, actor, live);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setRoom(sizeOf(element)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const centred = useRef<{ readonly room: Size; readonly drawn: LaidOutChart }>(undefined);
  useLayoutEffect(() => {
    if (!drawn || !size || stays || room.width === 0) return;
    const place = drawn.states.find(({ path, parent }) => path === inSight && parent !== null);
    const isKnown = centred.current?.room === room && centred.current.drawn === drawn;
    centred.current = { room, drawn };
    if (!place) {
      setView(fit(size, room));
      return;
    }
    const { x, y, width, height } = place;
    const box = { x: x + MARGIN, y: y + MARGIN, width, height };
    setView((before) =>
      isKnown && isReadable(box, before, free) ? before : centre(box, size, free),
    );
  }, [drawn, size, inSight, stays, room, free, setView]);

  const details = () => openState(actor, innermost);
  const far = isFar(view);

  return (
    <div className="chart-room">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It is moved with the keyboard. */}
      <div
        ref={frame}
        className={['chart-frame', !stays && 'follows', far && 'far'].filter(Boolean).join(' ')}
        role="group"
        tabIndex={0}
        aria-label={`Statechart of ${actor.chart?.id ?? actor.id}, ${whereabouts(actor)}. Arrow keys move it, plus and minus zoom, 0 shows all of it, Enter tells more of the state.`}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === 'Enter') details();
          else if (!onKey(event.key)) return;
          event.preventDefault();
        }}
        {...pointer}
        onClick={({ clientX, clientY }) => {
          // While it is dragged, the frame gets what is meant for what is in it.
          const at = document.elementFromPoint(clientX, clientY);
          if (!wasDragged() && at) pick(at, actor);
        }}
      >
        {drawn ? (
          <div
            className="chart-sheet"
            style={{
              transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
              ['--pixel' as string]: `${1 / view.scale}px`,
            }}
          >
            <div dangerouslySetInnerHTML={html} />
            {far ? <FarNames chart={drawn} active={active} scale={view.scale} /> : null}
          </div>
        ) : chart instanceof Error ? (
          <p className="empty">
            {chart.message} It is {whereabouts(actor)}.
          </p>
        ) : (
          <Waiting>Drawing…</Waiting>
        )}
      </div>
      {drawn ? (
        <MiniMap
          chart={drawn}
          active={active}
          view={view}
          room={room}
          onPick={({ x, y }) => {
            byHand();
            setView(({ scale }) => ({
              scale,
              x: room.width / 2 - (x + MARGIN) * scale,
              y: room.height / 2 - (y + MARGIN) * scale,
            }));
          }}
        />
      ) : null}
      <ChartTools
        larger={larger}
        smaller={smaller}
        all={all}
        details={details}
        follows={follows && !isMoved}
        onFollow={() => {
          const isOn = follows && !isMoved;
          setMoved(isOn);
          page.set({ follows: !isOn });
        }}
      />
      {opened?.actor === actor.sessionId ? (
        <StateCard
          actor={actor}
          path={opened.path}
          onClose={() => {
            page.set({ opened: undefined });
            frame.current?.focus({ preventScroll: true });
          }}
        />
      ) : null}
    </div>
  );
}
