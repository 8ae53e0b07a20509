import {
  ForeignAnswerError,
  isPassError,
  type PassError,
  type PassErrorData,
} from '../errors/index.js';
import { refuse } from '../errors/invalid-input-error.js';
import { compact } from '../protocol/compact.js';
import { encodeFields, segment } from '../protocol/url.js';
import { abortable, sleep } from './abort.js';
import { exchange } from './exchange.js';
import { buildHeaders, type HeaderName } from './headers.js';
import { type Internals, internalsOf } from './internals.js';
import type { Endpoint } from './oddity.js';
import type { Rank } from './pace.js';
import type { HeadersOfRequest } from './partner-headers.js';
import type { PassClient } from './pass-client.js';
import { type AnswerSpec, readAnswer, retryAfter } from './response.js';
import type { RetryOptions } from './retry.js';

/** What every call takes as its last argument. */
export interface CallOptions {
  /** Ends the call, also while it waits. */
  readonly signal?: AbortSignal;
  /** Changes the client's retry policy for this call. */
  readonly retry?: Partial<RetryOptions>;
}

type Fields = Readonly<Record<string, string | undefined>>;

/** A message, and the answer that it was read from. */
export type Answered<T> = T & {
  /** The JSON as it came, with what no schema names. Not enumerable, so that nothing stores it. */
  readonly raw: unknown;
};

/** A request as data, before the client adds what is the same for all. */
export interface RequestSpec<T> extends AnswerSpec<T> {
  readonly endpoint: Endpoint;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Default: that of V2. */
  readonly origin?: string | undefined;
  /** Encoded, from `/`. */
  readonly path: string;
  readonly query?: Fields;
  readonly form?: Fields;
  readonly json?: unknown;
  readonly headers: readonly HeaderName[];
  /** Headers of this endpoint alone. */
  readonly extraHeaders?: Readonly<Record<string, string>> | HeadersOfRequest;
  /** Whether the same request may go out twice: it neither creates nor deletes. */
  readonly repeatable?: boolean;
  /** The server's time in a message, where no `Date` can be read: across origins, browsers hide it. */
  readonly timeOf?: (message: T) => number | undefined;
  /** Who goes first. Default 0. */
  readonly rank?: Rank;
  /** Values that no error message may repeat. */
  readonly secrets?: ReadonlyArray<string | undefined>;
}

/** The path of a V2 endpoint of this client's service provider; each part is encoded. */
export function v2Path(
  client: PassClient,
  ...parts: Array<readonly [value: unknown, name: string] | string>
): string {
  const encoded = parts.map((part) => (typeof part === 'string' ? part : segment(...part)));
  return ['/api/v2', segment(client.serviceProvider, 'serviceProvider'), ...encoded].join('/');
}

/**
 * Sends a request: headers, token, pace, retries, and the reading of the answer.
 *
 * Rejects with one {@link PassError}.
 */
export function send<T>(
  client: PassClient,
  spec: RequestSpec<T> & { readonly read: unknown },
  options?: CallOptions,
): Promise<Answered<T>>;
export function send(
  client: PassClient,
  spec: RequestSpec<void>,
  options?: CallOptions,
): Promise<void>;
export function send<T>(
  client: PassClient,
  spec: RequestSpec<T>,
  options: CallOptions = {},
): Promise<T> {
  // Whatever it waits for, the caller need not; the request itself looks at the signal before it goes out.
  return abortable(
    options.signal,
    (resolve, fail) => void run(client, spec, options).then(resolve, fail),
  );
}

/** Milliseconds until somebody who is not Adobe may cost a new token again. */
const DOUBT = 60_000;

