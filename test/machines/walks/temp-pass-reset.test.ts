import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  tempPassResetMachine,
  tempPassResetServices,
  tempPassResetView,
} from '../../../src/index.js';
import { Journey, type Kind } from './journey.js';
import { expectArrival } from './person.js';
import { timeout, walks } from './replay.js';
import { expectAWayOut, expectManners, expectQuiet } from './rules/index.js';
import { steps } from './steps.js';
import { surroundings } from './weather.js';

const kind: Kind<ReturnType<typeof tempPassResetView>> = {
  machine: (client) => tempPassResetMachine.provide({ actors: tempPassResetServices(client) }),
  view: tempPassResetView,
};

const path = steps({
  endpoints: ['E16', 'E17'],
  events: [{ type: 'reset.confirmed' }, { type: 'retry' }],
});

const inputs = fc.constantFrom(
  { mvpd: 'TempPass_TEST40', deviceId: 'all' },
  { mvpd: 'TempPass_TEST40', deviceId: 'a-device' },
  { mvpd: 'flexibleTempPass', key: 'all' },
  { mvpd: 'flexibleTempPass', key: 'c2hhMjU2' },
);

const isRegisteredAgain = ({ simulator }: Pick<Journey, 'simulator'>) =>
  simulator.requests.filter(({ endpoint }) => endpoint === 'E1').length > 1;

describe('whatever happens to a reset', () => {
  it('for all of them, it waits for its confirmation', { timeout }, () =>
    walks(fc.tuple(surroundings, path, inputs), async ([around, way, input]) => {
      const journey = new Journey(kind, input, around).start();
      await journey.walk(way);
      await expectQuiet(journey);
      const isForAll = Object.values(input).includes('all');
      const isConfirmed = journey.log.some(
        (entry) => entry.kind === 'event' && entry.type === 'reset.confirmed',
      );
      if (isForAll && !isConfirmed) expect(journey.simulator.requests).toEqual([]);
      journey.calm();
      await expectArrival(
        journey,
        ({ phase }) =>
          phase === 'confirming'
            ? { type: 'reset.confirmed' }
            : phase === 'failed'
              ? { type: 'retry' }
              : 'wait',
        // A second refusal is final for this flow.
        ({ phase, error }) =>
          /^(done|cancelled)$/.test(phase) ||
          (phase === 'failed' && isRegisteredAgain(journey) && error?.httpStatus === 403),
      );
      expectManners(journey, { isOperator: true });
      expectAWayOut(journey);
    }),
  );
});
