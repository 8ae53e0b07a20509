import { Problem } from './problem.js';

interface Watcher {
  readonly device: string;
  readonly flow: string;
  readonly end: () => void;
}

/** Whoever has a stream or a long poll open. */
export class Watchers {
  readonly #open = new Set<Watcher>();
  /** By device. */
  readonly #counts = new Map<string, number>();
  readonly #most: number;
  readonly #onChange: (open: number) => void;
  #isOver = false;

  /** @param most How many a device may have at a time. */
  constructor(most: number, onChange: (open: number) => void) {
    this.#most = most;
    this.#onChange = onChange;
  }

  /** Whether nobody may watch any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /**
   * @param end Called where the flow is removed, or the service ends.
   * @returns What says that it is over.
   * @throws Problem 429
   */
  open(device: string, flow: string, end: () => void): () => void {
    const count = this.#counts.get(device) ?? 0;
    if (this.#isOver) throw new Problem(503, 'unavailable', 'The service ends.', { retryAfter: 2 });
    if (count >= this.#most) {
      const detail = 'The device has too many streams open.';
      throw new Problem(429, 'too_many_streams', detail, { retryAfter: 5 });
    }
    const watcher = { device, flow, end };
    this.#open.add(watcher);
    this.#count(device, count + 1);
    return () => {
      if (this.#open.delete(watcher)) this.#count(device, (this.#counts.get(device) ?? 1) - 1);
    };
  }

  /** Ends those of a flow. */
  endFlow(flow: string): void {
    for (const watcher of this.#open) if (watcher.flow === flow) watcher.end();
  }

  /** Ends all, for good. */
  close(): void {
    this.#isOver = true;
    for (const { end } of this.#open) end();
  }

  #count(device: string, count: number): void {
    if (count > 0) this.#counts.set(device, count);
    else this.#counts.delete(device);
    this.#onChange(this.#open.size);
  }
}
