import type { Call, EndpointId } from './endpoint.js';

/** One request that the simulator has seen, throttled and faulty ones included. */
export interface JournalEntry {
  /** Epoch milliseconds, by the simulator's clock. */
  readonly at: number;
  readonly endpoint: EndpointId;
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case, values as received, Authorization too. */
  readonly headers: Readonly<Record<string, string>>;
  /** A form as an object, JSON parsed, anything else as text; absent where there was none. */
  readonly body?: unknown;
  /** The HTTP status of the answer; absent as long as there is none, or where it was cut off. */
  readonly status?: number;
  /** The error code of the answer. */
  readonly code?: string;
  /** Why the request was refused. */
  readonly reason?: string;
  /** A fault hit it. */
  readonly fault?: true;
  /** It had used up its device's allowance. */
  readonly throttled?: true;
  /** The simulator's own viewer sent it. */
  readonly viewer?: true;
}

/** A journal entry that is still being written. */
export type OpenEntry = { -readonly [Field in keyof JournalEntry]: JournalEntry[Field] };

/** Writes the first half of an entry, when a request has arrived. */
export function openEntry(call: Call, endpoint: EndpointId, byViewer: boolean): OpenEntry {
  const body = readableBody(call);
  return {
    at: call.state.now(),
    endpoint,
    method: call.method,
    origin: call.url.origin,
    path: call.url.pathname,
    query: Object.fromEntries(call.url.searchParams),
    headers: Object.fromEntries(call.headers),
    ...(body !== undefined && { body }),
    ...(byViewer && { viewer: true }),
  };
}

function readableBody(call: Call): unknown {
  if (call.rawBody === '') return undefined;
  const type = call.headers.get('content-type') ?? '';
  if (/^application\/x-www-form-urlencoded/i.test(type)) return Object.fromEntries(call.form);
  if (!/json/i.test(type)) return call.rawBody;
  try {
    return JSON.parse(call.rawBody) as unknown;
  } catch {
    return call.rawBody;
  }
}
