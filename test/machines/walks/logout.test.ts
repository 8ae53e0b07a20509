import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  logoutMachine,
  type LogoutOutput,
  logoutServices,
  logoutView,
} from '../../../src/index.js';
import { Journey, type Kind } from './journey.js';
import { expectArrival, signingOut } from './person.js';
import { timeout, walks } from './replay.js';
import {
  expectAWayOut,
  expectLogoutsAtTheWord,
  expectManners,
  expectQuiet,
} from './rules/index.js';
import { steps } from './steps.js';
import { surroundings } from './weather.js';

const kind: Kind<ReturnType<typeof logoutView>> = {
  machine: (client) => logoutMachine.provide({ actors: logoutServices(client) }),
  view: logoutView,
};

const path = steps({
  endpoints: ['E15'],
  events: [
    { type: 'userAgent.returned' },
    { type: 'userAgent.skipped' },
    { type: 'partnerLogout.confirmed' },
    { type: 'retry' },
  ],
});

describe('whatever happens to a logout', () => {
  it(
    'asks once for each word, and claims nothing that was not done (R134, R138)',
    { timeout },
    () =>
      walks(fc.tuple(surroundings, path, fc.boolean()), async ([around, way, isApple]) => {
        const input = { mvpd: 'Cablevision', redirectUrl: 'https://adobe.com' };
        const journey = new Journey(kind, input, around);
        const { profiles } = journey.simulator;
        profiles.add({ mvpd: 'Cablevision', type: isApple ? 'appleSSO' : 'regular' });
        journey.start();
        await journey.walk(way);
        await expectQuiet(journey);
        journey.calm();
        await expectArrival(journey, signingOut, ({ phase }) => /^(done|cancelled)$/.test(phase));
        expectLogoutsAtTheWord(journey, true);
        expectManners(journey);
        expectAWayOut(journey);
        const sent = (type: string) =>
          journey.log.some((entry) => entry.kind === 'event' && entry.type === type);
        for (const outcome of (journey.snapshot.output as LogoutOutput).outcomes) {
          if (!outcome.carriedOut) continue;
          if (outcome.actionName === 'logout') expect(sent('userAgent.returned')).toBe(true);
          if (outcome.actionName === 'partner_logout')
            expect(sent('partnerLogout.confirmed')).toBe(true);
        }
      }),
  );
});
