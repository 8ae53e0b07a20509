import { foreignAnswer } from '../errors/foreign-answer-error.js';
import { isPassError, NetworkError } from '../errors/index.js';
import { refuse } from '../errors/invalid-input-error.js';
import { within } from './abort.js';

/** An answer of whoever answered, read to its end. */
export interface Answer {
  /** 0 for a redirect that a browser hides. */
  readonly status: number;
  readonly text: string;
  readonly isRedirected: boolean;
  /** A header, or nothing where it is missing or can't be seen. */
  readonly header: (name: string) => string | null;
}

/** How requests go out. */
export interface Transport {
  readonly fetch: typeof globalThis.fetch | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  readonly maxResponseBytes: number;
  /** This `fetch` refuses options. */
  isPicky: boolean;
}

/** What engines say of an option or a set-up that can't work; of the network they speak otherwise. */
const SETUP =
  /not (a|an|defined|implemented|supported|of type)\b|instance of|(of|is) (undefined|null)\b|failed to (construct|execute|parse)|illegal|unsupported/i;

/** Whether this platform's fetch knows an option: React Native's turns `cache` into a parameter of the address. */
const knows = (option: string) => typeof Request === 'function' && option in Request.prototype;

/** One request and the whole of its answer, within the time-out. @throws PassError */
export async function exchange(
  transport: Transport,
  url: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const controller = new AbortController();
  const { isPicky } = transport;
  const options: RequestInit = isPicky
    ? {}
    : {
        signal: controller.signal,
        // A redirect would carry our headers elsewhere.
        ...(knows('redirect') && { redirect: 'manual' }),
        // Only browsers store answers, and only pages have a document.
        ...(typeof document === 'object' && knows('cache') && { cache: 'no-store' }),
      };
  try {
    return await within(
      'fetch',
      transport.timeout,
      () => request(transport, url, { ...init, ...options }, controller.signal),
      signal,
    );
  } catch (cause) {
    controller.abort();
    if (isPassError(cause)) throw cause;
    if (!SETUP.test(String(cause))) {
      const fields = { code: 'network_failure', remedy: 'retry' } as const;
      throw new NetworkError('The server could not be reached', fields, { cause });
    }
    if (isPicky) refuse('fetch', 'can make this request', 'unusable_fetch', { cause });
    // It was refused before it was sent: without options from now on.
    transport.isPicky = true;
    return exchange(transport, url, init, signal);
  }
}

async function request(
  { fetch = globalThis.fetch, maxResponseBytes }: Transport,
  url: string,
  init: RequestInit,
  signal: AbortSignal,
): Promise<Answer> {
  // Called without a receiver, as browsers want it.
  const response = await fetch(url, init);
  const { status } = response;
  const text = await readText(response, maxResponseBytes, signal);
  // Mocks may have no headers.
  const headers = response.headers as Headers | undefined;
  return {
    status,
    text,
    isRedirected: response.redirected,
    header: (name) => headers?.get(name) ?? null,
  };
}

/** The text of an answer, read piece by piece where the platform can: nobody knows how long it is. */
async function readText(response: Response, limit: number, signal: AbortSignal): Promise<string> {
  const tooLong = () => foreignAnswer({ httpStatus: response.status });
  const body = response.body as Partial<ReadableStream<Uint8Array>> | null | undefined;
  if (!body?.getReader || typeof TextDecoder === 'undefined') {
    const text = await response.text();
    if (text.length > limit) throw tooLong();
    return text;
  }
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const cancel = () => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', cancel);
  // It came too late.
  if (signal.aborted) cancel();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    size += value.byteLength;
    // The end of the exchange cancels it.
    if (size > limit) throw tooLong();
    text += decoder.decode(value, { stream: true });
  }
}
