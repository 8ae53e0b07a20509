import * as z from 'zod/mini';
import type { PassErrorData } from '../errors/base.js';
import { EnhancedError } from '../errors/enhanced-error.js';
import { remedyOf } from '../errors/remedy.js';
import { count, lazy, read, text, type TellOddity, textual } from './wire.js';
import { compact } from './compact.js';
import { isHttpUrl } from './url.js';

type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null;

/** Two codes that only the diagrams know (D39), and the case that all others have. */
const currentCode = (code: string): string => {
  const lower = code.toLowerCase();
  if (lower === 'temppass_expired') return 'temporary_access_duration_limit_exceeded';
  return lower === 'temppass_max_resources_exceeded'
    ? 'temporary_access_resources_limit_exceeded'
    : lower;
};

/** The enhanced error of an answer, or of one decision. */
export const errorMessage = /* @__PURE__ */ lazy(() =>
  z.object({
    code: z.optional(textual('text', (code) => currentCode(code) || undefined)),
    action: z.optional(text()),
    status: z.optional(count()),
    message: z.optional(text()),
    details: z.optional(text()),
    helpUrl: z.optional(textual('an https: URL', (url) => (isHttpUrl(url) ? url : undefined))),
    trace: z.optional(text()),
  }),
);

/** An error as it stands in a message. */
type ErrorFields = z.output<ReturnType<typeof errorMessage>>;

/** What the answer around an error says. */
export type ErrorOrigin = Pick<PassErrorData, 'httpStatus' | 'retryAfter'>;

/** An enhanced error. One without a code keeps what else it says. */
export function toEnhancedError(
  { message, ...fields }: ErrorFields,
  origin: ErrorOrigin = {},
): EnhancedError {
  const { code = 'unknown_error', action } = fields;
  return new EnhancedError(message ?? code, {
    ...compact(fields),
    code,
    remedy: remedyOf(code, action),
    ...origin,
  });
}

/**
 * The enhanced error of a body: flat, wrapped (D38), or the first of a list. It is one where it has a
 * code or an action; what a gateway says of itself has neither.
 */
export function enhancedError(
  body: unknown,
  origin: ErrorOrigin,
  tell?: TellOddity,
): EnhancedError | undefined {
  const outer: unknown = Array.isArray(body) ? body[0] : body;
  if (!isObject(outer)) return undefined;
  const { error, errors } = outer;
  const inner: unknown = Array.isArray(errors) ? errors[0] : error;
  const fields = isObject(inner) ? inner : outer;
  const { code, action, status, message } = fields;
  const isOne = isText(action) || (isText(code) && (status ?? message) !== undefined);
  return isOne ? toEnhancedError(read(errorMessage, fields, tell), origin) : undefined;
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';