async function run<T>(
  client: PassClient,
  spec: RequestSpec<T>,
  { signal, retry = {} }: CallOptions,
): Promise<T> {
  const internals = internalsOf(client);
  const policy = { ...internals.retry, ...compact(retry) };
  const { tokens } = internals;
  let repeated = 0;
  let refused = 0;
  for (;;) {
    const token =
      spec.authorized === false
        ? undefined
        : await tokens.get(signal).catch((error: unknown) => {
            // Who stands between answers this, too: the one new token was asked for in vain.
            if (error instanceof ForeignAnswerError && internals.doubted) doubt(internals, '');
            throw error;
          });
    try {
      const result = await attempt(internals, spec, policy, token, signal);
      if (token) accept(internals);
      return result;
    } catch (cause) {
      // What the caller gave can't be sent, or the platform lacks what it takes to build a request.
      if (!isPassError(cause))
        return refuse('request', 'could not be built', 'invalid_input', { cause });
      const error = cause;
      if (token && error.httpStatus === 401) {
        const isForeign = error instanceof ForeignAnswerError;
        // Who is not Adobe says nothing of a token: one new one a minute, until somebody takes it.
        const { token: doubted = token, at = 0 } = internals.doubted ?? {};
        const isSoon = Math.abs(internals.clock.now() - at) < DOUBT;
        if (isForeign && isSoon && doubted !== token) throw error;
        internals.doubted = undefined;
        if (isForeign) doubt(internals, token);
        if (await tokens.refused(token, error.code, refused++, signal)) continue;
        throw error;
      }
      // Who answers with an error of the protocol has taken the token.
      if (token && error.name === 'EnhancedError') accept(internals);
      const { retryAfter: wait = 0 } = error;
      // A 429 says that nothing was done.
      const again = spec.repeatable
        ? error.remedy === 'retry' && isPassing(error)
        : error.name === 'ThrottledError';
      if (!again || wait > policy.backoffLimit || repeated >= policy.limit) throw error;
      // Where the server named a time, the pause of the client is the wait.
      if (!wait) await sleep(Math.min(policy.delay * 2 ** repeated, policy.backoffLimit), signal);
      repeated++;
    }
  }
}

function doubt(internals: Internals, token: string): void {
  internals.doubted = { token, at: internals.clock.now() };
}

/** Whether it may be over in a moment: what a proxy or a network decides stays as it is. */
const isPassing = ({ name, httpStatus = 200, captivePortal }: PassErrorData): boolean =>
  name !== 'ForeignAnswerError' || (!captivePortal && /^(2|408|425|5)/.test(String(httpStatus)));

function accept(internals: Internals): void {
  internals.doubted = undefined;
  internals.tokens.accepted();
}

async function attempt<T>(
  internals: Internals,
  spec: RequestSpec<T>,
  policy: RetryOptions,
  token: string | undefined,
  signal: AbortSignal | undefined,
): Promise<T> {
  const { endpoint, extraHeaders, method, rank = 0 } = spec;
  const { clock, oddity, options, origins, pace, transport } = internals;
  const { headers, secrets } = await buildHeaders(internals, endpoint, spec.headers, signal);
  const more = typeof extraHeaders === 'function' ? await extraHeaders(signal) : extraHeaders;
  Object.assign(headers, more);
  let body: string | undefined;
  if (spec.form) {
    headers['Content-Type'] = 'application/x-www-form-urlencoded';
    body = encodeFields(spec.form);
  } else if (spec.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(spec.json);
  }
  if (token) headers['Authorization'] = `Bearer ${token}`;
  const query = spec.query ? `?${encodeFields(spec.query)}` : '';
  const url = (spec.origin ?? origins.origin) + spec.path + query;

  await pace.turn(rank, policy.backoffLimit, signal);
  const init = { method, headers, ...(body !== undefined && { body }) };
  const sentAt = (options.now ?? Date.now)();
  const answer = await exchange(transport, url, init, signal);
  const date = Date.parse(answer.header('Date') ?? '');
  const wait = retryAfter(answer, clock.now());
  // A 429, or a 503 that names a time, is obeyed by all requests of the client.
  if (answer.status === 429) pace.pause(Math.max(wait, policy.throttleDelay, 1000));
  else if (wait > 0) pace.pause(wait);
  try {
    const message = readAnswer(answer, spec, (...odd) => oddity(endpoint, ...odd), wait);
    const time = date || (spec.timeOf?.(message) ?? 0);
    if (time) clock.learn(time, 1000, sentAt);
    return typeof message === 'object' && message !== null
      ? withRaw(message, () => JSON.parse(answer.text.replace(/^\uFEFF/, '')) as unknown)
      : message;
  } catch (error) {
    if (date && isPassError(error) && error.name === 'EnhancedError')
      clock.learn(date, 1000, sentAt);
    if (isPassError(error)) hide(error, [token, ...secrets, ...(spec.secrets ?? [])]);
    throw error;
  }
}

/** A message with what it was read from. */
export const withRaw = <T extends object>(message: T, raw: () => unknown): Answered<T> =>
  Object.defineProperty(message, 'raw', { get: raw }) as Answered<T>;

/** Takes secrets that the server has repeated out of the texts that people read: they are shown and logged. */
function hide(error: PassError, secrets: ReadonlyArray<string | undefined>): void {
  for (const name of ['message', 'details', 'helpUrl', 'trace'] as const) {
    for (const secret of secrets) {
      const said = error[name];
      if (!secret || said === undefined) continue;
      const hidden = said.split(secret).join('…').split(encodeURIComponent(secret)).join('…');
      Object.assign(error, { [name]: hidden });
    }
  }
}
