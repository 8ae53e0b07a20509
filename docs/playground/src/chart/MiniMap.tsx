import type { PointerEvent } from 'react';
import type { LaidOutChart } from '../../../chart/index.js';
import type { Size, View } from './view.js';

/** Pixels; in a window with less, it would cover what it leads to. */
const ROOMY = 420;
/** Of the width of the window; of its height, twice as much. */
const SHARE = 0.22;

/** The whole chart, small: where it is active, and which part of it is in the window. */
export function MiniMap({
  chart: { states, width, height },
  active,
  view: { x, y, scale },
  room,
  onPick,
}: {
  readonly chart: LaidOutChart;
  readonly active: ReadonlySet<string>;
  readonly view: View;
  readonly room: Size;
  /** Somebody wants to see this place of the chart. */
  readonly onPick: (place: { readonly x: number; readonly y: number }) => void;
}) {
  const isAllInView = width * scale <= room.width && height * scale <= room.height;
  if (isAllInView || room.width < ROOMY) return null;
  const small = Math.min((room.width * SHARE) / width, (room.height * 2 * SHARE) / height);
  const pick = ({ currentTarget, clientX, clientY, buttons }: PointerEvent) => {
    if (buttons === 0) return;
    const box = currentTarget.getBoundingClientRect();
    onPick({ x: (clientX - box.left) / small, y: (clientY - box.top) / small });
  };
  return (
    <svg
      className="mini-map"
      viewBox={`0 0 ${width} ${height}`}
      width={width * small}
      height={height * small}
      aria-hidden="true"
      onPointerDown={pick}
      onPointerMove={pick}
    >
      {states
        .filter(({ parent }) => parent !== null)
        .map((state) => (
          <rect
            key={state.path}
            className={active.has(state.path) ? 'active' : ''}
            x={state.x}
            y={state.y}
            width={state.width}
            height={state.height}
            rx={12}
          />
        ))}
      <rect
        className="window"
        x={-x / scale}
        y={-y / scale}
        width={room.width / scale}
        height={room.height / scale}
      />
    </svg>
  );
}
