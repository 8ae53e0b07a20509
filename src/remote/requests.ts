/** Headers of every request, such as what proves the device; a function is asked for each request. */
export type RemoteHeaders =
  | Readonly<Record<string, string>>
  | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);

/** How requests go out. */
export interface RequestOptions {
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch;
  readonly headers?: RemoteHeaders;
}

/** A request, without the app's own headers. */
export interface RemoteRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Milliseconds that it may take. */
  readonly within: number;
}

/** An answer that was read to its end. */
export interface Reply {
  readonly status: number;
  readonly ok: boolean;
  readonly text: string;
  readonly header: (name: string) => string | null;
}

export interface Requests {
  /** Sends a request and reads its answer, all in its time. */
  readonly send: (request: RemoteRequest) => Promise<Reply>;
  /** Sends a request; the time is for the beginning of its answer. */
  readonly open: (request: RemoteRequest) => Promise<Response>;
}

/** The name of the error where an answer did not come in time. */
export const LATE = 'TimeoutError';

export async function replyOf(response: Response): Promise<Reply> {
  const { status, ok, headers } = response;
  return { status, ok, text: await response.text(), header: (name) => headers.get(name) };
}

/** Sends requests with the app's headers, and gives each a time. */
export function createRequests({ fetch, headers = {} }: RequestOptions): Requests {
  async function within<T>(
    { url, signal, within: patience, headers: more, ...rest }: RemoteRequest,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const own = typeof headers === 'function' ? await headers() : headers;
    const controller = new AbortController();
    let isLate = false;
    const abort = () => controller.abort();
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    const timer = setTimeout(() => {
      isLate = true;
      abort();
    }, patience);
    try {
      const init = { ...rest, headers: { ...own, ...more }, signal: controller.signal };
      // Called without a receiver, as browsers want it.
      return await read(await (fetch ?? globalThis.fetch)(url, init));
    } catch (error) {
      if (!isLate) throw error;
      throw Object.assign(new Error('No answer in time'), { name: LATE });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }
  return {
    send: (request) => within(request, replyOf),
    open: (request) => within(request, async (response) => response),
  };
}
