import fc from 'fast-check';
import type { InspectionEvent } from 'xstate';
import { describe, expect, it } from 'vitest';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  entitlementMachine,
  entitlementServices,
  entitlementView,
  logoutMachine,
  logoutServices,
  logoutView,
  partnerAuthenticationMachine,
  partnerAuthenticationServices,
  partnerAuthenticationView,
  preauthorizationMachine,
  preauthorizationServices,
  preauthorizationView,
  secondScreenMachine,
  secondScreenServices,
  secondScreenView,
} from '../../src/index.js';
import { Journey, type Kind } from '../machines/walks/journey.js';
import { type SentEvent, steps } from '../machines/walks/steps.js';
import { timeout, walks } from '../machines/walks/replay.js';
import { surroundings } from '../machines/walks/weather.js';
import { subscribed } from '../support/flows.js';
import { parameters } from '../support/world.js';
import { expectSameCourse, recording } from './support/recording.js';

const { domainName, redirectUrl } = parameters;
const app = { domainName, redirectUrl };

const events: readonly SentEvent[] = [
  { type: 'authenticate' },
  { type: 'authenticate', mvpd: 'Cablevision' },
  { type: 'authenticate', mvpd: 'Nobody' },
  { type: 'mvpd.choose' },
  { type: 'mvpd.selected', mvpd: 'Cablevision' },
  { type: 'mvpd.selected', mvpd: 'ATTOTT' },
  { type: 'profile.selected', mvpd: 'Cablevision' },
  { type: 'temporaryAccess.start', mvpd: 'TempPass_TEST40' },
  { type: 'play', resource: 'one' },
  { type: 'play', resource: 'two', mvpd: 'TempPass_TEST40' },
  { type: 'play' },
  { type: 'play.retry', resource: 'one' },
  { type: 'play.end', resource: 'one' },
  { type: 'preauthorize', resources: ['one', 'two', 'three'] },
  { type: 'preauthorize', resources: 'one' },
  { type: 'profile.check' },
  { type: 'parameters.provided', ...parameters },
  { type: 'code.renew' },
  { type: 'code.entered', code: 'ZZZZZZZ' },
  { type: 'userAgent.returned' },
  { type: 'userAgent.closed' },
  { type: 'partnerLogout.confirmed' },
  { type: 'logout' },
  { type: 'retry' },
];

const path = steps({
  endpoints: ['E3', 'E4', 'E5', 'E8', 'E9', 'E10', 'E11', 'E12', 'E13', 'E14'],
  restarts: ['page', 'process', 'launch'],
  events,
});

interface Walker {
  readonly kind: Kind;
  readonly inputs: readonly object[];
}

const walkers: Readonly<Record<string, Walker>> = {
  entitlement: {
    kind: {
      machine: (client) =>
        entitlementMachine.provide({
          actors: entitlementServices(client, { partnerFramework: subscribed }),
        }),
      view: entitlementView,
      sso: { partnerFrameworkStatus: subscribed.status },
      signIn: (shown) => {
        const view = shown as ReturnType<typeof entitlementView>;
        return view.phase === 'authenticating' ? view.authentication : undefined;
      },
    },
    inputs: [
      { screen: 'primary', ...app },
      { screen: 'primary', partner: 'Apple', ...app },
      { screen: 'secondary', choice: 'elsewhere', ...app },
    ],
  },
  authentication: {
    kind: {
      machine: (client) =>
        authenticationMachine.provide({ actors: authenticationServices(client) }),
      view: authenticationView,
    },
    inputs: [
      { screen: 'primary', ...parameters },
      { screen: 'primary' },
      { screen: 'secondary', ...parameters },
    ],
  },
  'partner authentication': {
    kind: {
      machine: (client) =>
        partnerAuthenticationMachine.provide({
          actors: partnerAuthenticationServices(client, { partnerFramework: subscribed }),
        }),
      view: partnerAuthenticationView,
      sso: { partnerFrameworkStatus: subscribed.status },
    },
    inputs: [{ screen: 'primary', ...parameters }, { screen: 'secondary' }],
  },
  logout: {
    kind: {
      machine: (client) => logoutMachine.provide({ actors: logoutServices(client) }),
      view: logoutView,
    },
    inputs: [{ mvpd: 'Cablevision', redirectUrl }],
  },
  preauthorization: {
    kind: {
      machine: (client) =>
        preauthorizationMachine.provide({ actors: preauthorizationServices(client) }),
      view: preauthorizationView,
    },
    inputs: [{ mvpd: 'Cablevision', resources: ['one', 'two'] }],
  },
  'the second screen': {
    kind: {
      machine: (client) => secondScreenMachine.provide({ actors: secondScreenServices(client) }),
      view: secondScreenView,
    },
    inputs: [{}, { code: 'ABCDEFG' }],
  },
};

describe.each(Object.entries(walkers))('whatever happens to %s', (_, { kind, inputs }) => {
  it(
    'is in a record of all steps, or of the last ones, and goes the same way again',
    { timeout },
    () =>
      walks(
        fc.tuple(surroundings, path, fc.constantFrom(...inputs), fc.boolean()),
        async ([around, way, input, isSignedIn]) => {
          const records = [10_000, 7].map((limit) => ({ limit, made: recording({ limit }) }));
          const inspect = (event: InspectionEvent) => {
            for (const { made } of records) made.inspect(event);
          };
          const journey = new Journey({ ...kind, inspect }, input, around);
          if (isSignedIn) journey.simulator.profiles.add({ mvpd: 'Cablevision' });
          journey.start();
          await journey.walk(way);
          for (const { limit, made } of records) {
            const flow = expectSameCourse(made);
            expect(flow.length).toBeLessThanOrEqual(limit);
            const text = JSON.stringify(made.recorder.record());
            for (const secret of journey.secrets) expect(text).not.toContain(secret);
          }
        },
      ),
  );
});
