import type { Host, ListedFlow } from '../durable/types.js';

/** Milliseconds from one count to the next, at least. */
const INTERVAL = 60_000;
/** A count takes at most one part in so many of the time. */
const SHARE = 20;
/** Flows whose phase is looked at; of more, as many are taken for all. */
const LOOKED_AT = 200;

/** Some of a list, at random in each part of it. */
function sampleOf<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, index) => {
    const at = Math.floor(((index + Math.random()) * all.length) / most);
    return all[Math.min(at, all.length - 1)]!;
  });
}

/**
 * Counts the flows by machine and phase, beside everything else, and gives what it knows. Nothing is kept of a
 * flow, so a parked one costs the process no memory. The phases of many are estimated from some.
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

  async function count(): Promise<ReadonlyMap<string, number>> {
    const counted = new Map<string, number>();
    const add = (machine: string, state: string, flows: number) => {
      const name = `${machine} ${state}`;
      counted.set(name, (counted.get(name) ?? 0) + flows);
    };
    const living = new Map<string, ListedFlow[]>();
    for (const flow of await host.list()) {
      const { machine, isDone } = flow;
      if (isDone) add(machine, 'ended', 1);
      else {
        const flows = living.get(machine) ?? [];
        flows.push(flow);
        living.set(machine, flows);
      }
    }
    const all = [...living.values()].reduce((sum, { length }) => sum + length, 0);
    for (const [machine, flows] of living) {
      const share = Math.max(1, Math.round((LOOKED_AT * flows.length) / all));
      const sample = sampleOf(flows, all <= LOOKED_AT ? flows.length : share);
      for (const { key } of sample) add(machine, await phaseOf(key), flows.length / sample.length);
    }
    return counted;
  }

  return () => {
    const begunAt = Date.now();
    if (isCounting || begunAt < nextAt) return known;
    isCounting = true;
    void count()
      .then(
        (counted) => {
          known = counted;
        },
        () => {},
      )
      .then(() => {
        isCounting = false;
        const took = Date.now() - begunAt;
        nextAt = Date.now() + Math.max(INTERVAL, took * SHARE);
      });
    return known;
  };
}
