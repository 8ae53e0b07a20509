import type { FlowStore } from './store.js';

/** Flows that are woken at a time. */
const BATCH = 50;

/** Milliseconds: a clock that was set forward is noticed after as long. */
const LONGEST_SLEEP = 5 * 60_000;

/** Milliseconds until a flow is looked at again that is due, and has not changed. */
const PATIENCE = 5 * 60_000;

/** Milliseconds until the store is asked again, where it has failed. */
const RETRY = 5_000;

/** The one clock of a host: wakes flows when they are due, as the store has them. */
export interface Waker {
  /** A flow was stored, and is due at this time. */
  stored(key: string, wakeAt: number | undefined): void;
  /** A flow could not be woken since the store has failed: it is tried again. */
  again(key: string): void;
  stop(): void;
}

/**
 * Begins at once.
 *
 * @param wake Never rejects.
 * @param fail Is told where the store fails.
 */
export function createWaker(
  store: Pick<FlowStore, 'waiting'>,
  wake: (key: string) => Promise<void>,
  fail: (error: unknown) => void,
): Waker {
  /** Flows that are being woken, and when they are looked at again if nothing comes of it. */
  const woken = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let at = Infinity;
  let isLooking = false;
  let isMissed = false;
  let isOver = false;

  function plan(wakeAt: number): void {
    if (isOver || wakeAt >= at) return;
    clearTimeout(timer);
    at = wakeAt;
    const delay = Math.min(Math.max(wakeAt - Date.now(), 0), LONGEST_SLEEP);
    timer = setTimeout(() => void look(), delay);
  }

  /** Wakes what is due, until nothing is, and says when the next one will be. */
  async function wakeAll(): Promise<number> {
    for (;;) {
      isMissed = false;
      const rows = await store.waiting(BATCH + woken.size);
      const now = Date.now();
      if (isOver) return Infinity;
      for (const [key, until] of woken) if (until <= now) woken.delete(key);
      const fresh = rows.filter(({ key }) => !woken.has(key));
      const due = fresh.filter(({ wakeAt }) => wakeAt <= now).slice(0, BATCH);
      for (const { key } of due) woken.set(key, now + PATIENCE);
      await Promise.all(due.map(({ key }) => wake(key)));
      if (due.length === 0 && !isMissed)
        return Math.min(fresh[0]?.wakeAt ?? Infinity, ...woken.values());
    }
  }

  async function look(): Promise<void> {
    at = Infinity;
    isMissed = true;
    if (isLooking) return;
    isLooking = true;
    let next: number;
    try {
      next = await wakeAll();
    } catch (error) {
      fail(error);
      next = Date.now() + RETRY;
    }
    isLooking = false;
    plan(next);
  }

  void look();
  return {
    stored(key, wakeAt) {
      woken.delete(key);
      if (wakeAt !== undefined) plan(wakeAt);
    },
    again(key) {
      woken.set(key, Date.now() + RETRY);
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
