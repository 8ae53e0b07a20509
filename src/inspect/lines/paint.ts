type Paint = (text: string) => string;

/** How the parts of a line look. */
export interface LineStyle {
  readonly strong: Paint;
  readonly soft: Paint;
  readonly phase: Paint;
  readonly bad: Paint;
}

/** Makes paints for a terminal; without colour, they leave the text as it is. */
export const painter =
  (enabled: boolean) =>
  (on: string, off: string): Paint =>
  (text) =>
    enabled && text !== '' ? `\u001B[${on}m${text}\u001B[${off}m` : text;

export function lineStyle(color: boolean): LineStyle {
  const paint = painter(color);
  return {
    strong: paint('1', '22'),
    soft: paint('2', '22'),
    phase: paint('36', '39'),
    bad: paint('31', '39'),
  };
}
