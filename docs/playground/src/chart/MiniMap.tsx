import type { PointerEvent } from 'react';
import type { LaidOutChart } from '../../../chart/index.js';
import type { Size, View } from './view.js';

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
  if (width * scale <= room.width && height * scale <= room.height) return null;
  const pick = ({ currentTarget, clientX, clientY, buttons }: PointerEvent) => {
    if (buttons === 0) return;
    const box = currentTarget.getBoundingClientRect();
    const by = width / box.width;
    onPick({ x: (clientX - box.left) * by, y: (clientY - box.top) * by });
  };
  return (
    <svg
      className="mini-map"
      viewBox={`0 0 ${width} ${height}`}
      style={{ aspectRatio: `${width} / ${height}` }}
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
