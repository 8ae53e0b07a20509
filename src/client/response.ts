import { foreignAnswer } from '../errors/foreign-answer-error.js';
import { ForeignAnswerError, HttpError, RegistrationError } from '../errors/index.js';
import { enhancedError, type ErrorOrigin, isObject } from '../protocol/error.js';
import { parseJson, type TellOddity } from '../protocol/wire.js';
import type { Answer } from './exchange.js';
import { throttled } from './pace.js';

/** What an endpoint answers. */
export interface AnswerSpec<T> {
  /** Reads the JSON of a success; without it, a success has no body. */
  readonly read?: (body: unknown, tell: TellOddity) => T;
  /** False for the calls that get the token: they have OAuth's errors too. */
  readonly authorized?: false;
  /** Its errors are a status alone. */
  readonly hasBareErrors?: boolean;
  /** Reads an error body that isn't JSON. */
  readonly readErrorText?: (text: string) => string;
}

/** How long a 429 or 503 asks the client to wait, in milliseconds; `now` is the device's clock. */
export function retryAfter(answer: Answer, now: number): number {
  const asked = answer.header('Retry-After');
  if (!asked || !/429|503/.test(String(answer.status))) return 0;
  // A date is read against that of the answer itself: the device's clock may be wrong.
  const seconds = Number(asked);
  const wait = isNaN(seconds)
    ? Date.parse(asked) - (Date.parse(answer.header('Date') ?? '') || now)
    : seconds * 1000;
  return wait > 0 ? wait : 0;
}

/** The OAuth-style error of the registration endpoints, which a gateway's prose is not. */
function registrationError(body: unknown, httpStatus: number): RegistrationError | undefined {
  const code = isObject(body) ? body['error'] : undefined;
  if (typeof code !== 'string' || !/^[a-z]+(_[a-z]+)+$/.test(code)) return undefined;
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

/** A page where none was due: before the viewer can go on, they have to log in to the network. */
const isPortal = ({ status, text, isRedirected }: Answer): boolean =>
  isRedirected ||
  status < 200 ||
  status === 511 ||
  (status < 400 && (status >= 300 || /^\s*</.test(text)));

/**
 * What an answer comes to, whoever it came from.
 *
 * @param wait Milliseconds that it asks the client to wait.
 * @throws PassError; ForeignAnswerError where it is neither a success nor an error of this endpoint.
 */
export function readAnswer<T>(
  answer: Answer,
  spec: AnswerSpec<T>,
  tell: TellOddity,
  wait: number,
): T {
  const { status: httpStatus, isRedirected } = answer;
  const isSuccess = httpStatus >= 200 && httpStatus < 300 && !isRedirected;
  const text = (!isSuccess && spec.readErrorText?.(answer.text)) || answer.text;
  const body = parseJson(text);
  const fields = { httpStatus, ...(wait > 0 && { retryAfter: wait }) };
  const foreign = (path?: string) =>
    foreignAnswer({
      ...fields,
      captivePortal: isPortal(answer),
      ...(path && isObject(body) && { path }),
    });

  if (httpStatus === 429) throw throttled(Math.max(wait, 1000), httpStatus);
  if (isSuccess) {
    const claimed = isObject(body) && isObject(body['error']) ? body['error'] : body;
    // A session has a `code` too; only an error has a `status` of 400 and above.
    if (isObject(claimed) && Number(claimed['status']) >= 400) throwError(body, fields, tell);
    if (!spec.read && text.trim() === '') return undefined as T;
    try {
      if (!spec.read) throw foreign();
      return spec.read(body, tell);
    } catch (error) {
      // The reading has taken out of the body what it did not understand.
      throwError(parseJson(text), fields, tell);
      throw error instanceof ForeignAnswerError ? foreign(error.path) : error;
    }
  }
  if (httpStatus >= 400) {
    throwError(body, fields, tell);
    const refused = spec.authorized === false && registrationError(body, httpStatus);
    if (refused) throw refused;
    if (spec.hasBareErrors && !text.includes('<') && !isPortal(answer))
      throw new HttpError(`The server answered with HTTP ${httpStatus}`, {
        code: `http_${httpStatus}`,
        remedy: httpStatus === 401 ? 'register' : httpStatus >= 500 ? 'retry' : 'none',
        ...fields,
      });
  }
  throw foreign();
}

function throwError(body: unknown, fields: ErrorOrigin, tell: TellOddity): void {
  const error = enhancedError(body, fields, tell);
  if (error) throw error;
}
