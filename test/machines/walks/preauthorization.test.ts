import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  permitCache,
  preauthorizationMachine,
  type PreauthorizationOutput,
  preauthorizationServices,
  preauthorizationView,
} from '../../../src/index.js';
import { Journey, type Kind } from './journey.js';
import { expectArrival, retrying } from './person.js';
import { timeout, walks } from './replay.js';
import { expectAWayOut, expectManners, expectQuiet } from './rules/index.js';
import { steps } from './steps.js';
import { surroundings } from './weather.js';

const path = steps({ endpoints: ['E13'], events: [{ type: 'retry' }] });

const may = (resource: string) => Number(resource.slice(8)) % 2 === 0;

describe('whatever happens to a list', () => {
  it('its marks are those of the MVPD, in its order (R104, R107)', { timeout }, () =>
    walks(fc.tuple(surroundings, path, fc.nat(12)), async ([around, way, length]) => {
      const permits = permitCache();
      const kind: Kind<ReturnType<typeof preauthorizationView>> = {
        machine: (client) =>
          preauthorizationMachine.provide({
            actors: preauthorizationServices(client, { permits }),
          }),
        view: preauthorizationView,
      };
      const resources = Array.from({ length: length + 1 }, (_, index) => `channel ${index}`);
      const journey = new Journey(kind, { mvpd: 'Cablevision', resources }, around);
      const { profiles, mvpd } = journey.simulator;
      profiles.add({ mvpd: 'Cablevision' });
      mvpd({ id: 'Cablevision', permits: resources.filter(may) });
      const expectTrueMarks = () => {
        const { decisions = [] } = (journey.snapshot.output ?? {}) as Partial<
          Extract<PreauthorizationOutput, { phase: 'done' }>
        >;
        if (decisions.length > 0)
          expect(decisions.map(({ resource }) => resource)).toEqual(resources);
        // A server that permits something else than it was asked for is believed, for a mark.
        if (way.some((step) => step.do === 'fault' && 'body' in step.fault)) return;
        for (const { resource, permitted } of decisions)
          if (permitted) expect(may(resource)).toBe(true);
      };
      journey.start();
      await journey.walk(way);
      await expectQuiet(journey);
      expectTrueMarks();
      journey.calm();
      await expectArrival(journey, retrying, ({ phase }) =>
        /^(done|cancelled|needs_authentication)$/.test(phase),
      );
      expectTrueMarks();
      expectManners(journey);
      expectAWayOut(journey);
    }),
  );
});
