import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
} from '../../../src/index.js';
import { parameters } from '../../support/world.js';
import { Journey, type Kind } from './journey.js';
import { expectArrival, signingIn } from './person.js';
import { timeout, walks } from './replay.js';
import { expectAWayOut, expectManners, expectPolitePolls, expectQuiet } from './rules/index.js';
import { steps } from './steps.js';
import { surroundings } from './weather.js';

const kind: Kind<ReturnType<typeof authenticationView>> = {
  machine: (client) => authenticationMachine.provide({ actors: authenticationServices(client) }),
  view: authenticationView,
};

const path = steps({
  endpoints: ['E4', 'E5', 'E10'],
  events: [
    { type: 'parameters.provided', ...parameters },
    { type: 'parameters.provided', mvpd: 'Nobody' },
    { type: 'parameters.provided' },
    { type: 'userAgent.returned' },
    { type: 'userAgent.returned' },
    { type: 'userAgent.closed' },
    { type: 'profile.check' },
    { type: 'code.renew' },
    { type: 'retry' },
  ],
});

const isThere = ({ phase }: { phase: string }) => /^(authorize|cancelled)$/.test(phase);

describe.each(['primary', 'secondary'] as const)('whatever happens to a login', (screen) => {
  it(
    `on a ${screen} screen, polls are polite, and it can be finished (R66, R67, R70, R71, R74)`,
    { timeout },
    () =>
      walks(fc.tuple(surroundings, path, fc.boolean()), async ([around, way, knows]) => {
        const input = { screen, ...(knows && parameters) };
        const journey = new Journey(kind, input, around).start();
        const check = () => {
          expectPolitePolls(journey, { screen, isOneFlow: true });
          expectManners(journey);
        };
        await journey.walk(way);
        await expectQuiet(journey);
        check();
        journey.calm();
        await expectArrival(journey, signingIn, isThere);
        check();
        expectAWayOut(journey);
      }),
  );
});
