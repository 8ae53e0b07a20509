import { refuse } from '../errors/invalid-input-error.js';
import {
  InvalidResponseError,
  isPassError,
  NetworkError,
  ThrottledError,
  TimeoutError,
} from '../errors/index.js';
import { encodeFields, segment } from '../protocol/url.js';
import { abortable, sleep } from './abort.js';
import type { PassClient } from './pass-client.js';
import { buildHeaders, type HeaderName } from './headers.js';
import { type Internals, internalsOf } from './internals.js';
import { readBody, readError } from './response.js';
import type { RetryOptions } from './retry.js';

/** What every call takes as its last argument. */
export interface CallOptions {
  /** Ends the call, also while it waits. */
  readonly signal?: AbortSignal;
  /** Changes the client's retry policy for this call. */
  readonly retry?: Partial<RetryOptions>;
}

type Fields = Readonly<Record<string, string | undefined>>;

/** A request as data, before the client adds what is the same for all. */
export interface RequestSpec<T> {
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
  readonly extraHeaders?: Readonly<Record<string, string>>;
  /** False for the calls that get the token. */
  readonly authorized?: false;
  /** Whether the same request may go out twice: it neither creates nor deletes. */
  readonly repeatable?: boolean;
  /** Values that no error message may repeat. */
  readonly secrets?: ReadonlyArray<string | undefined>;
  /** Reads the JSON of a success; without it the answer has no body. */
  readonly read?: (body: unknown) => T;
  /** Reads an error body that isn't JSON. */
  readonly readErrorText?: (text: string) => string;
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
 * Sends a request: headers, token, throttle, retries, and the reading of the answer.
 *
 * Rejects with one {@link PassError}.
 */
export function send<T = void>(
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

async function run<T>(
  client: PassClient,
  spec: RequestSpec<T>,
  { signal, retry }: CallOptions,
): Promise<T> {
  const internals = internalsOf(client);
  const policy = { ...internals.retry, ...retry };
  const { tokens } = internals;
  let repeated = 0;
  let refused = 0;
  for (;;) {
    const token = spec.authorized === false ? undefined : await tokens.get();
    try {
      const result = await attempt(internals, spec, policy, token, signal);
      if (token) tokens.accepted();
      return result;
    } catch (thrown) {
      // What the caller gave can't be sent: half a character in an id, an object that is no JSON.
      if (!isPassError(thrown)) return refuse('request', 'could not be built');
      const error = thrown;
      if (token && error.httpStatus === 401) {
        if (await tokens.refused(token, error.code, refused++)) continue;
        throw error;
      }
      // Who answers with an error of the protocol has taken the token.
      if (token && error.name === 'EnhancedError') tokens.accepted();
      const throttled = error.name === 'ThrottledError';
      const again = throttled
        ? error.retryAfter! <= policy.backoffLimit
        : spec.repeatable && error.remedy === 'retry';
      if (!again || repeated >= policy.limit) throw error;
      // After a 429 the pause of the client itself is the wait.
      if (!throttled)
        await sleep(Math.min(policy.delay * 2 ** repeated, policy.backoffLimit), signal);
      repeated++;
    }
  }
}

async function attempt<T>(
  internals: Internals,
  spec: RequestSpec<T>,
  policy: RetryOptions,
  token: string | undefined,
  signal: AbortSignal | undefined,
): Promise<T> {
  const { headers, secrets } = await buildHeaders(internals, spec.headers);
  Object.assign(headers, spec.extraHeaders);
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
  const url = (spec.origin ?? internals.origins.origin) + spec.path + query;

  while (internals.pause) await internals.pause;
  const answer = await exchange(
    internals,
    url,
    { method: spec.method, headers, ...(body !== undefined && { body }) },
    signal,
  );

  if (answer.status === 429) throw throttle(internals, policy, answer.retryAfter);
  try {
    return read(spec, policy, answer.status, answer.text);
  } catch {
    // Once more, without the secrets that the server may have repeated: errors are shown and logged.
    return read(
      spec,
      policy,
      answer.status,
      hide(answer.text, [token, ...secrets, ...(spec.secrets ?? [])]),
    );
  }
}

function read<T>(spec: RequestSpec<T>, policy: RetryOptions, status: number, text: string): T {
  if (status < 200 || status >= 300) {
    throw readError(status, spec.readErrorText?.(text) ?? text, policy.httpStatuses);
  }
  if (spec.read) return spec.read(readBody(status, text));
  if (text.trim() === '') return undefined as T;
  throw new InvalidResponseError('Expected no body', {
    code: 'response_invalid',
    remedy: 'none',
    httpStatus: status,
    path: '',
  });
}

function hide(text: string, secrets: ReadonlyArray<string | undefined>): string {
  return secrets.reduce<string>(
    (hidden, secret) =>
      secret ? hidden.split(secret).join('…').split(encodeURIComponent(secret)).join('…') : hidden,
    text,
  );
}

function throttle(
  internals: Internals,
  policy: RetryOptions,
  asked: string | null,
): ThrottledError {
  const seconds = Number(asked ?? NaN);
  const given = asked && isNaN(seconds) ? Date.parse(asked) - internals.now() : seconds * 1000;
  const retryAfter = Math.max(given || 0, policy.throttleDelay, 1000);
  const pause = sleep(Math.min(retryAfter, policy.backoffLimit)).then(() => {
    if (internals.pause === pause) internals.pause = undefined;
  });
  internals.pause = pause;
  return new ThrottledError('Too many requests', {
    code: 'throttled',
    remedy: 'retry',
    httpStatus: 429,
    retryAfter,
  });
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

/** One request and the whole of its answer, within the time-out. */
function exchange(
  { options, timeout }: Internals,
  url: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return abortable<Answer>(
    signal,
    (resolve, fail) => {
      timer = setTimeout(
        () =>
          fail(
            new TimeoutError(`No answer within ${timeout} ms`, {
              code: 'timeout',
              remedy: 'retry',
            }),
          ),
        timeout,
      );
      const request = async () => {
        // Called without a receiver, as browsers want it; a redirect would carry our headers elsewhere.
        const fetch = options.fetch ?? globalThis.fetch;
        const response = await fetch(url, {
          ...init,
          signal: controller.signal,
          redirect: 'manual',
          cache: 'no-store',
        });
        return {
          status: response.status,
          text: await response.text(),
          retryAfter: response.headers.get('Retry-After'),
        };
      };
      request().then(resolve, (cause: unknown) =>
        fail(
          new NetworkError(
            'The server could not be reached',
            { code: 'network_failure', remedy: 'retry' },
            { cause },
          ),
        ),
      );
    },
    (failed) => {
      clearTimeout(timer);
      if (failed) controller.abort();
    },
  );
}
