import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { fit, kept, type Size, type View, zoom } from './view.js';

const STEP = 60;
const FACTOR = 1.25;

export const sizeOf = (frame: HTMLElement): Size => ({
  width: frame.clientWidth,
  height: frame.clientHeight,
});

/** Pixels that a finger may slip without a press becoming a move. */
const SLIP = 4;

/**
 * Moves a chart with the wheel, the pointer, two fingers, and the keyboard.
 *
 * @param byHand Somebody has moved it
 */
export function useView(
  frame: RefObject<HTMLDivElement | null>,
  chart: Size | undefined,
  byHand: () => void,
) {
  const [view, setShown] = useState<View>({ x: 0, y: 0, scale: 1 });
  const setView = useCallback(
    (wanted: View | ((before: View) => View)) =>
      setShown((before) => {
        const next = typeof wanted === 'function' ? wanted(before) : wanted;
        return frame.current && chart ? kept(next, chart, sizeOf(frame.current)) : next;
      }),
    [frame, chart],
  );
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const pressed = useRef<{ readonly x: number; readonly y: number; isDragged: boolean }>(undefined);
  const hand = useRef(byHand);
  hand.current = byHand;

  const all = () => {
    hand.current();
    if (frame.current && chart) setView(fit(chart, sizeOf(frame.current)));
  };
  const around = (factor: number) => {
    if (!frame.current) return;
    hand.current();
    const { width, height } = sizeOf(frame.current);
    setView((before) => zoom(before, factor, { x: width / 2, y: height / 2 }));
  };
  const move = (x: number, y: number) => {
    hand.current();
    setView((before) => ({ ...before, x: before.x + x, y: before.y + y }));
  };

  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    // React listens passively, and could not keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      hand.current();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      setView((before) => zoom(before, Math.exp(-event.deltaY * 0.0015), at));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame, setView]);

  function onPointerMove({ pointerId, clientX, clientY }: PointerEvent) {
    const known = pointers.current;
    const before = known.get(pointerId);
    const from = pressed.current;
    if (!before || !frame.current || !from) return;
    from.isDragged ||= Math.hypot(clientX - from.x, clientY - from.y) > SLIP;
    if (!from.isDragged) return;
    known.set(pointerId, { x: clientX, y: clientY });
    const other = [...known].find(([id]) => id !== pointerId)?.[1];
    if (!other) {
      move(clientX - before.x, clientY - before.y);
      return;
    }
    const distance = (to: { x: number; y: number }) => Math.hypot(to.x - other.x, to.y - other.y);
    const box = frame.current.getBoundingClientRect();
    const at = { x: (clientX + other.x) / 2 - box.left, y: (clientY + other.y) / 2 - box.top };
    hand.current();
    const factor = distance({ x: clientX, y: clientY }) / Math.max(distance(before), 1);
    setView((shown) => zoom(shown, factor, at));
  }

  const keys: Readonly<Record<string, () => void>> = {
    '+': () => around(FACTOR),
    '=': () => around(FACTOR),
    '-': () => around(1 / FACTOR),
    '0': all,
    ArrowLeft: () => move(STEP, 0),
    ArrowRight: () => move(-STEP, 0),
    ArrowUp: () => move(0, STEP),
    ArrowDown: () => move(0, -STEP),
  };

  return {
    view,
    setView,
    all,
    larger: () => around(FACTOR),
    smaller: () => around(1 / FACTOR),
    /** Returns whether the key means something here. */
    onKey: (key: string): boolean => {
      keys[key]?.();
      return key in keys;
    },
    /** Whether the last press has moved the chart, and means nothing else. */
    wasDragged: (): boolean => pressed.current?.isDragged === true,
    pointer: {
      onPointerDown(event: PointerEvent) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pressed.current = {
          x: event.clientX,
          y: event.clientY,
          isDragged: pointers.current.size > 0,
        };
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      },
      onPointerMove,
      onPointerUp: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
      onPointerCancel: (event: PointerEvent) => void pointers.current.delete(event.pointerId),
    },
  };
}
