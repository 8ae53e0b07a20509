import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  partnerAuthenticationView,
  type PartnerFramework,
} from '../../../src/index.js';
import { subscribed } from '../../support/flows.js';
import { parameters } from '../../support/world.js';
import { Journey, type Kind } from './journey.js';
import { expectArrival, signingIn } from './person.js';
import { timeout, walks } from './replay.js';
import { expectAWayOut, expectManners, expectPolitePolls, expectQuiet } from './rules/index.js';
import { steps } from './steps.js';
import { surroundings } from './weather.js';

const SAML = '<samlp:Response>planted-secret</samlp:Response>';

/** What the framework of the platform does, in turn. */
const moods = {
  answers: async () => ({ samlResponse: SAML }),
  declines: async () => ({}),
  fails: async () => {
    throw new Error('the framework broke');
  },
  'is slow': async () => {
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    return { samlResponse: SAML };
  },
} satisfies Record<string, PartnerFramework['authenticate']>;

type Mood = keyof typeof moods;

const kindOf = (framework: readonly Mood[]): Kind<ReturnType<typeof partnerAuthenticationView>> => {
  let asked = 0;
  const next = () => moods[framework[asked++ % framework.length]!];
  return {
    machine: (client) =>
      partnerAuthenticationMachine.provide({
        actors: partnerAuthenticationServices(client, {
          partnerFramework: { status: subscribed.status, authenticate: async () => next()() },
        }),
      }),
    view: partnerAuthenticationView,
  };
};

const path = steps({
  endpoints: ['E11', 'E12', 'E4', 'E10'],
  events: [
    { type: 'parameters.provided', ...parameters },
    { type: 'userAgent.returned' },
    { type: 'userAgent.closed' },
    { type: 'profile.check' },
    { type: 'code.renew' },
    { type: 'retry' },
  ],
});

const moodsOf = fc.array(fc.constantFrom(...(Object.keys(moods) as Mood[])), { minLength: 1 });

const isThere = ({ phase }: { phase: string }) => /^(authorize|cancelled)$/.test(phase);

describe('whatever happens to a partner login', () => {
  it('polls politely and can be finished (R66, R67, R70, R71, R74, R242)', { timeout }, () =>
    walks(fc.tuple(surroundings, path, moodsOf), async ([around, way, framework]) => {
      const input = { screen: 'primary', ...parameters };
      const journey = new Journey(kindOf(framework), input, around).start();
      const check = () => {
        expectPolitePolls(journey, { screen: 'primary', isOneFlow: false });
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
