import type { ConformanceCase, ConformanceFeature } from './case.js';
import type { ConformanceClock } from './clock/clock.js';

/** How a suite is run. */
export interface ConformanceOptions {
  /** Makes the clock of each case. Default `virtualClock`. */
  readonly clock?: () => ConformanceClock;
  /** What the integration does not have; the cases about it are skipped. */
  readonly lacks?: readonly ConformanceFeature[];
  /** The ids of the cases to run. Default: all of them. */
  readonly only?: readonly string[];
  /** Replaces the cases. Default `conformanceCases`. */
  readonly cases?: readonly ConformanceCase[];
  /**
   * Serves each case's world on a port of 127.0.0.1 as well, for an app in another process: `world.origin`
   * is its address then. Needs Node. Default false.
   */
  readonly listen?: boolean;
}
