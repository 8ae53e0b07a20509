/**
 * The server's clock, as far as it is known: every time that the server names is read through it. A
 * device's clock may be hours or years off, and may be set at any moment.
 */
export interface ServerClock {
  /** Epoch milliseconds; by the device's clock until the server has answered. */
  readonly now: () => number;
  /** Milliseconds that the server's clock is ahead of the device's. */
  readonly offset: () => number;
  /**
   * Learns from an answer.
   *
   * @param time Epoch milliseconds, by the server's clock, while the answer was under way.
   * @param precision Milliseconds: a `Date` header has none below the second.
   * @param sentAt When the request went out, in epoch milliseconds by the device's clock.
   */
  readonly learn: (time: number, precision: number, sentAt: number) => void;
  /** Goes on with what an earlier run had learned, until the server answers. */
  readonly assume: (offset: number) => void;
}

const sinceStart = (): number => (typeof performance === 'object' ? performance.now() : 0);

/** Milliseconds that a clock may be off before anybody has to know. */
const TOLERANCE = 1000;

/** @param given The app's clock, where it has one: it is not set back. */
export function createServerClock(given: (() => number) | undefined): ServerClock {
  const device = () => (given ?? Date.now)();
  const monotonic = given ? () => 0 : sinceStart;
  let known: { readonly at: number; readonly tick: number; readonly server: number } | undefined;
  let assumed = 0;

  const clock: ServerClock = {
    now() {
      if (!known) return device() + assumed;
      // A clock that was set back in the meantime is no time that went by.
      const elapsed = Math.max(device() - known.at, monotonic() - known.tick);
      return known.server + elapsed;
    },
    offset: () => clock.now() - device(),
    learn(time, precision, sentAt) {
      const at = device();
      const now = clock.now();
      // The nearest time that the answer allows: a correction takes nothing from a wait that has begun.
      const nearest = Math.min(Math.max(now, time), time + precision + Math.max(at - sentAt, 0));
      const isOff = Math.abs(nearest - now) > TOLERANCE;
      known = { at, tick: monotonic(), server: isOff ? nearest : now };
    },
    assume(offset) {
      assumed = offset;
    },
  };
  return clock;
}
