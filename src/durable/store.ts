/** A record as a store has it. */
export interface StoredRecord {
  /** JSON. The store needs to read nothing in it. */
  readonly text: string;
  readonly seq: number;
  /** When the host has to look at the flow again, in epoch milliseconds; never, where it is absent. */
  readonly wakeAt?: number | undefined;
  /** Whether requests are in flight: the next host goes on with them as soon as it begins. */
  readonly isBusy: boolean;
}

/** Where a host keeps its flows. */
export interface FlowStore {
  /**
   * Makes the caller the only host of this store.
   *
   * @returns What names it in `write`.
   */
  claim(): Promise<number>;
  read(key: string): Promise<StoredRecord | undefined>;
  /**
   * Writes a record, or removes it, in one piece. Nothing is written where the stored `seq` is another than
   * `expected` (`undefined`: there is no record), or another host has claimed the store.
   */
  write(
    owner: number,
    key: string,
    expected: number | undefined,
    record: StoredRecord | undefined,
  ): Promise<'written' | 'changed' | 'replaced'>;
  keys(): Promise<readonly string[]>;
  /** The flows that have requests in flight. */
  busy(): Promise<readonly string[]>;
  /** The first `limit` flows that have a `wakeAt`, soonest first. */
  waiting(limit: number): Promise<ReadonlyArray<{ readonly key: string; readonly wakeAt: number }>>;
}
