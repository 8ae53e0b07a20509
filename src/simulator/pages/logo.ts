import type { Endpoint } from '../http/endpoint.js';
import { empty } from '../http/answer.js';

/** The picture of an MVPD that has brought none along: its initial. */
export const logoPage: Endpoint = {
  id: 'user-agent',
  method: 'GET',
  path: '/logo/:mvpd',
  errors: 'page',
  query: [],
  fields: [],
  undocumented: 'invalid_parameter_mvpd',
  handle({ state, params }) {
    const mvpd = state.mvpds.get(params['mvpd'] ?? '');
    if (!mvpd) return empty(404);
    const [initial = ''] = mvpd.displayName ?? mvpd.id;
    const letter = /[\p{L}\p{N}]/u.test(initial) ? initial : '?';
    return {
      status: 200,
      headers: { 'content-type': 'image/svg+xml' },
      body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 112 33" role="img"><rect width="112" height="33" rx="4" fill="#2d3a55"/><text x="56" y="23" font-family="sans-serif" font-size="18" text-anchor="middle" fill="#fff">${letter}</text></svg>`,
    };
  },
};

/** Where that picture is. */
export function logoUrl(origin: string, mvpd: string): string {
  return `${origin}/logo/${encodeURIComponent(mvpd)}`;
}
