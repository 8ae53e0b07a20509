import { afterEach, describe, expect, it } from 'vitest';
import {
  openStage,
  type PacedClock,
  scenarioClock,
  scenarios,
} from '../../../docs/scenarios/index.js';

let clock: PacedClock | undefined;

afterEach(() => {
  clock?.restore();
});

describe('the scenarios', () => {
  it('have an id each, which a link can carry', () => {
    const ids = scenarios.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
    'tell %s to its end',
    async (_id, scenario) => {
      clock = scenarioClock();
      const stage = openStage(scenario, { clock });
      try {
        await scenario.tell(stage);
      } finally {
        stage.close();
      }
    },
  );
});
