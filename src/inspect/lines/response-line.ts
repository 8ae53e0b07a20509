import { plainText } from '../plain-text.js';
import type { SeenRequest } from '../requests/seen-request.js';
import { headOf } from './head.js';
import type { LineStyle } from './paint.js';

/** Without the server, which is the same one all the time. */
const pathOf = (url: string): string => url.replace(/^\w+:\/\/[^/?#]*/, '') || '/';

/** A response as a line: `‹ E3 GET /api/v2/REF30/configuration  200  in 31 ms`. */
export function responseLine(
  response: Omit<SeenRequest, 'id' | 'stage'>,
  startedAt: number,
  style: LineStyle,
): string {
  const { at, endpoint, method, url, status, code, milliseconds = 0, failure } = response;
  const outcome = failure
    ? style.bad(plainText([failure.name, failure.message].filter(Boolean).join(': ')))
    : plainText([status, code].filter(Boolean).join(' '));
  const isRefused = status !== undefined && status >= 400;
  const asked = [endpoint, method, pathOf(url)].filter(Boolean).join(' ');
  const request = style.soft(`‹ ${plainText(asked)}`);
  const parts = [request, isRefused ? style.bad(outcome) : outcome, `in ${milliseconds} ms`];
  return headOf(at + milliseconds - startedAt, 'server', style) + parts.join('  ');
}
