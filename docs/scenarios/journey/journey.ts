import { scenarioClock } from '../clock.js';
import type { Scenario } from '../scenario.js';
import { openStage } from '../stage.js';
import { recorderOf } from './recorder.js';
import type { Step } from './step.js';

/** A scenario as it went. */
export interface Journey {
  /** The id of the scenario. */
  readonly scenario: string;
  readonly steps: readonly Step[];
}

/**
 * Tells a scenario to its end, in no time, and writes down who said what to whom. The same scenario
 * gives the same journey. One at a time: it takes the place of the timers meanwhile.
 *
 * @throws Error where the story does not go as it should
 */
export async function journeyOf(scenario: Scenario): Promise<Journey> {
  const clock = scenarioClock();
  try {
    const { watch, steps } = recorderOf(scenario, clock.now);
    const stage = openStage(scenario, { clock, ...watch });
    try {
      await scenario.tell(stage);
      await clock.pass(0);
    } finally {
      stage.close();
    }
    return { scenario: scenario.id, steps: steps() };
  } finally {
    clock.restore();
  }
}
