import { useRef } from 'react';
import { useCharted } from '../actors/selected.js';
import { useKeptFocus } from '../app/use-kept-focus.js';
import { whereabouts } from '../session/actor.js';
import { Chart } from './Chart.js';
import { Lineage } from './Lineage.js';

/** The statechart in the middle, of whichever actor is looked at. */
export function ChartPanel() {
  const actor = useCharted();
  const panel = useRef<HTMLElement>(null);
  // A chart gives way to that of a child, with all that is in it.
  const kept = useKeptFocus(panel);
  return (
    <section ref={panel} className="panel chart-panel" aria-labelledby="chart-title" {...kept}>
      <div className="panel-head">
        <h2 id="chart-title">Statechart</h2>
        {actor ? (
          <>
            <Lineage actor={actor} />
            <span className="place" data-testid="place">
              {whereabouts(actor)}
            </span>
          </>
        ) : null}
      </div>
      {actor?.chart ? (
        <Chart key={actor.chart.id} actor={actor} />
      ) : (
        <p className="empty">There is no statechart to look at.</p>
      )}
    </section>
  );
}
