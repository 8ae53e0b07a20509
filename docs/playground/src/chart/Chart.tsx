import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { drawChart, type LaidOutChart } from '../../../chart/index.js';
import { Button } from '../app/Button.js';
import { Waiting } from '../app/Waiting.js';
import { activePaths, innermostPaths, type ShownActor, whereabouts } from '../session/actor.js';
import { chartAtHand, laidOut } from './layout.js';
import type { ChartSource } from './source.js';
import { MiniMap } from './MiniMap.js';
import { sizeOf, useView } from './use-view.js';
import { centre, fit, isFar, isReadable, type Size } from './view.js';
import { Icon } from '../app/Icon.js';

/** The chart of a machine: at hand, or laid out first. */
function useLaidOut(source: ChartSource | undefined): LaidOutChart | Error | undefined {
  const [made, setMade] = useState<{ source: ChartSource; chart: LaidOutChart | Error }>();
  const ready = source && chartAtHand(source);
  useEffect(() => {
    if (!source || chartAtHand(source)) return;
    laidOut(source).then(
      (chart) => setMade({ source, chart }),
      (error: unknown) => setMade({ source, chart: error as Error }),
    );
  }, [source]);
  return ready ?? (made && made.source === source ? made.chart : undefined);
}

const MARGIN = 8;

/** The ids of what an element stands for. */
const idsOf = (element: Element, name: string) => element.getAttribute(name)?.split(' ') ?? [];

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
  const { view, setView, all, larger, smaller, onKey, pointer } = useView(frame, size);
  const [follows, setFollows] = useState(true);
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  const active = useMemo(() => new Set(activePaths(actor.value)), [actor.value]);
  const { value, taken } = actor;

  useLayoutEffect(() => {
    for (const element of frame.current?.querySelectorAll('[data-state]') ?? [])
      element.classList.toggle('active', active.has(element.getAttribute('data-state') ?? ''));
    for (const element of frame.current?.querySelectorAll('[data-transition]') ?? [])
      element.classList.toggle(
        'taken',
        idsOf(element, 'data-transition').some((id) => taken.includes(id)),
      );
  }, [html, active, taken]);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setRoom(sizeOf(element)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const centred = useRef<{ readonly room: Size; readonly drawn: LaidOutChart }>(undefined);
  useLayoutEffect(() => {
    if (!drawn || !size || !follows || room.width === 0) return;
    const [path] = innermostPaths(value);
    const place = drawn.states.find((state) => state.path === path);
    const isKnown = centred.current?.room === room && centred.current.drawn === drawn;
    centred.current = { room, drawn };
    if (!place) {
      setView(fit(size, room));
      return;
    }
    const { x, y, width, height } = place;
    const box = { x: x + MARGIN, y: y + MARGIN, width, height };
    setView((before) =>
      isKnown && isReadable(box, before, room) ? before : centre(box, size, room),
    );
  }, [drawn, size, value, follows, room, setView]);

  const byHand = <T,>(act: () => T): T => {
    setFollows(false);
    return act();
  };

  return (
    <div className="chart-room">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It is moved with the keyboard. */}
      <div
        ref={frame}
        className={['chart-frame', follows && 'follows', isFar(view) && 'far']
          .filter(Boolean)
          .join(' ')}
        role="group"
        tabIndex={0}
        aria-label={`Statechart of ${actor.chart?.id ?? actor.id}, ${whereabouts(actor)}. Arrow keys move it, plus and minus zoom, 0 shows all of it.`}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (byHand(() => onKey(event.key))) event.preventDefault();
        }}
        onWheel={() => setFollows(false)}
        {...pointer}
        onPointerDown={(event) => {
          setFollows(false);
          pointer.onPointerDown(event);
        }}
      >
        {drawn ? (
          <div
            className="chart-sheet"
            style={{
              transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
              ['--far-name' as string]: `${Math.min(14 / view.scale, 56)}px`,
            }}
            dangerouslySetInnerHTML={html}
          />
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
          onPick={({ x, y }) =>
            byHand(() =>
              setView(({ scale }) => ({
                scale,
                x: room.width / 2 - (x + MARGIN) * scale,
                y: room.height / 2 - (y + MARGIN) * scale,
              })),
            )
          }
        />
      ) : null}
      <div className="chart-tools">
        <Button look="icon" label="Zoom in" onClick={() => byHand(larger)}>
          <Icon name="plus" />
        </Button>
        <Button look="icon" label="Zoom out" onClick={() => byHand(smaller)}>
          <Icon name="minus" />
        </Button>
        <Button look="icon" label="Show all of it" onClick={() => byHand(all)}>
          <Icon name="fit" />
        </Button>
        <Button
          look="icon"
          label="Follow the state"
          pressed={follows}
          onClick={() => setFollows(!follows)}
        >
          <Icon name="follow" />
        </Button>
      </div>
    </div>
  );
}
