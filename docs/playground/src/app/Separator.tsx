import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useStore } from '../store/store.js';
import { LEAST, MOST, panels, share } from './panels.js';

const STEP = 2;

/** Between two panels: it is dragged, or moved with the arrow keys. */
export function Separator({ of: which }: { readonly of: 'upper' | 'first' }) {
  const percent = useStore(panels, (state) => state[which]);
  /** Where it was taken hold of, and how many pixels a percent of the share has there. */
  const held = useRef<{ readonly at: number; readonly from: number; readonly pixels: number }>(
    undefined,
  );
  const isUpper = which === 'upper';
  const along = ({ clientX, clientY }: PointerEvent) => (isUpper ? clientY : clientX);

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    const panel = event.currentTarget.parentElement?.querySelector('.panel');
    const { width, height } = panel?.getBoundingClientRect() ?? { width: 0, height: 0 };
    const size = isUpper ? height : width;
    held.current = { at: along(event), from: percent, pixels: size / percent };
  }
  function onPointerMove(event: PointerEvent) {
    const { at, from, pixels } = held.current ?? { at: 0, from: 0, pixels: 0 };
    if (pixels > 0) share(which, from + (along(event) - at) / pixels);
  }
  function onKeyDown(event: KeyboardEvent) {
    const keys: Readonly<Record<string, number>> = {
      [isUpper ? 'ArrowUp' : 'ArrowLeft']: percent - STEP,
      [isUpper ? 'ArrowDown' : 'ArrowRight']: percent + STEP,
      Home: LEAST,
      End: MOST,
    };
    const wanted = keys[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    share(which, wanted);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- It is the widget that moves.
    <div
      className={`separator ${which}`}
      role="separator"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It is moved with the keyboard.
      tabIndex={0}
      aria-label={isUpper ? 'Height of the upper panels' : 'Width of the first panel'}
      aria-orientation={isUpper ? 'horizontal' : 'vertical'}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={Math.round(percent)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (held.current = undefined)}
      onPointerCancel={() => (held.current = undefined)}
      onKeyDown={onKeyDown}
    />
  );
}
