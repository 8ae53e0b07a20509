import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authorizationMachine,
  type AuthorizationOutput,
  authorizationServices,
  authorizationView,
} from '../../../src/index.js';
import { Journey, type Kind } from './journey.js';
import { expectArrival, retrying } from './person.js';
import { timeout, walks } from './replay.js';
import { expectAWayOut, expectManners, expectQuiet } from './rules/index.js';
import { backendOf, backends, expectFreshPermits } from './rules/plays.js';
import { steps } from './steps.js';
import { surroundings } from './weather.js';

const path = steps({ endpoints: ['E14'], events: [{ type: 'retry' }] });

const isThere = ({ phase }: { phase: string }) => !/^(authorizing|verifying|failed)$/.test(phase);

describe('whatever happens to a play request', () => {
  it(
    'permits what was permitted for it, with a token of its own (R115, R122, R126)',
    { timeout },
    () =>
      walks(
        fc.tuple(surroundings, path, backends, fc.boolean()),
        async ([around, way, mood, may]) => {
          const backend = backendOf(mood);
          const kind: Kind<ReturnType<typeof authorizationView>> = {
            machine: (client, journey) =>
              authorizationMachine.provide({
                actors: authorizationServices(client, backend.options(journey)),
              }),
            view: authorizationView,
          };
          const journey = new Journey(kind, { mvpd: 'Cablevision', resource: 'one' }, around);
          journey.simulator.profiles.add({ mvpd: 'Cablevision' });
          journey.simulator.mvpd({ id: 'Cablevision', permits: may ? ['one'] : [] });
          journey.start();
          await journey.walk(way);
          await expectQuiet(journey);
          journey.calm();
          backend.calm();
          await expectArrival(journey, retrying, isThere);
          await expectFreshPermits(journey, backend.used);
          expectManners(journey);
          expectAWayOut(journey);
          const output = journey.snapshot.output as AuthorizationOutput;
          if (output.phase === 'permitted')
            expect([may, output.verified]).toEqual([true, mood !== '']);
          expect(journey.simulator.requests.map(({ endpoint }) => endpoint)).not.toContain('E15');
        },
      ),
  );
});
