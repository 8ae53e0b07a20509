import { plainText } from '../plain-text.js';
import type { FlightResponse } from '../recorder/flight-record.js';
import { headOf } from './head.js';
import type { LineStyle } from './paint.js';

/** Without the server, which is the same one all the time. */
const pathOf = (url: string): string => url.replace(/^\w+:\/\/[^/?#]*/, '') || '/';

/** A response as a line: `‹ GET /api/v2/REF30/configuration  200  in 31 ms`. */
export function responseLine(
  response: FlightResponse,
  startedAt: number,
  style: LineStyle,
): string {
  const { at, method, url, status, milliseconds, failure } = response;
  const outcome = failure
    ? style.bad(plainText([failure.name, failure.message].filter(Boolean).join(': ')))
    : String(status);
  const isRefused = status !== undefined && status >= 400;
  const request = style.soft(`‹ ${plainText(`${method} ${pathOf(url)}`)}`);
  const parts = [request, isRefused ? style.bad(outcome) : outcome, `in ${milliseconds} ms`];
  return headOf(at + milliseconds - startedAt, 'server', style) + parts.join('  ');
}
