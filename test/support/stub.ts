import {
  createPassClient,
  isPassError,
  type PassClient,
  type PassClientOptions,
  type PassError,
} from '../../src/client/index.js';
import { clientOptions } from './world.js';

/** A request as a stub saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
}

/** JSON to answer with, a whole Response, or a function that makes one (or fails, or never ends). */
export type Answer =
  | { readonly status?: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | ((request: SeenRequest) => Response | Promise<Response>);

/** A fetch that gives these answers in turn, the last one for ever; for what a server can't do. */
export function stub(...answers: Answer[]): { fetch: typeof fetch; seen: SeenRequest[] } {
  const seen: SeenRequest[] = [];
  const respond = async (
    url: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const headers: Record<string, string> = {};
    new Headers(init.headers).forEach((value, name) => (headers[name] = value));
    const request: SeenRequest = {
      method: init.method ?? 'GET',
      url: url instanceof Request ? url.url : url.toString(),
      headers,
      body: typeof init.body === 'string' ? init.body : undefined,
      signal: init.signal ?? new AbortController().signal,
    };
    const answer = answers[Math.min(seen.length, answers.length - 1)];
    seen.push(request);
    if (!answer) throw new TypeError('no answer left');
    if (typeof answer === 'function') return answer(request);
    const { status = 200, body, headers: answered = {} } = answer;
    const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(text, { status, headers: answered });
  };
  return { fetch: respond, seen };
}

/** A client with a token of its own, for tests that look at one call. */
export function stubClient(
  answers: Answer[],
  options: Partial<PassClientOptions> = {},
): { client: PassClient; seen: SeenRequest[] } {
  const { fetch, seen } = stub(...answers);
  const { softwareStatement: _, ...rest } = clientOptions;
  const client = createPassClient({
    ...rest,
    accessToken: async () => 'token-of-the-app',
    fetch,
    ...options,
  });
  return { client, seen };
}

/** The PassError that a call ends with. */
export async function failure(call: Promise<unknown>): Promise<PassError> {
  const ended: unknown = await call.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
  if (isPassError(ended)) return ended;
  throw new Error(`expected a PassError, got ${JSON.stringify(ended)}`, { cause: ended });
}
