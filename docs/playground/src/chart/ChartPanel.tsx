import { ActorPicker } from '../actors/ActorPicker.js';
import { useSelected } from '../actors/selected.js';
import { whereabouts } from '../session/actor.js';
import { Chart } from './Chart.js';

/** The statechart in the middle, of whichever actor is looked at. */
export function ChartPanel() {
  const actor = useSelected();
  return (
    <section className="panel chart-panel" aria-labelledby="chart-title">
      <div className="panel-head">
        <h2 id="chart-title">Statechart</h2>
        <ActorPicker />
        {actor ? (
          <span className="place" data-testid="place">
            {whereabouts(actor)}
          </span>
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
