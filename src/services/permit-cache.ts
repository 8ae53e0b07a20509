import type { Decision } from '../protocol/decision.js';

/** Permits kept at a time for an MVPD; the oldest goes first. */
const KEPT_PERMITS = 1000;

/** What is on its way for a resource: joined by whoever asks for it meanwhile. */
export type PermitFlight = (signal?: AbortSignal) => Promise<ReadonlyMap<string, Decision>>;

/** The resources of an MVPD that the viewer could watch. */
export interface Permits {
  has(resource: string): boolean;
  add(resource: string): void;
  /** By resource. */
  readonly flights: Map<string, PermitFlight>;
}

/** What the viewer could watch, in memory for the life of the app. Never stored, and never a way to play. */
export interface PermitCache {
  /** What is known of an MVPD. What is added after a `clear` of it is known to nobody. */
  of(mvpd: string): Permits;
  /** Forgets the permits of an MVPD, or all: when the viewer signs out, or signs in again. */
  clear(mvpd?: string): void;
}

/** Makes a cache for {@link preauthorizationServices}, to be cleared by whoever knows the viewer. */
export function permitCache(): PermitCache {
  const all = new Map<string, Permits>();
  const make = (): Permits => {
    const known = new Set<string>();
    return {
      has: (resource) => known.has(resource),
      add(resource) {
        known.add(resource);
        if (known.size > KEPT_PERMITS) known.delete(known.values().next().value!);
      },
      flights: new Map(),
    };
  };
  return {
    of(mvpd) {
      const permits = all.get(mvpd) ?? make();
      all.set(mvpd, permits);
      return permits;
    },
    clear(mvpd) {
      if (mvpd === undefined) all.clear();
      else all.delete(mvpd);
    },
  };
}
