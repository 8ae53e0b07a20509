import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPassClient,
  createSession,
  secondScreenMachine,
  secondScreenServices,
  secondScreenView,
} from '../../../src/index.js';
import { clientOptions, parameters } from '../../support/world.js';
import { Journey, type Kind } from './journey.js';
import { expectArrival, withThePhone } from './person.js';
import { timeout, walks } from './replay.js';
import { expectAWayOut, expectManners, expectPolitePolls, expectQuiet } from './rules/index.js';
import { journalOf } from './traffic.js';
import { steps } from './steps.js';
import { surroundings } from './weather.js';

const kind: Kind<ReturnType<typeof secondScreenView>> = {
  machine: (client) => secondScreenMachine.provide({ actors: secondScreenServices(client) }),
  view: secondScreenView,
};

/** What the television shows, which nobody knows before. */
const typed = { type: 'code.entered', code: '' };

const path = steps({
  endpoints: ['E5', 'E6', 'E10'],
  events: [
    typed,
    { type: 'code.entered', code: 'ZZZZZZZ' },
    { type: 'mvpd.selected', mvpd: 'Cablevision' },
    { type: 'mvpd.selected', mvpd: 'Nobody' },
    { type: 'mvpd.selected', mvpd: 7 },
    { type: 'parameters.provided', ...parameters },
    { type: 'parameters.provided' },
    { type: 'userAgent.returned' },
    { type: 'userAgent.returned' },
    { type: 'userAgent.closed' },
    { type: 'retry' },
  ],
});

const isThere = ({ phase }: { phase: string }) => /^(success|authorize|cancelled)$/.test(phase);

describe('whatever happens to the page on a phone', () => {
  it('checks once for each return, and can be finished (R62, R70, R74, R76)', { timeout }, () =>
    walks(fc.tuple(surroundings, path, fc.boolean()), async ([around, way, knows]) => {
      const journey = new Journey(kind, typed, around);
      const { fetch } = journey.simulator;
      const television = createPassClient({
        ...clientOptions,
        device: { ...clientOptions.device, id: 'of-the-television' },
        fetch,
      });
      const newCode = async () => {
        // Who is signed in gets no code.
        journey.simulator.profiles.clear();
        const session = createSession(television, knows ? parameters : {});
        // A registration, a token, and perhaps a wait for the throttle.
        await journey.during(session);
        typed.code = (await session).code ?? '';
        return typed;
      };
      await newCode();
      journey.start();
      await journey.walk(way);
      await expectQuiet(journey);
      const check = () => {
        const inJournal = journalOf(journey.simulator);
        const polls = expectPolitePolls(journey, { screen: 'primary', isOneFlow: true });
        expectManners(journey);
        // A check that a restart has cut off is made again, and so is one that failed, on a retry.
        const causes = journey.log.filter(
          (entry) =>
            entry.kind === 'restart' ||
            (entry.kind === 'event' && /^(userAgent\.|retry)/.test(entry.type)),
        );
        const checks = polls.filter((poll) => inJournal(poll)?.status !== 401);
        expect(checks.length).toBeLessThanOrEqual(causes.length);
      };
      check();
      journey.calm();
      await expectArrival(journey, withThePhone(newCode), isThere);
      check();
      expectAWayOut(journey);
    }),
  );
});
