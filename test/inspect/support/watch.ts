import type { InspectionSink, Observation } from '../../../src/inspect/index.js';

/** A sink that keeps everything it is told, looked at when it is told. */
export function watcher() {
  const seen: Observation[] = [];
  const sink: InspectionSink = {
    open: () => (observation) => {
      // Lazy members are looked at now, as a sink does that sends them on.
      seen.push({ ...observation });
    },
  };
  return { sink, seen };
}
