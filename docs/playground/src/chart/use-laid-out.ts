import { useEffect, useState } from 'react';
import type { LaidOutChart } from '../../../chart/index.js';
import { chartAtHand, laidOut } from './layout.js';
import type { ChartSource } from './source.js';

/** The chart of a machine: at hand, or laid out first. */
export function useLaidOut(source: ChartSource | undefined): LaidOutChart | Error | undefined {
  const [made, setMade] = useState<{ source: ChartSource; chart: LaidOutChart | Error }>();
  const ready = source && chartAtHand(source);
  useEffect(() => {
    if (!source || chartAtHand(source)) return;
    laidOut(source).then(
      (chart) => setMade({ source, chart }),
      (error: unknown) => setMade({ source, chart: error as Error }),
    );
  }, [source]);
  return ready ?? (made && made.source === source ? made.chart : undefined);
}
