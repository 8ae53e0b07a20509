type Work = (...values: readonly unknown[]) => void;

/** What `setTimeout` gives: Node's object, and a number where one is wanted. */
class Timer {
  constructor(
    readonly id: number,
    public at: number,
    readonly work: () => void,
    /** Milliseconds, of an interval. */
    readonly every: number | undefined,
    readonly again: (timer: Timer) => void,
  ) {}

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  refresh(): this {
    this.again(this);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.id;
  }
}

/** The timers of a clock that stands still. */
export class Timers {
  readonly #pending = new Map<number, Timer>();
  readonly #now: () => number;
  #ids = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  set(work: unknown, delay: unknown, values: readonly unknown[], repeats: boolean): Timer {
    // As browsers and Node do: anything that makes no sense is a millisecond.
    const wait = Math.max(1, Math.trunc(Number(delay)) || 1);
    const timer: Timer = new Timer(
      ++this.#ids,
      this.#now() + wait,
      () => (work as Work)(...values),
      repeats ? wait : undefined,
      () => {
        timer.at = this.#now() + wait;
        this.#pending.set(timer.id, timer);
      },
    );
    this.#pending.set(timer.id, timer);
    return timer;
  }

  clear(timer: unknown): void {
    this.#pending.delete(Number(timer));
  }

  /** The time of the next one; `Infinity` where there is none. */
  next(): number {
    let first = Infinity;
    for (const { at } of this.#pending.values()) first = Math.min(first, at);
    return first;
  }

  /** Fires the oldest one that is due. */
  fire(): void {
    const due = this.next();
    for (const timer of this.#pending.values()) {
      if (timer.at !== due) continue;
      this.#pending.delete(timer.id);
      if (timer.every !== undefined) timer.again(timer);
      timer.work();
      return;
    }
  }
}
