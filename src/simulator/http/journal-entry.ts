import type { EndpointId } from './endpoint-id.js';

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
  /** The HTTP status of the answer; absent as long as there is none, or where it was cut off before. */
  readonly status?: number;
  /** The error code of the answer. */
  readonly code?: string;
  /** Why the request was refused, or what is wrong with one that was served. */
  readonly reason?: string;
  /** A fault hit it. */
  readonly fault?: true;
  /** It had used up its device's allowance. */
  readonly throttled?: true;
  /** The simulator's own viewer sent it. */
  readonly viewer?: true;
}
