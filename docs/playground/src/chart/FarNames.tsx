import { memo, useMemo } from 'react';
import type { LaidOutChart } from '../../../chart/index.js';
import { farNames, LETTERS } from './far-names.js';
import { enlargement } from './view.js';

/** The names of the states, large enough to be read where the chart is small. */
export const FarNames = memo(function FarNames({
  chart,
  active,
  scale,
}: {
  readonly chart: LaidOutChart;
  readonly active: ReadonlySet<string>;
  readonly scale: number;
}) {
  const names = useMemo(
    () => farNames(chart, active, scale, enlargement()),
    [chart, active, scale],
  );
  return (
    <div
      className="far-names"
      aria-hidden="true"
      style={{ fontSize: (LETTERS * enlargement()) / scale }}
    >
      {names.map(({ path, name, x, y, width, height }) => (
        <span
          key={path}
          className={active.has(path) ? 'active' : ''}
          style={{ left: x, top: y, width, height }}
        >
          {name}
        </span>
      ))}
    </div>
  );
});
