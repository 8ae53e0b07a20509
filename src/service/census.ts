import type { Host } from '../durable/types.js';

/** Milliseconds from one count to the next, at least. */
const INTERVAL = 60_000;
/** A count takes at most one part in so many of the time. */
const SHARE = 20;
/** Flows that are looked at in one go, before others get their turn. */
const BATCH = 50;

/**
 * Counts the flows by machine and phase, beside everything else, and gives what it knows. Nothing is kept of a
 * flow: so a parked one costs the process no memory, and a count costs a look at each.
 */
export function createCensus(host: Pick<Host, 'list' | 'view'>): () => ReadonlyMap<string, number> {
  let known: ReadonlyMap<string, number> = new Map();
  let nextAt = 0;
  let isCounting = false;

  async function phaseOf(key: string): Promise<string> {
    try {
      const { view } = await host.view(key);
      const { phase } = Object(view) as { readonly phase?: unknown };
      return typeof phase === 'string' ? phase : 'unknown';
    } catch {
      return 'unknown';
    }
  }

  async function count(): Promise<void> {
    const counted = new Map<string, number>();
    const flows = await host.list();
    for (const [index, { key, machine, isDone }] of flows.entries()) {
      const name = `${machine} ${isDone ? 'ended' : await phaseOf(key)}`;
      counted.set(name, (counted.get(name) ?? 0) + 1);
      if (index % BATCH === BATCH - 1)
        await new Promise((resolve) => {
          setTimeout(resolve, 0);
        });
    }
    known = counted;
  }

  return () => {
    const begunAt = Date.now();
    if (!isCounting && begunAt >= nextAt) {
      isCounting = true;
      void count()
        .catch(() => {})
        .then(() => {
          isCounting = false;
          const took = Date.now() - begunAt;
          nextAt = Date.now() + Math.max(INTERVAL, took * SHARE);
        });
    }
    return known;
  };
}
