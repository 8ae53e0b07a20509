import type { PassErrorData } from '../src/errors/index.js';

/**
 * Whether the server decided that the viewer may not watch. Everything else that stands in the place of
 * a permit is the lack of a decision, whether it came for one resource or for the whole request.
 */
export const isDenial = ({ name, code, remedy, status, httpStatus }: PassErrorData): boolean =>
  name === 'EnhancedError' &&
  remedy === 'none' &&
  // A denial that Adobe adds is known by its status; one without a status can only be a decision's.
  (/_denied(_|$)/.test(code) || (status ?? httpStatus ?? 403) === 403);
