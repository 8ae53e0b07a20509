import {
  HttpError,
  InvalidResponseError,
  type PassError,
  RegistrationError,
} from '../errors/index.js';
import { enhancedError, isObject } from '../protocol/enhanced-error.js';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would quote the body, which may hold a token.
    return undefined;
  }
}

/** What an answer without success means, whatever its body. */
export function readError(
  httpStatus: number,
  text: string,
  httpStatuses: readonly number[],
): PassError {
  const body = parse(text);
  const enhanced = enhancedError(body, httpStatus);
  if (enhanced) return enhanced;
  const code = isObject(body) ? body['error'] : undefined;
  if (typeof code === 'string' && code !== '') {
    return new RegistrationError(`The registration was refused: ${code}`, {
      code,
      remedy:
        code === 'invalid_client'
          ? 'register'
          : /statement|redirect|client|grant/.test(code)
            ? 'configure'
            : 'none',
      httpStatus,
    });
  }
  return new HttpError(`The server answered with HTTP ${httpStatus}`, {
    code: `http_${httpStatus}`,
    remedy: httpStatus === 401 ? 'register' : httpStatuses.includes(httpStatus) ? 'retry' : 'none',
    httpStatus,
  });
}

/**
 * The JSON of an answer with success.
 *
 * @throws InvalidResponseError where there is none; EnhancedError where it is an error all the same.
 */
export function readBody(httpStatus: number, text: string): unknown {
  const body = parse(text);
  if (body === undefined) {
    const kind = text.trim() === '' ? 'empty' : /^\s*</.test(text) ? 'html' : 'not_json';
    throw new InvalidResponseError('The response is not JSON', {
      code: `response_${kind}`,
      remedy: 'retry',
      httpStatus,
    });
  }
  // A session has a `code` too; only an error has a `status` of 400 and above.
  const fields = isObject(body) && isObject(body['error']) ? body['error'] : body;
  if (isObject(fields) && Number(fields['status']) >= 400) {
    const error = enhancedError(body, httpStatus);
    if (error) throw error;
  }
  return body;
}
