/** Where a chart is in its window: moved by pixels, then scaled. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the details of a state leave of a window: the part to the left of them, or above them. */
export const beside = ({ width, height }: Size): Size =>
  width > 640 * enlargement()
    ? { width: width - 27 * 16 * enlargement(), height }
    : { width, height: height * 0.45 };

/** How large the letters of the page are, beside the usual 16 pixels. */
export const enlargement = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** Pixels around a drawing, as it comes. */
export const MARGIN = 8;

const SMALLEST = 0.05;
const LARGEST = 4;

const clamp = (scale: number) => Math.min(Math.max(scale, SMALLEST), LARGEST);

/** All of it, in the middle. */
export function fit(chart: Size, frame: Size): View {
  const scale = clamp(
    Math.min(frame.width / chart.width, frame.height / chart.height, 1.2 * enlargement()),
  );
  return {
    scale,
    x: (frame.width - chart.width * scale) / 2,
    y: (frame.height - chart.height * scale) / 2,
  };
}

/** Larger or smaller by a factor; what is at this point stays there. */
export function zoom(
  view: View,
  factor: number,
  at: { readonly x: number; readonly y: number },
): View {
  const scale = clamp(view.scale * factor);
  const by = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
}

type Box = { readonly x: number; readonly y: number } & Size;

/** Room around a state that is in view. */
const AROUND = 12;

/** How large a place has to be for its text to be read, where it fits. */
const readableScale = (place: Size, frame: Size) =>
  Math.min(
    0.95 * enlargement(),
    frame.width / (place.width + 60),
    frame.height / (place.height + 40),
  );

/** Whether all of a place is in view, large enough to be read. */
export function isReadable(place: Box, { x, y, scale }: View, frame: Size): boolean {
  if (scale < readableScale(place, frame) * 0.95) return false;
  const isIn = (from: number, length: number, space: number) =>
    from >= AROUND && from + length <= space - AROUND;
  return (
    isIn(place.x * scale + x, place.width * scale, frame.width) &&
    isIn(place.y * scale + y, place.height * scale, frame.height)
  );
}

/** A place of the chart in the middle of its window, large enough to be read. */
export function centre(place: Box, chart: Size, frame: Size): View {
  const whole = fit(chart, frame);
  const scale = clamp(Math.max(whole.scale, readableScale(place, frame)));
  if (scale === whole.scale) return whole;
  const along = (from: number, length: number, all: number, space: number) => {
    const wanted = space / 2 - (from + length / 2) * scale;
    const room = space - all * scale;
    return room > 0 ? room / 2 : Math.min(Math.max(wanted, room - 12), 12);
  };
  return {
    scale,
    x: along(place.x, place.width, chart.width, frame.width),
    y: along(place.y, place.height, chart.height, frame.height),
  };
}

/** The same view, moved as little as it takes for the chart to be in sight: never smaller than all of it. */
export function kept(view: View, chart: Size, frame: Size): View {
  if (frame.width === 0 || frame.height === 0) return view;
  const whole = fit(chart, frame);
  if (view.scale < whole.scale) return whole;
  // What is smaller than its window stays in it; what is larger has some of it in the middle.
  const along = (from: number, length: number, space: number) =>
    length <= space
      ? Math.min(Math.max(from, 0), space - length)
      : Math.min(Math.max(from, space / 2 - length), space / 2);
  const x = along(view.x, chart.width * view.scale, frame.width);
  const y = along(view.y, chart.height * view.scale, frame.height);
  return x === view.x && y === view.y ? view : { ...view, x, y };
}

/** Below it, no text of the chart can be read. */
const FAR = 0.6;

/** From far, the names of the states and thick ways are drawn in place of the details. */
export const isFar = ({ scale }: View): boolean => scale < FAR * enlargement();
