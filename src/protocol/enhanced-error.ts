import { EnhancedError } from '../errors/enhanced-error.js';
import { remedyOf } from '../errors/remedy.js';
import { compact } from './compact.js';

type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null;

// Two codes that only the diagrams know (D39).
const currentCode = (code: string): string =>
  code === 'temppass_expired'
    ? 'temporary_access_duration_limit_exceeded'
    : code === 'temppass_max_resources_exceeded'
      ? 'temporary_access_resources_limit_exceeded'
      : code;

/**
 * The enhanced error of a body, flat or wrapped (D38), or of a decision.
 *
 * @param httpStatus Of the answer; a decision has none of its own.
 */
export function enhancedError(body: unknown, httpStatus?: number): EnhancedError | undefined {
  if (!isObject(body)) return undefined;
  const fields = typeof body['code'] === 'string' ? body : body['error'];
  if (!isObject(fields) || typeof fields['code'] !== 'string') return undefined;
  const text = (name: string) => (typeof fields[name] === 'string' && fields[name]) || undefined;
  const code = currentCode(fields['code']);
  const action = text('action');
  return new EnhancedError(
    text('message') ?? code,
    compact({
      code,
      remedy: remedyOf(code, action),
      action,
      status: typeof fields['status'] === 'number' ? fields['status'] : undefined,
      httpStatus,
      details: text('details'),
      helpUrl: text('helpUrl'),
      trace: text('trace'),
    }),
  );
}
