import { ConnectionCut } from './connection.js';
import { isOpaque } from './sent.js';

/** Redirects that a fetch follows before it gives up. */
const mostRedirects = 20;

/**
 * Turns a function that answers requests into a drop-in for `fetch`: aborts, redirects and broken
 * connections look the same. A redirect that leaves the simulator is handed back as it is, since
 * nobody is there to answer it.
 */
export function asFetch(
  answer: (request: Request) => Promise<Response>,
  base: string,
): typeof globalThis.fetch {
  return async (input, init) => {
    let request = toRequest(input, init, base);
    for (let hops = 0; ; hops += 1) {
      const response = await exchange(answer, request);
      if (isOpaque(response)) return opaqueRedirect(request);
      const location =
        response.status < 300 || response.status > 399 ? null : response.headers.get('location');
      if (location !== null && request.redirect === 'error') throw failed('unexpected redirect');
      const target = location === null ? undefined : new URL(location, request.url);
      const follow =
        request.redirect === 'follow' && target?.origin === new URL(request.url).origin;
      if (!target || !follow) return labelled(response, request.url, hops > 0);
      if (hops === mostRedirects) throw failed('redirect count exceeded');
      request = new Request(target, { headers: request.headers, signal: request.signal });
    }
  };
}

function toRequest(
  input: string | URL | Request,
  init: RequestInit | undefined,
  base: string,
): Request {
  return input instanceof Request
    ? new Request(input, init)
    : new Request(new URL(String(input), base), init);
}

async function exchange(
  answer: (request: Request) => Promise<Response>,
  request: Request,
): Promise<Response> {
  const { signal } = request;
  signal.throwIfAborted();
  const listening = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = () => {
      const reason: unknown = signal.reason;
      reject(reason);
    };
    signal.addEventListener('abort', abort, { once: true, signal: listening.signal });
  });
  try {
    return await Promise.race([answer(request), aborted]);
  } catch (error) {
    throw error instanceof ConnectionCut ? failed('fetch failed', error) : error;
  } finally {
    listening.abort();
  }
}

/** What a browser makes of a redirect to a stranger, who allows no origin. */
function opaqueRedirect({ redirect, url }: Request): Response {
  if (redirect !== 'manual') throw failed('Failed to fetch');
  const response = labelled(Response.error(), url, false);
  return Object.defineProperty(response, 'type', { value: 'opaqueredirect', configurable: true });
}

/** A Response that was made by hand does not know where it came from. */
function labelled(response: Response, url: string, redirected: boolean): Response {
  Object.defineProperties(response, {
    url: { value: url, configurable: true },
    redirected: { value: redirected, configurable: true },
  });
  return response;
}

function failed(message: string, cause?: Error): TypeError {
  return new TypeError(message, cause && { cause });
}
