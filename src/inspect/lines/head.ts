import { plainText } from '../plain-text.js';
import type { LineStyle } from './paint.js';

const TIME_WIDTH = 10;
const NAME_WIDTH = 30;

/** This many spaces, or none. Old engines can't pad. */
export const spaces = (count: number): string => ' '.repeat(Math.max(0, count));

/** A time since the start: `+1:02.345`. */
function sinceStart(milliseconds: number): string {
  // A clock can be set back.
  if (milliseconds < 0) return sinceStart(-milliseconds).replace('+', '-');
  const two = (count: number) => (count < 10 ? `0${count}` : String(count));
  const [hours, minutes] = [Math.floor(milliseconds / 3_600_000), milliseconds / 60_000];
  const seconds = milliseconds % 60_000;
  const rest = `${seconds < 10_000 ? '0' : ''}${(seconds / 1000).toFixed(3)}`;
  const within = Math.floor(minutes) % 60;
  return hours > 0 ? `+${hours}:${two(within)}:${rest}` : `+${within}:${rest}`;
}

/** How a line begins: when, and who. */
export function headOf(milliseconds: number, name: string, style: LineStyle): string {
  const [time, who] = [sinceStart(milliseconds), plainText(name)];
  const before = spaces(TIME_WIDTH - time.length);
  return `${before}${style.soft(time)}  ${style.strong(who)}${spaces(NAME_WIDTH - who.length)}  `;
}
