import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EntitlementInput,
  entitlementMachine,
  entitlementServices,
  entitlementView,
} from '../../../src/index.js';
import { subscribed } from '../../support/flows.js';
import { parameters } from '../../support/world.js';
import { Journey, type Kind } from './journey.js';
import { expectArrival } from './person.js';
import { timeout, walks } from './replay.js';
import {
  expectLogoutsAtTheWord,
  expectManners,
  expectPolitePolls,
  expectQuiet,
} from './rules/index.js';
import { backendOf, backends, expectFreshPermits } from './rules/plays.js';
import { steps } from './steps.js';
import { gettingIn, isWatching, leaving, watching } from './viewer.js';
import { surroundings } from './weather.js';

const path = steps({
  endpoints: ['E3', 'E4', 'E5', 'E8', 'E9', 'E10', 'E11', 'E12', 'E13', 'E14', 'E15'],
  restarts: ['page', 'process', 'launch', 'launch'],
  events: [
    { type: 'authenticate' },
    { type: 'authenticate', mvpd: 'Cablevision' },
    { type: 'authenticate', mvpd: 'Cablevision' },
    { type: 'authenticate', mvpd: 'Nobody' },
    { type: 'mvpd.choose' },
    { type: 'mvpd.selected', mvpd: 'Cablevision' },
    { type: 'mvpd.selected', mvpd: 'ATTOTT' },
    { type: 'profile.selected', mvpd: 'Cablevision' },
    { type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' },
    { type: 'temporaryAccess.end' },
    { type: 'play', resource: 'one' },
    { type: 'play', resource: 'one' },
    { type: 'play', resource: 'two', mvpd: 'TempPass_TEST40' },
    { type: 'play' },
    { type: 'play.retry', resource: 'one' },
    { type: 'play.end', resource: 'one' },
    { type: 'play.end', resource: {} },
    { type: 'preauthorize', resources: ['one', 'two', 'three'] },
    { type: 'preauthorize', resources: 'one' },
    { type: 'profile.check' },
    { type: 'logout' },
    { type: 'parameters.provided', ...parameters },
    { type: 'code.renew' },
    { type: 'userAgent.returned' },
    { type: 'userAgent.returned' },
    { type: 'userAgent.closed' },
    { type: 'partnerLogout.confirmed' },
    { type: 'retry' },
    { type: 'cancel' },
  ],
});

const inputs: fc.Arbitrary<Partial<EntitlementInput>> = fc.constantFrom(
  { screen: 'primary' },
  { screen: 'primary', partner: 'Apple' },
  { screen: 'secondary' },
  { screen: 'secondary', choice: 'elsewhere' },
);

/** Events, of which a person can take one in any phase. */
const waysOut = ['cancel', 'authenticate', 'mvpd.choose', 'retry', 'logout'];

describe('whatever happens in the life of a viewer', () => {
  it(
    'plays with fresh permits, signs out at their word, and can go on (R66, R74, R115, R126, R138)',
    { timeout },
    () =>
      walks(
        fc.tuple(surroundings, path, inputs, backends, fc.boolean()),
        async ([around, way, input, mood, isSignedIn]) => {
          const backend = backendOf(mood);
          const kind: Kind<ReturnType<typeof entitlementView>> = {
            machine: (client, journey) =>
              entitlementMachine.provide({
                actors: entitlementServices(client, {
                  ...backend.options(journey),
                  partnerFramework: subscribed,
                }),
              }),
            view: entitlementView,
            ...(input.partner && { sso: { partnerFrameworkStatus: subscribed.status } }),
            signIn: (view) => (view.phase === 'authenticating' ? view.authentication : undefined),
          };
          const { domainName, redirectUrl } = parameters;
          const { screen = 'primary' } = input;
          const journey = new Journey(kind, { screen, domainName, redirectUrl, ...input }, around);
          if (isSignedIn) journey.simulator.profiles.add({ mvpd: 'Cablevision' });
          journey.start();
          const check = async () => {
            expectPolitePolls(journey, { screen, isOneFlow: false });
            await expectFreshPermits(journey, backend.used);
            expectLogoutsAtTheWord(journey, false);
            expectManners(journey);
            const snapshot = journey.flow.getSnapshot() as { can(event: object): boolean };
            expect(waysOut.some((type) => snapshot.can({ type }))).toBe(true);
          };
          await journey.walk(way);
          await expectQuiet(journey);
          await check();
          journey.calm();
          backend.calm();
          await expectArrival(journey, gettingIn, ({ phase }) => phase === 'authenticated');
          if (mood !== 'says no') await expectArrival(journey, watching, isWatching);
          await expectArrival(journey, leaving, ({ phase }) => phase === 'unauthenticated');
          await check();
        },
      ),
  );
});
