/** The way from the root of a flow to an actor in it, by ids. */
export type Path = readonly string[];

/** A request that is in flight, or would be: an actor that is no machine. */
export interface Call {
  readonly path: Path;
  readonly src: string;
  /** The step that asked for it: the answer to an older one is dropped. */
  readonly seq: number;
}

/** Something that is due at a time. */
export interface Timer {
  /** The machine that gets the event; the actor itself, where there is no event: a `waitUntil`. */
  readonly path: Path;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly seq: number;
  readonly event?: { readonly type: string };
}

/** A flow as it is stored: one whole tree of actors. */
export interface FlowRecord {
  /** Of the form of the record and its machine's context; `migrations` lead to the next one. */
  readonly version: number;
  readonly machine: string;
  /** What XState persists. */
  readonly snapshot: unknown;
  /** Counts the steps. */
  readonly seq: number;
  readonly timers: readonly Timer[];
  readonly calls: readonly Call[];
  /** The last idempotency keys, with the `seq` that each has led to. */
  readonly keys: ReadonlyArray<readonly [key: string, seq: number]>;
  /** Epoch milliseconds at which the flow ended. */
  readonly endedAt?: number;
}
