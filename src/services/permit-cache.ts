/** Permits kept at a time for an MVPD; the oldest goes first. */
const KEPT_PERMITS = 1000;

/** The resources of an MVPD that the viewer could watch. */
export interface Permits {
  has(resource: string): boolean;
  add(resource: string): void;
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
  const all = new Map<string, Set<string>>();
  return {
    of(mvpd) {
      const known = all.get(mvpd) ?? new Set<string>();
      all.set(mvpd, known);
      return {
        has: (resource) => known.has(resource),
        add(resource) {
          known.add(resource);
          if (known.size > KEPT_PERMITS) known.delete(known.values().next().value!);
        },
      };
    },
    clear(mvpd) {
      if (mvpd === undefined) all.clear();
      else all.delete(mvpd);
    },
  };
}
